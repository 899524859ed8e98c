// Queries and changes of graph nodes: parameters, attributes, conditions, user
// objects.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <fstream>
#include <sstream>

#include "support.h"

namespace {

CW_DEVICE int table[4];

CW_KERNEL void add_to(int *p, int value) { *p += value; }
CW_KERNEL void count_down(int *left, int *done,
                          cwGraphConditionalHandle handle) {
  ++*done;
  cwGraphSetConditional(handle, --*left > 0);
}
CW_KERNEL void choose(cwGraphConditionalHandle handle, unsigned value) {
  cwGraphSetConditional(handle, value);
}

class GraphNodes : public Runtime {
protected:
  void SetUp() override {
    Runtime::SetUp();
    ASSERT_OK(cwGraphCreate(&graph, 0));
  }
  void TearDown() override {
    if (exec) {
      EXPECT_OK(cwGraphExecDestroy(exec));
    }
    EXPECT_OK(cwGraphDestroy(graph));
    Runtime::TearDown();
  }
  /// A node that adds a value to *p.
  cwGraphNode_t adds(int *p, int value, cwGraph_t to = nullptr,
                     std::vector<cwGraphNode_t> needs = {}) {
    void *args[] = {&p, &value};
    cwKernelNodeParams params = {};
    params.func = const_cast<void *>(cw::kernel_address(add_to));
    params.gridDim = params.blockDim = {1, 1, 1};
    params.kernelParams = args;
    cwGraphNode_t node = nullptr;
    EXPECT_OK(cwGraphAddKernelNode(&node, to ? to : graph, needs.data(),
                                   needs.size(), &params));
    return node;
  }
  void instantiate() { ASSERT_OK(cwGraphInstantiate(&exec, graph)); }
  void launch() {
    if (!exec)
      instantiate();
    ASSERT_OK(cwGraphLaunch(exec, nullptr));
    ASSERT_OK(cwDeviceSynchronize());
  }
  cwGraph_t graph = nullptr;
  cwGraphExec_t exec = nullptr;
};

TEST_F(GraphNodes, TellTheParametersTheyWereGiven) {
  Buffer<int> data(16);
  std::vector<int> host(16);
  cwGraphNode_t copy, fill, call;
  cwMemcpy3DParms p = {}, told_copy = {};
  p.srcPtr = make_cwPitchedPtr((int *)data, 64, 64, 1);
  p.dstPtr = make_cwPitchedPtr(host.data(), 64, 64, 1);
  p.extent = make_cwExtent(64, 1, 1);
  p.kind = cwMemcpyDeviceToHost;
  cwMemsetParams m = {(int *)data, 0, 7, 4, 16, 1}, told_fill = {};
  cwHostNodeParams h = {[](void *at) { ++*static_cast<int *>(at); }, &host[3]},
                   told_call = {};
  ASSERT_OK(cwGraphAddMemsetNode(&fill, graph, nullptr, 0, &m));
  ASSERT_OK(cwGraphAddMemcpyNode(&copy, graph, &fill, 1, &p));
  ASSERT_OK(cwGraphAddHostNode(&call, graph, &copy, 1, &h));
  EXPECT_OK(cwGraphMemcpyNodeGetParams(copy, &told_copy));
  EXPECT_EQ(told_copy.dstPtr.ptr, host.data());
  EXPECT_EQ(told_copy.extent.width, 64u);
  EXPECT_EQ(told_copy.kind, cwMemcpyDeviceToHost);
  EXPECT_OK(cwGraphMemsetNodeGetParams(fill, &told_fill));
  EXPECT_EQ(told_fill.value, 7u);
  EXPECT_EQ(told_fill.width, 16u);
  EXPECT_OK(cwGraphHostNodeGetParams(call, &told_call));
  EXPECT_EQ(told_call.userData, &host[3]);
  EXPECT_EQ(cwGraphHostNodeGetParams(copy, &told_call), cwErrorInvalidValue);
  cwGetLastError();
  launch();
  EXPECT_EQ(host[2], 7);
  EXPECT_EQ(host[3], 8);
}

TEST_F(GraphNodes, CapturedCopiesTellTheirBox) {
  Buffer<int> data(16);
  std::vector<int> host(16);
  cwStream_t stream;
  cwGraph_t captured;
  ASSERT_OK(cwStreamCreate(&stream));
  ASSERT_OK(cwStreamBeginCapture(stream, cwStreamCaptureModeGlobal));
  ASSERT_OK(cwMemcpyAsync(host.data(), data, 64, cwMemcpyDeviceToHost, stream));
  ASSERT_OK(cwStreamEndCapture(stream, &captured));
  cwGraphNode_t node;
  size_t count = 1;
  ASSERT_OK(cwGraphGetNodes(captured, &node, &count));
  cwMemcpy3DParms p;
  EXPECT_OK(cwGraphMemcpyNodeGetParams(node, &p));
  EXPECT_EQ(p.srcPtr.ptr, (int *)data);
  EXPECT_EQ(p.extent.width, 64u);
  EXPECT_EQ(p.extent.height, 1u);
  EXPECT_OK(cwGraphDestroy(captured));
  EXPECT_OK(cwStreamDestroy(stream));
}

TEST_F(GraphNodes, EventsCanBeExchanged) {
  cwEvent_t first, second, told;
  cwGraphNode_t record, wait;
  ASSERT_OK(cwEventCreate(&first));
  ASSERT_OK(cwEventCreate(&second));
  ASSERT_OK(cwGraphAddEventRecordNode(&record, graph, nullptr, 0, first));
  ASSERT_OK(cwGraphAddEventWaitNode(&wait, graph, nullptr, 0, second));
  EXPECT_OK(cwGraphEventRecordNodeGetEvent(record, &told));
  EXPECT_EQ(told, first);
  EXPECT_OK(cwGraphEventWaitNodeGetEvent(wait, &told));
  EXPECT_EQ(told, second);
  EXPECT_OK(cwGraphEventWaitNodeSetEvent(wait, first));
  EXPECT_OK(cwGraphEventWaitNodeGetEvent(wait, &told));
  EXPECT_EQ(told, first);
  EXPECT_OK(cwGraphEventRecordNodeSetEvent(record, second));
  instantiate();
  EXPECT_OK(cwGraphExecEventRecordNodeSetEvent(exec, record, first));
  EXPECT_OK(cwGraphExecEventWaitNodeSetEvent(exec, wait, second));
  launch();
  float since = -1;
  EXPECT_OK(cwEventRecord(second));
  EXPECT_OK(cwEventSynchronize(second));
  EXPECT_OK(cwEventElapsedTime(&since, first, second)); // first was recorded
  EXPECT_GE(since, 0);
  EXPECT_OK(cwEventDestroy(first));
  EXPECT_OK(cwEventDestroy(second));
}

TEST_F(GraphNodes, MemoryNodesTellAddressAndSize) {
  cwMemAllocNodeParams p = {}, told = {};
  p.poolProps.location = {cwMemLocationTypeDevice, 0};
  p.bytesize = 256;
  cwGraphNode_t alloc, free;
  ASSERT_OK(cwGraphAddMemAllocNode(&alloc, graph, nullptr, 0, &p));
  ASSERT_OK(cwGraphAddMemFreeNode(&free, graph, &alloc, 1, p.dptr));
  void *freed = nullptr;
  EXPECT_OK(cwGraphMemAllocNodeGetParams(alloc, &told));
  EXPECT_EQ(told.dptr, p.dptr);
  EXPECT_EQ(told.bytesize, 256u);
  EXPECT_OK(cwGraphMemFreeNodeGetParams(free, &freed));
  EXPECT_EQ(freed, p.dptr);
}

TEST_F(GraphNodes, AChildsGraphIsPartOfTheNode) {
  Buffer<int> data(1);
  cwGraph_t child, own;
  cwGraphNode_t node;
  ASSERT_OK(cwGraphCreate(&child, 0));
  adds(data, 1, child);
  ASSERT_OK(cwGraphAddChildGraphNode(&node, graph, nullptr, 0, child));
  ASSERT_OK(cwGraphDestroy(child)); // the node has a copy
  ASSERT_OK(cwGraphChildGraphNodeGetGraph(node, &own));
  adds(data, 10, own);
  launch();
  EXPECT_EQ(data.read()[0], 11);
  EXPECT_EQ(cwGraphDestroy(own), cwErrorInvalidValue); // it belongs to the node
  cwGetLastError();
}

TEST_F(GraphNodes, DisabledNodesAreLeftOut) {
  Buffer<int> data(1);
  cwGraphNode_t one = adds(data, 1);
  adds(data, 10, graph, {one});
  instantiate();
  unsigned enabled = 9;
  EXPECT_OK(cwGraphNodeGetEnabled(exec, one, &enabled));
  EXPECT_EQ(enabled, 1u);
  EXPECT_OK(cwGraphNodeSetEnabled(exec, one, 0));
  launch();
  EXPECT_EQ(data.read()[0], 10);
  EXPECT_OK(cwGraphNodeSetEnabled(exec, one, 1));
  launch();
  EXPECT_EQ(data.read()[0], 21);
}

TEST_F(GraphNodes, KernelNodesHaveAttributes) {
  Buffer<int> data(1);
  cwGraphNode_t one = adds(data, 1), other = adds(data, 1);
  cwLaunchAttributeValue value = {}, told = {};
  value.priority = -1;
  EXPECT_OK(cwGraphKernelNodeSetAttribute(one, cwKernelNodeAttributePriority,
                                          &value));
  value = {};
  value.cooperative = 1;
  EXPECT_OK(cwGraphKernelNodeSetAttribute(one, cwKernelNodeAttributeCooperative,
                                          &value));
  EXPECT_OK(cwGraphKernelNodeCopyAttributes(other, one));
  EXPECT_OK(cwGraphKernelNodeGetAttribute(other, cwKernelNodeAttributePriority,
                                          &told));
  EXPECT_EQ(told.priority, -1);
  EXPECT_OK(cwGraphKernelNodeGetAttribute(
      other, cwKernelNodeAttributeCooperative, &told));
  EXPECT_EQ(told.cooperative, 1);
  // New parameters do not change the attributes.
  cwKernelNodeParams params;
  EXPECT_OK(cwGraphKernelNodeGetParams(other, &params));
  EXPECT_OK(cwGraphKernelNodeSetParams(other, &params));
  EXPECT_OK(cwGraphKernelNodeGetAttribute(
      other, cwKernelNodeAttributeCooperative, &told));
  EXPECT_EQ(told.cooperative, 1);
}

TEST_F(GraphNodes, CopiesReachDeviceVariables) {
  const std::vector<int> in = {1, 2, 3};
  std::vector<int> out(3);
  cwGraphNode_t to, from;
  ASSERT_OK(cwGraphAddMemcpyNodeToSymbol(
      &to, graph, nullptr, 0, table, in.data(), 8, 4, cwMemcpyHostToDevice));
  ASSERT_OK(cwGraphAddMemcpyNodeFromSymbol(&from, graph, &to, 1, out.data(),
                                           table, 8, 4, cwMemcpyDeviceToHost));
  launch();
  EXPECT_EQ(out, (std::vector<int>{1, 2, 0}));
  EXPECT_OK(cwGraphExecMemcpyNodeSetParamsToSymbol(
      exec, to, table, in.data() + 1, 8, 4, cwMemcpyHostToDevice));
  EXPECT_OK(cwGraphExecMemcpyNodeSetParamsFromSymbol(
      exec, from, out.data() + 1, table, 8, 4, cwMemcpyDeviceToHost));
  launch();
  EXPECT_EQ(out, (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(cwGraphMemcpyNodeSetParamsToSymbol(to, table, in.data(), 8, 12,
                                               cwMemcpyHostToDevice),
            cwErrorInvalidValue);
  cwGetLastError();
  EXPECT_OK(cwGraphMemcpyNodeSetParamsFromSymbol(from, out.data(), table, 4, 0,
                                                 cwMemcpyDeviceToHost));
}

TEST_F(GraphNodes, OfAnyTypeTakeOneStructure) {
  Buffer<int> data(1);
  int *p = data, by = 5;
  void *args[] = {&p, &by};
  cwGraphNodeParams params = {};
  params.type = cwGraphNodeTypeKernel;
  params.kernel.func = const_cast<void *>(cw::kernel_address(add_to));
  params.kernel.gridDim = params.kernel.blockDim = {1, 1, 1};
  params.kernel.kernelParams = args;
  cwGraphNode_t kernel, fill;
  cwGraphNodeParams set = {};
  set.type = cwGraphNodeTypeMemset;
  set.memset = {p, 0, 100, 4, 1, 1};
  ASSERT_OK(cwGraphAddNode(&fill, graph, nullptr, 0, &set));
  ASSERT_OK(cwGraphAddNode(&kernel, graph, &fill, nullptr, 1, &params));
  launch();
  EXPECT_EQ(data.read()[0], 105);
  by = 6;
  EXPECT_OK(cwGraphExecNodeSetParams(exec, kernel, &params));
  set.memset.value = 200;
  EXPECT_OK(cwGraphExecNodeSetParams(exec, fill, &set));
  launch();
  EXPECT_EQ(data.read()[0], 206);
  EXPECT_OK(cwGraphNodeSetParams(fill, &set));
  cwGraphEdgeData programmatic = {};
  programmatic.type = 1;
  EXPECT_EQ(cwGraphAddNode(&kernel, graph, &fill, &programmatic, 1, &params),
            cwErrorNotSupported);
  cwGetLastError();
}

TEST_F(GraphNodes, WhileRunsItsGraphAgainAndAgain) {
  Buffer<int> left(std::vector<int>{5}), done(1);
  cwGraphConditionalHandle handle;
  ASSERT_OK(cwGraphConditionalHandleCreate(&handle, graph, 1,
                                           cwGraphCondAssignDefault));
  cwGraphNodeParams params = {};
  params.type = cwGraphNodeTypeConditional;
  params.conditional.handle = handle;
  params.conditional.type = cwGraphCondTypeWhile;
  params.conditional.size = 1;
  cwGraphNode_t node, body;
  ASSERT_OK(cwGraphAddNode(&node, graph, nullptr, 0, &params));
  int *left_at = left, *done_at = done;
  void *args[] = {&left_at, &done_at, &handle};
  cwKernelNodeParams kernel = {};
  kernel.func = const_cast<void *>(cw::kernel_address(count_down));
  kernel.gridDim = kernel.blockDim = {1, 1, 1};
  kernel.kernelParams = args;
  ASSERT_OK(cwGraphAddKernelNode(&body, params.conditional.phGraph_out[0],
                                 nullptr, 0, &kernel));
  launch();
  EXPECT_EQ(done.read()[0], 5);
  // Each launch starts with the default value.
  launch();
  EXPECT_EQ(done.read()[0], 6);
}

TEST_F(GraphNodes, IfAndSwitchRunOneOfTheirGraphs) {
  for (unsigned value = 0; value < 4; ++value)
    for (auto type : {cwGraphCondTypeIf, cwGraphCondTypeSwitch}) {
      Buffer<int> data(1);
      cwGraph_t g;
      ASSERT_OK(cwGraphCreate(&g, 0));
      cwGraphConditionalHandle handle;
      ASSERT_OK(cwGraphConditionalHandleCreate(&handle, g));
      void *args[] = {&handle, &value};
      cwKernelNodeParams kernel = {};
      kernel.func = const_cast<void *>(cw::kernel_address(choose));
      kernel.gridDim = kernel.blockDim = {1, 1, 1};
      kernel.kernelParams = args;
      cwGraphNode_t decide, node;
      ASSERT_OK(cwGraphAddKernelNode(&decide, g, nullptr, 0, &kernel));
      cwGraphNodeParams params = {};
      params.type = cwGraphNodeTypeConditional;
      params.conditional.handle = handle;
      params.conditional.type = type;
      params.conditional.size = type == cwGraphCondTypeIf ? 2 : 3;
      ASSERT_OK(cwGraphAddNode(&node, g, &decide, 1, &params));
      for (unsigned i = 0; i < params.conditional.size; ++i)
        adds(data, 1 << i, params.conditional.phGraph_out[i]);
      cwGraphExec_t run;
      ASSERT_OK(cwGraphInstantiate(&run, g));
      ASSERT_OK(cwGraphLaunch(run, nullptr));
      const int expected = type == cwGraphCondTypeIf ? (value ? 1 : 2)
                           : value < 3               ? 1 << value
                                                     : 0;
      EXPECT_EQ(data.read()[0], expected) << value;
      EXPECT_OK(cwGraphExecDestroy(run));
      EXPECT_OK(cwGraphDestroy(g));
    }
}

TEST_F(GraphNodes, ACaptureIntoAGraphNeedNotTellIt) {
  Buffer<int> data(1);
  cwStream_t stream;
  ASSERT_OK(cwStreamCreate(&stream));
  ASSERT_OK(cwStreamBeginCaptureToGraph(stream, graph, nullptr, nullptr, 0,
                                        cwStreamCaptureModeGlobal));
  cw::launch<add_to>(1, 1, 0, stream)(data, 3);
  EXPECT_OK(cwStreamEndCapture(stream, nullptr));
  ASSERT_OK(cwStreamBeginCapture(stream, cwStreamCaptureModeGlobal));
  EXPECT_EQ(cwStreamEndCapture(stream, nullptr), cwErrorInvalidValue);
  cwGetLastError();
  cwGraph_t other;
  EXPECT_OK(cwStreamEndCapture(stream, &other));
  EXPECT_OK(cwGraphDestroy(other));
  EXPECT_OK(cwStreamDestroy(stream));
  launch();
  EXPECT_EQ(data.read()[0], 3);
}

TEST_F(GraphNodes, InstantiationKeepsItsFlags) {
  cwGraphInstantiateParams params = {};
  params.flags = cwGraphInstantiateFlagUseNodePriority;
  ASSERT_OK(cwGraphInstantiateWithParams(&exec, graph, &params));
  EXPECT_EQ(params.result_out, cwGraphInstantiateSuccess);
  unsigned long long flags = 0;
  EXPECT_OK(cwGraphExecGetFlags(exec, &flags));
  EXPECT_EQ(flags, cwGraphInstantiateFlagUseNodePriority);
}

TEST_F(GraphNodes, EdgesOfThisBackendArePlain) {
  Buffer<int> data(1);
  cwGraphNode_t one = adds(data, 1), two = adds(data, 2);
  cwGraphEdgeData plain = {}, told = {1, 1, 1, {}};
  EXPECT_OK(cwGraphAddDependencies(graph, &one, &two, &plain, 1));
  cwGraphNode_t from, to;
  size_t count = 1;
  EXPECT_OK(cwGraphGetEdges(graph, &from, &to, &told, &count));
  EXPECT_EQ(from, one);
  EXPECT_EQ(to, two);
  EXPECT_EQ(told.type, cwGraphDependencyTypeDefault);
  count = 1;
  EXPECT_OK(cwGraphNodeGetDependencies(two, &from, &told, &count));
  EXPECT_EQ(from, one);
  count = 1;
  EXPECT_OK(cwGraphNodeGetDependentNodes(one, &to, &told, &count));
  EXPECT_EQ(to, two);
  plain.type = 1;
  EXPECT_EQ(cwGraphRemoveDependencies(graph, &one, &two, &plain, 1),
            cwErrorNotSupported);
  plain.type = 0;
  EXPECT_OK(cwGraphRemoveDependencies(graph, &one, &two, &plain, 1));
}

TEST_F(GraphNodes, PrintAsGraphviz) {
  Buffer<int> data(1);
  adds(data, 2, graph, {adds(data, 1)});
  char path[] = "/tmp/cw_graph_XXXXXX";
  const int file = mkstemp(path);
  ASSERT_GE(file, 0);
  close(file);
  EXPECT_OK(cwGraphDebugDotPrint(graph, path, cwGraphDebugDotFlagsVerbose));
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  std::remove(path);
  EXPECT_NE(text.str().find("digraph"), std::string::npos);
  EXPECT_NE(text.str().find("add_to"), std::string::npos);
  EXPECT_NE(text.str().find("n0 -> n1"), std::string::npos);
}

void note(void *at) { ++*static_cast<int *>(at); }

TEST_F(GraphNodes, UserObjectsLiveAsLongAsTheirLastReference) {
  int destroyed = 0;
  cwUserObject_t object;
  ASSERT_OK(cwUserObjectCreate(&object, &destroyed, note, 1,
                               cwUserObjectNoDestructorSync));
  ASSERT_OK(cwUserObjectRetain(object));
  ASSERT_OK(cwUserObjectRelease(object));
  cwGraph_t holder;
  ASSERT_OK(cwGraphCreate(&holder, 0));
  ASSERT_OK(cwGraphRetainUserObject(holder, object, 1, cwGraphUserObjectMove));
  cwGraphExec_t run;
  ASSERT_OK(cwGraphInstantiate(&run, holder));
  EXPECT_OK(cwGraphDestroy(holder));
  EXPECT_EQ(destroyed, 0); // the executable graph holds it
  EXPECT_OK(cwGraphLaunch(run, nullptr));
  EXPECT_OK(cwDeviceSynchronize());
  EXPECT_OK(cwGraphExecDestroy(run));
  EXPECT_OK(cwDeviceSynchronize());
  EXPECT_EQ(destroyed, 1);
}

TEST_F(GraphNodes, AGraphGivesReferencesBack) {
  int destroyed = 0;
  cwUserObject_t object;
  ASSERT_OK(cwUserObjectCreate(&object, &destroyed, note, 1,
                               cwUserObjectNoDestructorSync));
  ASSERT_OK(cwGraphRetainUserObject(graph, object));
  EXPECT_EQ(cwGraphReleaseUserObject(graph, object, 2), cwErrorInvalidValue);
  cwGetLastError();
  EXPECT_OK(cwGraphReleaseUserObject(graph, object));
  EXPECT_EQ(destroyed, 0);
  EXPECT_OK(cwUserObjectRelease(object));
  EXPECT_EQ(destroyed, 1);
}

// --- Attributes of kernels ---

class Kernels : public Runtime {};

TEST_F(Kernels, TellNameAndParameters) {
  const char *name = nullptr;
  EXPECT_OK(cwFuncGetName(&name, add_to));
  EXPECT_NE(std::string(name).find("add_to"), std::string::npos);
  size_t offset = 99, size = 0;
  EXPECT_OK(cwFuncGetParamInfo(add_to, 1, &offset, &size));
  EXPECT_EQ(offset, sizeof(int *));
  EXPECT_EQ(size, sizeof(int));
  EXPECT_EQ(cwFuncGetParamInfo(add_to, 2, &offset, &size), cwErrorInvalidValue);
  cwGetLastError();
}

TEST_F(Kernels, AHandleLaunchesToo) {
  Buffer<int> data(1);
  cwKernel_t handle;
  cwFunction_t function;
  ASSERT_OK(cwGetKernel(&handle, add_to));
  ASSERT_OK(cwGetFuncBySymbol(&function, add_to));
  EXPECT_EQ((void *)handle, (void *)function);
  int *p = data, by = 3;
  void *args[] = {&p, &by};
  EXPECT_OK(cwLaunchKernel((const void *)handle, {1, 1, 1}, {1, 1, 1}, args, 0,
                           nullptr));
  EXPECT_EQ(data.read()[0], 3);
  EXPECT_OK(cwKernelSetAttributeForDevice(
      handle, cwFuncAttributeMaxDynamicSharedMemorySize, 1024, 0));
}

TEST_F(Kernels, BlockSizeForSharedMemoryByBlockSize) {
  int grid = 0, block = 0;
  EXPECT_OK(cwOccupancyMaxPotentialBlockSizeVariableSMemWithFlags(
      &grid, &block, add_to, [](int threads) { return threads * 4; }));
  EXPECT_GT(block, 0);
  EXPECT_GT(grid, 0);
}

} // namespace
