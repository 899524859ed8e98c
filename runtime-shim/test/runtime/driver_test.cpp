// The driver API: contexts, memory with addresses as numbers, descriptors,
// modules.
// SPDX-License-Identifier: Apache-2.0
#include <cw/driver.h>

#include <dlfcn.h>

#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <thread>

#include "support.h"

namespace {

/// In each test the primary context of device 0 is current at the start.
class Driver : public Runtime {
protected:
  void SetUp() override {
    Runtime::SetUp();
    ASSERT_OK(cwInit(0));
    ASSERT_OK(cwDevicePrimaryCtxRetain(&primary, 0));
    ASSERT_OK(cwCtxSetCurrent(primary));
  }
  void TearDown() override {
    EXPECT_OK(cwCtxSetCurrent(nullptr));
    EXPECT_OK(cwDevicePrimaryCtxRelease(0));
    Runtime::TearDown();
  }
  cwContext_t primary = nullptr;
};

/// Device memory by its address, freed at the end of the scope.
struct Memory {
  cwDevicePtr p = 0;
  explicit Memory(size_t size) { EXPECT_OK(cwMemAlloc(&p, size)); }
  ~Memory() { EXPECT_OK(cwMemFree(p)); }
  template <class T> std::vector<T> read(size_t count) const {
    std::vector<T> values(count);
    EXPECT_OK(cwMemcpyDtoH(values.data(), p, count * sizeof(T)));
    return values;
  }
};

TEST_F(Driver, InitTakesNoFlags) {
  EXPECT_OK(cwInit(0));
  EXPECT_EQ(cwInit(1), cwErrorInvalidValue);
}

TEST_F(Driver, ErrorsHaveNamesAndTexts) {
  const char *name = nullptr, *text = nullptr;
  EXPECT_OK(cwErrorGetName(cwResultErrorMemoryAllocation, &name));
  EXPECT_OK(cwErrorGetString(cwResultErrorMemoryAllocation, &text));
  EXPECT_STREQ(name, cwGetErrorName(cwErrorMemoryAllocation));
  EXPECT_STREQ(text, "out of memory");
}

const char *which(cwError_t) { return "runtime"; }
const char *which(cwResult) { return "driver"; }
template <class T> const char *deduced(T value) { return which(value); }

TEST_F(Driver, ResultsAreATypeOfTheirOwnWithTheSameValues) {
  int count = 0;
  cwDevicePtr p = 0;
  cwStream_t stream = nullptr;
  EXPECT_STREQ(which(cwInit(0)), "driver");
  EXPECT_STREQ(which(cwDriverDeviceGetCount(&count)), "driver");
  EXPECT_STREQ(which(cwGetDeviceCount(&count)), "runtime");
  EXPECT_STREQ(which(cwDriverCtxSynchronize()), "driver");
  EXPECT_STREQ(deduced(cwMemAlloc(&p, 4)), "driver");
  EXPECT_STREQ(which(cwMemsetD32(p, 1, 1)), "driver");
  EXPECT_STREQ(which(cwMemFree(p)), "driver");
  EXPECT_STREQ(which(cwDriverStreamCreate(&stream, 0)), "driver");
  EXPECT_STREQ(which(cwDriverStreamDestroy(stream)), "driver");
  EXPECT_STREQ(which(cwModuleUnload(nullptr)), "driver");
  EXPECT_STREQ(which(cwResultErrorUnknown), "driver");
  EXPECT_EQ(int(cwResultErrorMemoryAllocation), int(cwErrorMemoryAllocation));
  (void)cwGetLastError();
}

TEST_F(Driver, ResultsAreAnEnumeration) {
  int device = -1;
  cwResult result = cwInit(0) ? cwResultErrorUnknown : cwDeviceGet(&device, 0);
  EXPECT_TRUE(result == cwResultSuccess && !result);
  result = cwDeviceGet(&device, 1000) == cwResultErrorInvalidDevice
               ? cwResultErrorInvalidValue
               : result;
  switch (result) {
  case cwResultErrorInvalidValue:
    break;
  default:
    ADD_FAILURE();
  }
  std::map<cwResult, int> seen;
  ++seen[result];
  EXPECT_EQ(seen[static_cast<cwResult>(1)], 1);
  const char *name = nullptr;
  EXPECT_OK(cwErrorGetName(result, &name));
  EXPECT_STREQ(name, "cwErrorInvalidValue");
  cwResult (*const synchronize)(cwStream_t) = &cwDriverStreamSynchronize;
  EXPECT_OK(synchronize(nullptr));
}

template <class T> void callback(cwStream_t, cwResult status, void *data) {
  *static_cast<T *>(data) = T(status) + 1;
}
TEST_F(Driver, CallbacksTakeTheDriversResult) {
  cwStream_t stream = nullptr;
  char called = 0;
  ASSERT_OK(cwDriverStreamCreate(&stream, 0));
  EXPECT_OK(cwDriverStreamAddCallback(stream, callback<char>, &called, 0));
  EXPECT_OK(cwDriverStreamSynchronize(stream));
  EXPECT_EQ(called, 1);
  EXPECT_OK(cwDriverStreamDestroy(stream));
}

TEST_F(Driver, DevicesAreTheirOrdinals) {
  cwDevice_t device = -1;
  EXPECT_OK(cwDeviceGet(&device, 0));
  EXPECT_EQ(device, 0);
  int count = 0;
  EXPECT_OK(cwGetDeviceCount(&count));
  EXPECT_EQ(cwDeviceGet(&device, count), cwErrorInvalidDevice);
  char name[4] = "xyz";
  EXPECT_OK(cwDeviceGetName(name, sizeof name, 0));
  EXPECT_EQ(name[3], 0) << "cut to the buffer";
  size_t memory = 0;
  EXPECT_OK(cwDeviceTotalMem(&memory, 0));
  EXPECT_GT(memory, 0u);
  int major = 0, minor = -1;
  EXPECT_OK(cwDeviceComputeCapability(&major, &minor, 0));
  EXPECT_GT(major, 0);
  EXPECT_GE(minor, 0);
}

TEST_F(Driver, ContextsAreAStackOfEachThread) {
  cwContext_t made = nullptr, current = nullptr;
  ASSERT_OK(cwCtxCreate(&made, cwDeviceMapHost, 0));
  EXPECT_OK(cwCtxGetCurrent(&current));
  EXPECT_EQ(current, made);
  unsigned flags = 0, version = 0;
  EXPECT_OK(cwCtxGetFlags(&flags));
  EXPECT_EQ(flags, unsigned(cwDeviceMapHost));
  EXPECT_OK(cwCtxSetFlags(cwDeviceScheduleSpin));
  EXPECT_OK(cwCtxGetFlags(&flags));
  EXPECT_EQ(flags, unsigned(cwDeviceScheduleSpin));
  EXPECT_OK(cwCtxGetApiVersion(made, &version));
  EXPECT_GE(version, 12000u);
  unsigned long long id = 0, primary_id = 0;
  EXPECT_OK(cwCtxGetId(made, &id));
  EXPECT_OK(cwCtxGetId(primary, &primary_id));
  EXPECT_NE(id, primary_id);
  std::thread([this] {
    cwContext_t other = nullptr;
    EXPECT_OK(cwCtxGetCurrent(&other));
    EXPECT_EQ(other, primary) << "a new thread has made none current";
    cwDevice_t device = -1;
    EXPECT_OK(cwCtxGetDevice(&device));
    EXPECT_EQ(device, 0);
    EXPECT_EQ(cwCtxPopCurrent(&other), cwErrorDeviceUninitialized);
  }).join();
  cwContext_t with = nullptr;
  cwCtxCreateParams params = {};
  EXPECT_OK(cwCtxCreate(&with, &params, 0, 0));
  EXPECT_OK(cwCtxDestroy(with));
  EXPECT_OK(cwCtxPopCurrent(&current));
  EXPECT_EQ(current, made);
  EXPECT_OK(cwCtxGetCurrent(&current));
  EXPECT_EQ(current, primary);
  EXPECT_OK(cwCtxPushCurrent(made));
  cwDevice_t device = -1;
  EXPECT_OK(cwCtxGetDevice(&device));
  EXPECT_EQ(device, 0);
  EXPECT_OK(cwCtxDestroy(made));
  EXPECT_OK(cwCtxGetCurrent(&current));
  EXPECT_EQ(current, primary) << "destroying the top pops it";
  EXPECT_EQ(cwCtxDestroy(primary), cwErrorDeviceUninitialized);
}

TEST_F(Driver, PrimaryContextIsActive) {
  unsigned flags = 1;
  int active = 0;
  EXPECT_OK(cwDevicePrimaryCtxSetFlags(0, 0));
  EXPECT_OK(cwDevicePrimaryCtxGetState(0, &flags, &active));
  EXPECT_EQ(active, 1);
}

TEST_F(Driver, CopiesByAddressNumber) {
  const std::vector<int> values{3, 1, 4, 1, 5, 9};
  const size_t size = values.size() * sizeof(int);
  Memory a(size), b(size), c(size);
  EXPECT_OK(cwMemcpyHtoD(a.p, values.data(), size));
  EXPECT_OK(cwMemcpyDtoD(b.p, a.p, size));
  EXPECT_OK(cwMemcpyUnified(c.p, b.p, size));
  EXPECT_EQ(c.read<int>(values.size()), values);
  EXPECT_OK(cwMemsetD8(c.p, 0, size));
  EXPECT_OK(cwMemcpyBetween(c.p, primary, a.p, primary, size));
  EXPECT_EQ(c.read<int>(values.size()), values);
}

TEST_F(Driver, CopiesInStreamOrder) {
  cwStream_t s;
  ASSERT_OK(cwStreamCreateWithFlags(&s, cwStreamNonBlocking));
  const int values[2] = {8, 15};
  int got[2] = {};
  Memory a(8), b(8), c(8), d(8);
  EXPECT_OK(cwMemcpyHtoDAsync(a.p, values, 8, s));
  EXPECT_OK(cwMemcpyDtoDAsync(b.p, a.p, 8, s));
  EXPECT_OK(cwMemcpyUnifiedAsync(c.p, b.p, 8, s));
  EXPECT_OK(cwMemcpyBetweenAsync(d.p, primary, c.p, primary, 8, s));
  EXPECT_OK(cwMemcpyDtoHAsync(got, d.p, 8, s));
  EXPECT_OK(cwStreamSynchronize(s));
  EXPECT_EQ(got[0], 8);
  EXPECT_EQ(got[1], 15);
  EXPECT_OK(cwStreamDestroy(s));
}

TEST_F(Driver, FillsElementsOfAnyWidth) {
  Memory a(16);
  EXPECT_OK(cwMemsetD32(a.p, 0x01020304, 4));
  EXPECT_OK(cwMemsetD16(a.p + 4, 0xabcd, 2));
  EXPECT_OK(cwMemsetD8(a.p + 8, 0x7f, 1));
  EXPECT_EQ(
      a.read<unsigned>(4),
      (std::vector<unsigned>{0x01020304, 0xabcdabcd, 0x0102037f, 0x01020304}));
  EXPECT_EQ(cwMemsetD32(a.p + 1, 0, 1), cwErrorInvalidValue) << "misaligned";
  EXPECT_OK(cwMemsetD32(a.p, 0, 0)) << "nothing to fill";
}

TEST_F(Driver, FillsRectangles) {
  Memory a(4 * 16);
  EXPECT_OK(cwMemsetD8(a.p, 0, 64));
  EXPECT_OK(cwMemsetD2D32(a.p + 4, 16, 9, 2, 3));
  EXPECT_OK(cwMemsetD2D16(a.p + 48, 16, 5, 2, 1));
  EXPECT_OK(cwMemsetD2D8(a.p + 60, 16, 6, 4, 1));
  EXPECT_EQ(a.read<int>(16), (std::vector<int>{0, 9, 9, 0, 0, 9, 9, 0, 0, 9, 9,
                                               0, 0x50005, 0, 0, 0x6060606}));
}

TEST_F(Driver, FillsInStreamOrder) {
  cwStream_t s;
  ASSERT_OK(cwStreamCreateWithFlags(&s, cwStreamNonBlocking));
  Memory a(12);
  EXPECT_OK(cwMemsetD32Async(a.p, 1, 3, s));
  EXPECT_OK(cwMemsetD16Async(a.p, 2, 2, s));
  EXPECT_OK(cwMemsetD8Async(a.p + 8, 3, 4, s));
  EXPECT_OK(cwMemsetD2D32Async(a.p + 4, 4, 7, 1, 1, s));
  EXPECT_OK(cwStreamSynchronize(s));
  EXPECT_EQ(a.read<int>(3), (std::vector<int>{0x20002, 7, 0x3030303}));
  EXPECT_OK(cwStreamDestroy(s));
}

TEST_F(Driver, AllocatesRowsHostAndManagedMemory) {
  cwDevicePtr p = 0;
  size_t pitch = 0;
  EXPECT_EQ(cwMemAllocPitch(&p, &pitch, 100, 3, 5), cwErrorInvalidValue);
  ASSERT_OK(cwMemAllocPitch(&p, &pitch, 100, 3, 4));
  EXPECT_GE(pitch, 100u);
  EXPECT_OK(cwMemFree(p));
  void *host = nullptr;
  ASSERT_OK(cwMemAllocHost(&host, 64));
  EXPECT_OK(cwMemHostGetDevicePointer(&p, host, 0));
  EXPECT_NE(p, 0u);
  EXPECT_OK(cwFreeHost(host));
  ASSERT_OK(cwMemAllocManaged(&p, 64, cwMemAttachGlobal));
  *reinterpret_cast<int *>(p) = 5;
  EXPECT_OK(cwMemPrefetchPtrAsync(p, 64, 0, nullptr));
  EXPECT_OK(cwMemAdvisePtr(p, 64, cwMemAdviseSetReadMostly, 0));
  int read_mostly = 0;
  EXPECT_OK(cwMemRangeGetAttributePtr(&read_mostly, sizeof read_mostly,
                                      cwMemRangeAttributeReadMostly, p, 64));
  EXPECT_EQ(read_mostly, 1);
  EXPECT_OK(cwStreamSynchronize(nullptr));
  unsigned managed = 0;
  EXPECT_OK(cwPointerGetAttribute(&managed, cwPointerAttributeIsManaged, p));
  EXPECT_EQ(managed, 1u);
  EXPECT_OK(cwMemFree(p));
}

TEST_F(Driver, PoolMemoryIsStreamOrdered) {
  cwStream_t s;
  cwMemPool_t pool;
  ASSERT_OK(cwStreamCreateWithFlags(&s, cwStreamNonBlocking));
  ASSERT_OK(cwDeviceGetDefaultMemPool(&pool, 0));
  cwDevicePtr a = 0, b = 0;
  int got[2] = {};
  ASSERT_OK(cwMemAllocAsync(&a, 4, s));
  ASSERT_OK(cwMemAllocFromPoolAsync(&b, 4, pool, s));
  EXPECT_OK(cwMemsetD32Async(a, 1, 1, s));
  EXPECT_OK(cwMemsetD32Async(b, 2, 1, s));
  EXPECT_OK(cwMemcpyDtoHAsync(&got[0], a, 4, s));
  EXPECT_OK(cwMemcpyDtoHAsync(&got[1], b, 4, s));
  EXPECT_OK(cwMemFreeAsync(a, s));
  EXPECT_OK(cwMemFreeAsync(b, s));
  EXPECT_OK(cwStreamSynchronize(s));
  EXPECT_EQ(got[0], 1);
  EXPECT_EQ(got[1], 2);
  EXPECT_OK(cwStreamDestroy(s));
}

TEST_F(Driver, RangeOfAnAllocationIsKnownFromAnyOfItsAddresses) {
  Memory a(256);
  cwDevicePtr base = 0;
  size_t size = 0;
  EXPECT_OK(cwMemGetAddressRange(&base, &size, a.p + 100));
  EXPECT_EQ(base, a.p);
  EXPECT_EQ(size, 256u);
  int device = -1;
  void *data[2] = {&base, &device};
  const cwPointerAttribute asked[2] = {cwPointerAttributeRangeStart,
                                       cwPointerAttributeDeviceOrdinal};
  base = 0;
  EXPECT_OK(cwPointerGetAttributeList(2, asked, data, a.p + 8));
  EXPECT_EQ(base, a.p);
  EXPECT_EQ(device, 0);
}

TEST_F(Driver, CopiesRectanglesAndBoxes) {
  std::vector<int> host(4 * 4);
  std::iota(host.begin(), host.end(), 0);
  Memory device(2 * 8);
  cwMemcpy2DDescriptor d{};
  d.srcMemoryType = cwMemorySpaceHost;
  d.srcHost = host.data();
  d.srcPitch = 16;
  d.srcXInBytes = 4;
  d.srcY = 1;
  d.dstMemoryType = cwMemorySpaceDevice;
  d.dstDevice = device.p;
  d.dstPitch = 8;
  d.WidthInBytes = 8;
  d.Height = 2;
  EXPECT_OK(cwMemcpyRectangle(&d));
  EXPECT_EQ(device.read<int>(4), (std::vector<int>{5, 6, 9, 10}));

  std::vector<int> back(8, -1);
  cwMemcpy3DDescriptor b{};
  b.srcMemoryType = cwMemorySpaceDevice;
  b.srcDevice = device.p;
  b.srcPitch = 4;
  b.srcHeight = 2;
  b.dstMemoryType = cwMemorySpaceHost;
  b.dstHost = back.data();
  b.dstPitch = 8;
  b.dstHeight = 2;
  b.dstXInBytes = 4;
  b.WidthInBytes = 4;
  b.Height = 2;
  b.Depth = 2;
  EXPECT_OK(cwMemcpyBoxAsync(&b, nullptr));
  EXPECT_OK(cwStreamSynchronize(nullptr));
  EXPECT_EQ(back, (std::vector<int>{-1, 5, -1, 6, -1, 9, -1, 10}));
}

TEST_F(Driver, SizesThatDoNotFitAreErrors) {
  const std::size_t huge = ~std::size_t(0), half = std::size_t(1) << 63;
  std::vector<char> host(4096);
  Buffer<char> device(4096);
  const auto d = reinterpret_cast<std::uintptr_t>(static_cast<char *>(device));
  cwDevicePtr p = 0;
  std::size_t pitch = 0;
  EXPECT_EQ(cwMemAlloc(&p, huge), cwErrorMemoryAllocation);
  EXPECT_EQ(cwMemAllocPitch(&p, &pitch, 512, std::size_t(1) << 55, 4),
            cwErrorMemoryAllocation);
  EXPECT_EQ(cwMemAllocManaged(&p, huge, cwMemAttachGlobal),
            cwErrorMemoryAllocation);
  EXPECT_EQ(cwMemsetD32(d, 1, std::size_t(1) << 62), cwErrorInvalidValue);
  EXPECT_EQ(cwMemsetD16(d, 1, half + 1), cwErrorInvalidValue);
  EXPECT_EQ(cwMemsetD2D32(d, half, 1, 4, 3), cwErrorInvalidValue);
  EXPECT_EQ(cwMemsetD2D8(d, half, 1, 4, 3), cwErrorInvalidValue);
  EXPECT_EQ(cwMemAddressReserve(&p, 0 - (std::size_t(2) << 20), 0, 0, 0),
            cwErrorMemoryAllocation);
  cwMemcpy3DDescriptor box = {};
  box.srcMemoryType = cwMemorySpaceHost;
  box.srcHost = host.data();
  box.srcPitch = 64;
  box.srcHeight = 4;
  box.dstMemoryType = cwMemorySpaceDevice;
  box.dstDevice = d;
  box.dstPitch = 64;
  box.dstHeight = 4;
  box.WidthInBytes = 16;
  box.Height = box.Depth = 2;
  EXPECT_OK(cwMemcpyBox(&box));
  for (std::size_t cwMemcpy3DDescriptor::*field :
       {&cwMemcpy3DDescriptor::srcXInBytes, &cwMemcpy3DDescriptor::srcY,
        &cwMemcpy3DDescriptor::srcZ, &cwMemcpy3DDescriptor::dstXInBytes,
        &cwMemcpy3DDescriptor::dstY, &cwMemcpy3DDescriptor::dstZ,
        &cwMemcpy3DDescriptor::Height, &cwMemcpy3DDescriptor::Depth,
        &cwMemcpy3DDescriptor::dstHeight})
    for (std::size_t value : {huge, half, huge / 64 + 2}) {
      cwMemcpy3DDescriptor bad = box;
      bad.*field = value;
      EXPECT_NE(cwMemcpyBox(&bad), cwSuccess);
    }
  cwGetLastError();
}

TEST_F(Driver, ArraysTakeRowsAndRectangles) {
  cwArrayDescriptor shape{};
  shape.Width = 4;
  shape.Height = 2;
  shape.Format = cwArrayFormatFloat;
  shape.NumChannels = 1;
  cwArray_t array;
  ASSERT_OK(cwArrayCreate(&array, &shape));
  const std::vector<float> row{1, 2, 3, 4};
  EXPECT_OK(cwMemcpyHtoA(array, 4, row.data(), 12));
  std::vector<float> got(2);
  EXPECT_OK(cwMemcpyAtoH(got.data(), array, 8, 8));
  EXPECT_EQ(got, (std::vector<float>{2, 3}));
  Memory device(12);
  EXPECT_OK(cwMemcpyAtoD(device.p, array, 4, 12));
  EXPECT_EQ(device.read<float>(3), (std::vector<float>{1, 2, 3}));
  EXPECT_OK(cwFreeArray(array));
}

TEST_F(Driver, MakesTexturesFromDescriptors) {
  Memory device(4 * sizeof(float));
  const float values[4] = {1, 2, 3, 4};
  EXPECT_OK(cwMemcpyHtoD(device.p, values, sizeof values));
  cwResourceDescriptor resource{};
  resource.resType = cwResourceTypeLinear;
  resource.res.linear.devPtr = device.p;
  resource.res.linear.format = cwArrayFormatFloat;
  resource.res.linear.numChannels = 1;
  resource.res.linear.sizeInBytes = sizeof values;
  cwTextureDescriptor sampling{};
  cwTextureObject_t texture = 0;
  ASSERT_OK(cwTexObjectCreate(&texture, &resource, &sampling, nullptr));
  cwResourceDesc known{};
  EXPECT_OK(cwGetTextureObjectResourceDesc(&known, texture));
  EXPECT_EQ(known.resType, cwResourceTypeLinear);
  EXPECT_EQ(known.res.linear.desc.f, cwChannelFormatKindFloat);
  EXPECT_OK(cwDestroyTextureObject(texture));
}

TEST_F(Driver, StreamsWriteAndWaitForWords) {
  cwStream_t writer, waiter;
  ASSERT_OK(cwStreamCreateWithFlags(&writer, cwStreamNonBlocking));
  ASSERT_OK(cwStreamCreateWithFlags(&waiter, cwStreamNonBlocking));
  Memory flag(8), result(4);
  EXPECT_OK(cwMemsetD32(flag.p, 0, 2));
  EXPECT_OK(cwMemsetD32(result.p, 0, 1));
  EXPECT_OK(cwStreamWaitValue32(waiter, flag.p, 3, cwStreamWaitValueGeq));
  EXPECT_OK(cwMemsetD32Async(result.p, 42, 1, waiter));
  EXPECT_EQ(cwStreamQuery(waiter), cwErrorNotReady);
  EXPECT_OK(cwStreamWriteValue32(writer, flag.p, 3, cwStreamWriteValueDefault));
  EXPECT_OK(cwStreamSynchronize(waiter));
  EXPECT_EQ(result.read<int>(1)[0], 42);
  EXPECT_OK(cwStreamWriteValue64(writer, flag.p, 1ull << 40,
                                 cwStreamWriteValueDefault));
  EXPECT_OK(
      cwStreamWaitValue64(waiter, flag.p, 1ull << 40, cwStreamWaitValueEq));
  EXPECT_OK(cwStreamSynchronize(waiter));
  EXPECT_OK(cwStreamDestroy(writer));
  EXPECT_OK(cwStreamDestroy(waiter));
}

TEST_F(Driver, GraphNodesTakeDescriptors) {
  Memory a(8), b(8);
  cwGraph_t graph;
  cwGraphNode_t fill, copy;
  ASSERT_OK(cwGraphCreate(&graph, 0));
  cwMemsetDescriptor f{};
  f.dst = a.p;
  f.value = 6;
  f.elementSize = 4;
  f.width = 2;
  f.height = 1;
  ASSERT_OK(cwGraphAddFillNode(&fill, graph, nullptr, 0, &f, primary));
  cwMemcpy3DDescriptor c{};
  c.srcMemoryType = c.dstMemoryType = cwMemorySpaceDevice;
  c.srcDevice = a.p;
  c.dstDevice = b.p;
  c.WidthInBytes = 8;
  c.Height = c.Depth = 1;
  ASSERT_OK(cwGraphAddCopyNode(&copy, graph, &fill, 1, &c, primary));
  cwGraphExec_t exec;
  ASSERT_OK(cwGraphInstantiateWithFlags(&exec, graph, 0));
  EXPECT_OK(cwGraphLaunch(exec, nullptr));
  EXPECT_OK(cwStreamSynchronize(nullptr));
  EXPECT_EQ(b.read<int>(2), (std::vector<int>{6, 6}));
  f.value = 7;
  EXPECT_OK(cwGraphExecFillNodeSet(exec, fill, &f, primary));
  EXPECT_OK(cwGraphLaunch(exec, nullptr));
  EXPECT_OK(cwStreamSynchronize(nullptr));
  EXPECT_EQ(b.read<int>(2), (std::vector<int>{7, 7}));
  EXPECT_OK(cwGraphExecDestroy(exec));
  EXPECT_OK(cwGraphDestroy(graph));
}

/// The module that the build makes from module_kernels.cpp.
class Modules : public Driver {
protected:
  void SetUp() override {
    Driver::SetUp();
    ASSERT_OK(cwModuleLoad(&module, CW_TEST_MODULE));
  }
  void TearDown() override {
    EXPECT_OK(cwModuleUnload(module));
    Driver::TearDown();
  }
  cwModule_t module = nullptr;
};

TEST_F(Modules, KernelsLaunchWithArgumentAddresses) {
  cwFunction_t scale;
  ASSERT_OK(cwModuleGetFunction(&scale, module, "scale"));
  const int values[4] = {1, 2, 3, 4};
  Memory data(sizeof values);
  EXPECT_OK(cwMemcpyHtoD(data.p, values, sizeof values));
  int factor = 3;
  void *args[] = {&data.p, &factor};
  EXPECT_OK(
      cwModuleLaunchKernel(scale, 1, 1, 1, 4, 1, 1, 0, nullptr, args, nullptr));
  EXPECT_OK(cwStreamSynchronize(nullptr));
  EXPECT_EQ(data.read<int>(4), (std::vector<int>{3, 6, 9, 12}));
}

TEST_F(Modules, KernelsLaunchWithPackedArguments) {
  cwFunction_t scale;
  ASSERT_OK(cwModuleGetFunction(&scale, module, "scale"));
  const int values[2] = {5, 7};
  Memory data(sizeof values);
  EXPECT_OK(cwMemcpyHtoD(data.p, values, sizeof values));
  struct {
    cwDevicePtr p;
    int factor;
  } packed = {data.p, 2};
  size_t size = sizeof packed;
  void *extra[] = {cwLaunchParamBufferPointer, &packed, cwLaunchParamBufferSize,
                   &size, cwLaunchParamEnd};
  EXPECT_OK(cwModuleLaunchKernel(scale, 1, 1, 1, 2, 1, 1, 0, nullptr, nullptr,
                                 extra));
  EXPECT_OK(cwStreamSynchronize(nullptr));
  EXPECT_EQ(data.read<int>(2), (std::vector<int>{10, 14}));
}

TEST_F(Modules, VariablesHaveAddressAndSize) {
  cwDevicePtr p = 0;
  size_t size = 0;
  ASSERT_OK(cwModuleGetGlobal(&p, &size, module, "offset"));
  EXPECT_EQ(size, sizeof(int));
  EXPECT_OK(cwMemsetD32(p, 100, 1));
  cwFunction_t shift;
  ASSERT_OK(cwModuleGetFunction(&shift, module, "shift"));
  Memory data(4);
  EXPECT_OK(cwMemsetD32(data.p, 1, 1));
  void *args[] = {&data.p};
  EXPECT_OK(cwModuleLaunchCooperativeKernel(shift, 1, 1, 1, 1, 1, 1, 0, nullptr,
                                            args));
  EXPECT_OK(cwStreamSynchronize(nullptr));
  EXPECT_EQ(data.read<int>(1)[0], 101);
}

TEST_F(Modules, StaticVariablesAreFoundToo) {
  cwDevicePtr p = 0;
  size_t size = 0;
  ASSERT_OK(cwModuleGetGlobal(&p, &size, module, "step"));
  EXPECT_EQ(size, 2 * sizeof(int));
  EXPECT_OK(cwMemsetD32(p, 30, 2));
  cwFunction_t stride;
  ASSERT_OK(cwModuleGetFunction(&stride, module, "stride"));
  Memory data(4);
  EXPECT_OK(cwMemsetD32(data.p, 1, 1));
  void *args[] = {&data.p};
  EXPECT_OK(cwModuleLaunchKernel(stride, 1, 1, 1, 1, 1, 1, 0, nullptr, args,
                                 nullptr));
  EXPECT_EQ(data.read<int>(1)[0], 31);
}

TEST_F(Modules, FunctionsHaveAttributesAndOccupancy) {
  cwFunction_t scale;
  ASSERT_OK(cwModuleGetFunction(&scale, module, "scale"));
  int threads = 0, blocks = 0, grid = 0, block = 0;
  EXPECT_OK(cwFunctionGetAttribute(
      &threads, cwFunctionAttributeMaxThreadsPerBlock, scale));
  EXPECT_GE(threads, 64);
  EXPECT_OK(cwFunctionSetAttribute(
      scale, cwFunctionAttributeMaxDynamicSharedSizeBytes, 1024));
  EXPECT_OK(cwFunctionSetCacheConfig(scale, cwFuncCachePreferL1));
  EXPECT_OK(
      cwModuleOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, scale, 64, 0));
  EXPECT_GE(blocks, 1);
  EXPECT_OK(cwModuleOccupancyMaxPotentialBlockSize(&grid, &block, scale,
                                                   nullptr, 0, 0));
  EXPECT_GE(block, 1);
  EXPECT_GE(grid, 1);
}

TEST_F(Modules, UnknownNamesAndFilesAreErrors) {
  cwFunction_t none;
  EXPECT_NE(cwModuleGetFunction(&none, module, "none"), cwSuccess);
  cwModule_t missing;
  EXPECT_NE(cwModuleLoad(&missing, "/nowhere.so"), cwSuccess);
  cwGetLastError();
}

TEST_F(Modules, LoadFromMemory) {
  std::ifstream file(CW_TEST_MODULE, std::ios::binary);
  const std::vector<char> image(std::istreambuf_iterator<char>(file), {});
  cwModule_t copy;
  ASSERT_OK(cwModuleLoadData(&copy, image.data()));
  cwFunction_t scale;
  EXPECT_OK(cwModuleGetFunction(&scale, copy, "scale"));
  // A second image is a different module, although the loader might consider
  // both the same.
  cwModule_t second;
  cwFunction_t other;
  ASSERT_OK(cwModuleLoadData(&second, image.data()));
  EXPECT_OK(cwModuleGetFunction(&other, second, "scale"));
  EXPECT_NE(other, scale);
  EXPECT_OK(cwModuleUnload(second));
  EXPECT_OK(cwModuleUnload(copy));
}

TEST_F(Driver, ContextsAnswerForThemselves) {
  int device = -1;
  cwContext_t of_stream = nullptr;
  cwUUID_t uuid;
  EXPECT_OK(cwCtxSynchronize(primary));
  EXPECT_OK(cwCtxGetDeviceOf(&device, primary));
  EXPECT_EQ(device, 0);
  EXPECT_OK(cwStreamGetCtx(nullptr, &of_stream));
  EXPECT_EQ(of_stream, primary);
  EXPECT_OK(cwDeviceGetUuid(&uuid, 0));
}

TEST_F(Driver, ArraysAndTexturesTellWhatTheyWereMadeOf) {
  cwArrayDescriptor d{}, told{};
  d.Width = 8;
  d.Height = 2;
  d.Format = cwArrayFormatHalf;
  d.NumChannels = 2;
  cwArray_t array;
  ASSERT_OK(cwArrayCreate(&array, &d));
  EXPECT_OK(cwArrayGetDescriptor(&told, array));
  EXPECT_EQ(told.Width, 8u);
  EXPECT_EQ(told.Height, 2u);
  EXPECT_EQ(told.Format, cwArrayFormatHalf);
  EXPECT_EQ(told.NumChannels, 2u);
  cwArray3DDescriptor told3{};
  EXPECT_OK(cwArrayGet3DDescriptor(&told3, array));
  EXPECT_EQ(told3.Depth, 0u);
  cwResourceDescriptor resource{}, told_resource{};
  resource.resType = cwResourceTypeArray;
  resource.res.array.hArray = array;
  cwTextureDescriptor texture{}, told_texture{};
  texture.flags = cwTextureFlagNormalizedCoordinates;
  texture.filterMode = cwFilterModeLinear;
  cwTextureObject_t object;
  cwSurfaceObject_t surface;
  ASSERT_OK(cwTexObjectCreate(&object, &resource, &texture, nullptr));
  EXPECT_OK(cwTexObjectGetResource(&told_resource, object));
  EXPECT_EQ(told_resource.res.array.hArray, array);
  EXPECT_OK(cwTexObjectGetTexture(&told_texture, object));
  EXPECT_TRUE(told_texture.flags & cwTextureFlagNormalizedCoordinates);
  EXPECT_EQ(told_texture.filterMode, cwFilterModeLinear);
  EXPECT_OK(cwDestroyTextureObject(object));
  EXPECT_OK(cwFreeArray(array));
  // A surface needs an array that was created for surfaces.
  cwArray3DDescriptor writable{};
  writable.Width = 4;
  writable.Height = 4;
  writable.Format = cwArrayFormatFloat;
  writable.NumChannels = 1;
  writable.Flags = cwArraySurfaceLoadStore;
  ASSERT_OK(cwArray3DCreate(&array, &writable));
  resource.res.array.hArray = array;
  ASSERT_OK(cwSurfObjectCreate(&surface, &resource));
  EXPECT_OK(cwSurfObjectGetResource(&told_resource, surface));
  EXPECT_EQ(told_resource.res.array.hArray, array);
  EXPECT_OK(cwDestroySurfaceObject(surface));
  EXPECT_OK(cwFreeArray(array));
  size_t width = 0;
  EXPECT_OK(cwDeviceGetTexture1DLinearWidth(&width, cwArrayFormatFloat, 1, 0));
  EXPECT_GT(width, 0u);
}

TEST_F(Driver, CopiesBoxesBetweenContexts) {
  int devices = 1;
  ASSERT_OK(cwGetDeviceCount(&devices));
  cwContext_t other = nullptr;
  ASSERT_OK(cwDevicePrimaryCtxRetain(&other, devices - 1));
  Memory a(8), b(8);
  EXPECT_OK(cwMemsetD32(a.p, 9, 2));
  cwMemcpy3DPeerDescriptor c{};
  c.srcMemoryType = c.dstMemoryType = cwMemorySpaceDevice;
  c.srcDevice = a.p;
  c.srcContext = primary;
  c.dstDevice = b.p;
  c.dstContext = other;
  c.WidthInBytes = 8;
  c.Height = c.Depth = 1;
  EXPECT_OK(cwMemcpyBoxBetween(&c));
  EXPECT_EQ(b.read<int>(2), (std::vector<int>{9, 9}));
  EXPECT_OK(cwMemsetD32(a.p, 8, 2));
  EXPECT_OK(cwMemcpyBoxBetweenAsync(&c, nullptr));
  EXPECT_EQ(b.read<int>(2), (std::vector<int>{8, 8}));
}

TEST_F(Driver, ManagedMemoryIsPlacedByLocation) {
  cwDevicePtr p = 0;
  ASSERT_OK(cwMemAllocManaged(&p, 4096, cwMemAttachGlobal));
  const cwMemLocation host = {cwMemLocationTypeHost, 0};
  EXPECT_OK(cwMemAdvisePtrAt(p, 4096, cwMemAdviseSetPreferredLocation, host));
  EXPECT_OK(cwMemPrefetchPtrToAsync(p, 4096, {cwMemLocationTypeDevice, 0}, 0,
                                    nullptr));
  int preferred = 0, prefetched = -9;
  void *data[] = {&preferred, &prefetched};
  size_t sizes[] = {sizeof(int), sizeof(int)};
  cwMemRangeAttribute which[] = {cwMemRangeAttributePreferredLocation,
                                 cwMemRangeAttributeLastPrefetchLocation};
  EXPECT_OK(cwMemRangeGetAttributesPtr(data, sizes, which, 2, p, 4096));
  EXPECT_EQ(preferred, cwCpuDeviceId);
  EXPECT_EQ(prefetched, 0);
  unsigned sync = 1;
  EXPECT_OK(cwPointerSetAttribute(&sync, cwPointerAttributeSyncMemops, p));
  size_t size = 4096, first = 0;
  cwMemLocation place = host;
  EXPECT_OK(
      cwMemPrefetchBatchPtrAsync(&p, &size, 1, &place, &first, 1, 0, nullptr));
  EXPECT_OK(cwMemDiscardBatchPtrAsync(&p, &size, 1, 0, nullptr));
  EXPECT_OK(cwMemDiscardAndPrefetchBatchPtrAsync(&p, &size, 1, &place, &first,
                                                 1, 0, nullptr));
  EXPECT_OK(cwMemFree(p));
}

TEST_F(Driver, CopiesBatchesByAddressNumber) {
  Memory a(4), b(4);
  EXPECT_OK(cwMemsetD32(a.p, 5, 1));
  size_t size = 4, first = 0;
  cwMemcpyAttributes attributes{};
  cwStream_t stream;
  ASSERT_OK(cwStreamCreate(&stream));
  EXPECT_OK(cwMemcpyBatchPtrAsync(&b.p, &a.p, &size, 1, &attributes, &first, 1,
                                  stream));
  EXPECT_OK(cwStreamSynchronize(stream));
  EXPECT_EQ(b.read<int>(1)[0], 5);
  EXPECT_OK(cwStreamDestroy(stream));
}

TEST_F(Driver, AStreamDoesManyWordOperationsInOrder) {
  Memory words(16);
  cwBatchMemOpParams ops[4] = {};
  ops[0].writeValue = {cwBatchMemOpWriteValue32, words.p, {7}, 0, 0};
  ops[1].waitValue = {
      cwBatchMemOpWaitValue32, words.p, {7}, cwStreamWaitValueEq, 0};
  ops[2].operation = cwBatchMemOpBarrier;
  ops[3].operation = cwBatchMemOpWriteValue64;
  ops[3].writeValue.address = words.p + 8;
  ops[3].writeValue.value64 = 1ull << 40;
  EXPECT_OK(cwStreamBatchMemOp(nullptr, 4, ops, 0));
  EXPECT_OK(cwStreamSynchronize(nullptr));
  EXPECT_EQ(words.read<unsigned long long>(2)[1], 1ull << 40);
  ops[0].operation = cwBatchMemOpType(7);
  EXPECT_EQ(cwStreamBatchMemOp(nullptr, 1, ops, 0), cwErrorInvalidValue);
}

// --- Graphs ---

TEST_F(Driver, NodesOfGraphsTellTheirDescriptors) {
  Memory a(8), b(8);
  cwGraph_t graph;
  cwGraphNode_t fill, copy, alloc, free;
  ASSERT_OK(cwGraphCreate(&graph, 0));
  cwMemsetDescriptor f{}, told_fill{};
  f.dst = a.p;
  f.value = 6;
  f.elementSize = 4;
  f.width = 2;
  f.height = 1;
  ASSERT_OK(cwGraphAddFillNode(&fill, graph, nullptr, 0, &f, primary));
  EXPECT_OK(cwGraphFillNodeGet(fill, &told_fill));
  EXPECT_EQ(told_fill.dst, a.p);
  EXPECT_EQ(told_fill.value, 6u);
  cwMemcpy3DDescriptor c{}, told_copy{};
  c.srcMemoryType = c.dstMemoryType = cwMemorySpaceDevice;
  c.srcDevice = a.p;
  c.dstDevice = b.p;
  c.WidthInBytes = 8;
  c.Height = c.Depth = 1;
  ASSERT_OK(cwGraphAddCopyNode(&copy, graph, &fill, 1, &c, primary));
  EXPECT_OK(cwGraphCopyNodeGet(copy, &told_copy));
  EXPECT_EQ(told_copy.srcDevice, a.p);
  EXPECT_EQ(told_copy.WidthInBytes, 8u);
  EXPECT_OK(cwGraphCopyNodeSet(copy, &told_copy)); // fits back in
  cwMemAllocNodeDescriptor m{}, told_memory{};
  m.poolProps.location = {cwMemLocationTypeDevice, 0};
  m.bytesize = 64;
  ASSERT_OK(cwGraphAddAllocNode(&alloc, graph, nullptr, 0, &m));
  EXPECT_OK(cwGraphAllocNodeGet(alloc, &told_memory));
  EXPECT_EQ(told_memory.dptr, m.dptr);
  ASSERT_OK(cwGraphAddFreeNode(&free, graph, &alloc, 1, m.dptr));
  cwDevicePtr freed = 0;
  EXPECT_OK(cwGraphFreeNodeGet(free, &freed));
  EXPECT_EQ(freed, m.dptr);
  // Edges, with empty edge data.
  cwGraphNode_t from[2], to[2];
  cwGraphEdgeData data[2];
  size_t count = 2;
  EXPECT_OK(cwGraphGetEdgesWithData(graph, from, to, data, &count));
  EXPECT_EQ(count, 2u);
  EXPECT_EQ(data[1].type, 0);
  count = 1;
  EXPECT_OK(cwGraphNodeGetDependenciesWithData(free, from, data, &count));
  EXPECT_EQ(from[0], alloc);
  count = 1;
  EXPECT_OK(cwGraphNodeGetDependentNodesWithData(fill, to, data, &count));
  EXPECT_EQ(to[0], copy);
  EXPECT_OK(cwGraphAddDependenciesWithData(graph, &copy, &alloc, data, 1));
  EXPECT_OK(cwGraphRemoveDependenciesWithData(graph, &copy, &alloc, data, 1));
  EXPECT_OK(cwGraphDestroy(graph));
}

TEST_F(Driver, CapturesTellTheirNodesWithEdgeData) {
  cwStream_t stream;
  cwGraph_t graph, told = nullptr;
  ASSERT_OK(cwStreamCreate(&stream));
  ASSERT_OK(cwStreamBeginCapture(stream, cwStreamCaptureModeRelaxed));
  cwStreamCaptureStatus status;
  unsigned long long id = 0;
  const cwGraphNode_t *needs = nullptr;
  const cwGraphEdgeData *edges = nullptr;
  size_t count = 9;
  EXPECT_OK(cwStreamGetCaptureInfoWithData(stream, &status, &id, &told, &needs,
                                           &edges, &count));
  EXPECT_EQ(status, cwStreamCaptureStatusActive);
  EXPECT_EQ(count, 0u);
  cwGraphNode_t node;
  EXPECT_OK(cwGraphAddEmptyNode(&node, told, nullptr, 0));
  EXPECT_OK(cwStreamUpdateCaptureDependenciesWithData(
      stream, &node, nullptr, 1, cwStreamSetCaptureDependencies));
  EXPECT_OK(cwStreamEndCapture(stream, &graph));
  EXPECT_EQ(graph, told);
  EXPECT_OK(cwGraphDestroy(graph));
  EXPECT_OK(cwStreamDestroy(stream));
}

TEST_F(Modules, TheirKernelsAreNodesOfGraphs) {
  cwFunction_t scale;
  ASSERT_OK(cwModuleGetFunction(&scale, module, "scale"));
  Memory data(4);
  EXPECT_OK(cwMemsetD32(data.p, 5, 1));
  int factor = 3;
  void *args[] = {&data.p, &factor};
  cwKernelNodeDescriptor k{}, told{};
  k.func = scale;
  k.gridDimX = k.gridDimY = k.gridDimZ = 1;
  k.blockDimX = k.blockDimY = k.blockDimZ = 1;
  k.kernelParams = args;
  cwGraph_t graph;
  cwGraphNode_t node, second;
  cwGraphExec_t exec;
  ASSERT_OK(cwGraphCreate(&graph, 0));
  ASSERT_OK(cwGraphAddModuleKernelNode(&node, graph, nullptr, 0, &k));
  EXPECT_OK(cwGraphModuleKernelNodeGet(node, &told));
  EXPECT_EQ(told.func, scale);
  EXPECT_EQ(*(int *)told.kernelParams[1], 3);
  factor = 2;
  EXPECT_OK(cwGraphModuleKernelNodeSet(node, &k));
  // The same kernel once more, as a node of any type.
  cwGraphNodeDescriptor any = {cwGraphNodeTypeKernel, {0}, {{0}}, 0};
  any.kernel = k;
  ASSERT_OK(cwGraphAddDescribedNode(&second, graph, &node, 1, &any));
  ASSERT_OK(cwGraphInstantiateWithFlags(&exec, graph, 0));
  EXPECT_OK(cwGraphLaunch(exec, nullptr));
  EXPECT_EQ(data.read<int>(1)[0], 5 * 2 * 2);
  factor = 10;
  EXPECT_OK(cwGraphExecModuleKernelNodeSet(exec, node, &k));
  EXPECT_OK(cwGraphExecDescribedNodeSet(exec, second, &any));
  EXPECT_OK(cwGraphDescribedNodeSet(second, &any));
  EXPECT_OK(cwGraphLaunch(exec, nullptr));
  EXPECT_EQ(data.read<int>(1)[0], 20 * 10 * 10);
  EXPECT_OK(cwGraphExecDestroy(exec));
  EXPECT_OK(cwGraphDestroy(graph));
}

TEST_F(Driver, NodesOfAnyTypeTakeOneDescriptor) {
  Memory a(4);
  cwGraph_t graph;
  cwGraphNode_t fill, decide;
  ASSERT_OK(cwGraphCreate(&graph, 0));
  cwGraphNodeDescriptor d = {cwGraphNodeTypeMemset, {0}, {{0}}, 0};
  d.memset = {a.p, 0, 4, 4, 1, 1, primary};
  ASSERT_OK(
      cwGraphAddDescribedNodeWithData(&fill, graph, nullptr, nullptr, 0, &d));
  cwGraphNodeDescriptor c = {cwGraphNodeTypeConditional, {0}, {{0}}, 0};
  ASSERT_OK(cwGraphConditionalHandleCreate(&c.conditional.handle, graph, 1, 0));
  c.conditional.type = cwGraphCondTypeIf;
  c.conditional.size = 1;
  ASSERT_OK(cwGraphAddDescribedNode(&decide, graph, &fill, 1, &c));
  cwGraphNode_t inner;
  d.memset.value = 5;
  ASSERT_OK(cwGraphAddDescribedNode(&inner, c.conditional.phGraph_out[0],
                                    nullptr, 0, &d));
  cwGraphExec_t exec;
  ASSERT_OK(cwGraphInstantiateWithFlags(&exec, graph, 0));
  EXPECT_OK(cwGraphLaunch(exec, nullptr));
  EXPECT_EQ(a.read<int>(1)[0], 5);
  EXPECT_OK(cwGraphExecDestroy(exec));
  EXPECT_OK(cwGraphDestroy(graph));
}

// --- Launches ---

TEST_F(Modules, KernelsLaunchWithADescriptor) {
  cwFunction_t scale;
  ASSERT_OK(cwModuleGetFunction(&scale, module, "scale"));
  Memory data(4);
  EXPECT_OK(cwMemsetD32(data.p, 5, 1));
  int factor = 3;
  void *args[] = {&data.p, &factor};
  cwLaunchAttribute attribute{};
  attribute.id = cwLaunchAttributeCooperative;
  attribute.val.cooperative = 1;
  const cwLaunchDescriptor launch = {1, 1, 1,       1,          1,
                                     1, 0, nullptr, &attribute, 1};
  EXPECT_OK(cwModuleLaunchKernelEx(&launch, scale, args, nullptr));
  EXPECT_EQ(data.read<int>(1)[0], 15);
}

TEST_F(Modules, LaunchesCanBePreparedCallByCall) {
  cwFunction_t scale;
  ASSERT_OK(cwModuleGetFunction(&scale, module, "scale"));
  const int values[2] = {5, 7};
  Memory data(sizeof values);
  EXPECT_OK(cwMemcpyHtoD(data.p, values, sizeof values));
  EXPECT_OK(cwFunctionSetBlockShape(scale, 2, 1, 1));
  EXPECT_OK(cwFunctionSetSharedSize(scale, 0));
  EXPECT_OK(cwParamSetv(scale, 0, &data.p, sizeof data.p));
  EXPECT_OK(cwParamSeti(scale, sizeof data.p, 2));
  EXPECT_OK(cwParamSetSize(scale, sizeof data.p + sizeof(int)));
  EXPECT_OK(cwLaunchGrid(scale, 1, 1));
  EXPECT_OK(cwLaunchOne(scale));
  EXPECT_OK(cwLaunchGridAsync(scale, 1, 1, nullptr));
  EXPECT_EQ(data.read<int>(2), (std::vector<int>{40, 56}));
  EXPECT_OK(cwParamSetf(scale, 64, 1.5f));
  EXPECT_EQ(cwParamSeti(scale, 4095, 0), cwErrorInvalidValue);
  EXPECT_EQ(cwFunctionSetBlockShape(scale, 0, 1, 1), cwErrorInvalidValue);
}

TEST_F(Modules, FunctionsAndKernelsKnowWhereTheyBelong) {
  cwFunction_t scale, listed[3];
  ASSERT_OK(cwModuleGetFunction(&scale, module, "scale"));
  cwModule_t owner = nullptr;
  EXPECT_OK(cwFunctionGetModule(&owner, scale));
  EXPECT_EQ(owner, module);
  unsigned count = 0;
  EXPECT_OK(cwModuleGetFunctionCount(&count, module));
  EXPECT_EQ(count, 3u);
  EXPECT_OK(cwModuleEnumerateFunctions(listed, 3, module));
  EXPECT_TRUE(listed[0] == scale || listed[1] == scale || listed[2] == scale);
  const char *name = nullptr;
  EXPECT_OK(cwFunctionGetName(&name, scale));
  EXPECT_STREQ(name, "scale");
  size_t offset = 0, size = 0;
  EXPECT_OK(cwFunctionGetParamInfo(scale, 1, &offset, &size));
  EXPECT_EQ(offset, sizeof(int *));
  EXPECT_EQ(size, sizeof(int));
  cwFunctionLoadingState state;
  EXPECT_OK(cwFunctionIsLoaded(&state, scale));
  EXPECT_EQ(state, cwFunctionLoadingStateLoaded);
  EXPECT_OK(cwFunctionLoad(scale));
  cwModuleLoadingMode mode;
  EXPECT_OK(cwModuleGetLoadingMode(&mode));
  EXPECT_EQ(mode, cwModuleLoadingEager);
  EXPECT_OK(cwFunctionSetSharedMemConfig(scale, cwSharedMemBankSizeDefault));
  EXPECT_OK(cwModuleOccupancyAvailableDynamicSMemPerBlock(&size, scale, 1, 64));
  EXPECT_GT(size, 0u);
}

TEST_F(Driver, KernelsOfLibraries) {
  cwLibrary_t library, owner = nullptr;
  ASSERT_OK(cwLibraryLoadFromFile(&library, CW_TEST_MODULE, nullptr, nullptr, 0,
                                  nullptr, nullptr, 0));
  cwKernel_t scale;
  cwFunction_t function, same;
  cwModule_t module;
  ASSERT_OK(cwLibraryGetKernel(&scale, library, "scale"));
  EXPECT_OK(cwKernelGetLibrary(&owner, scale));
  EXPECT_EQ(owner, library);
  EXPECT_OK(cwKernelGetFunction(&function, scale));
  EXPECT_OK(cwLibraryGetModule(&module, library));
  EXPECT_OK(cwModuleGetFunction(&same, module, "scale"));
  EXPECT_EQ(function, same);
  int threads = 0;
  EXPECT_OK(cwKernelGetAttribute(
      &threads, cwFunctionAttributeMaxThreadsPerBlock, scale, 0));
  EXPECT_GE(threads, 64);
  EXPECT_OK(cwKernelSetAttribute(cwFunctionAttributeMaxDynamicSharedSizeBytes,
                                 1024, scale, 0));
  EXPECT_OK(cwKernelSetCacheConfig(scale, cwFuncCachePreferL1, 0));
  const char *name = nullptr;
  EXPECT_OK(cwKernelGetName(&name, scale));
  EXPECT_STREQ(name, "scale");
  size_t offset = 0, size = 0;
  EXPECT_OK(cwKernelGetParamInfo(scale, 0, &offset, &size));
  EXPECT_EQ(size, sizeof(int *));
  cwDevicePtr variable = 0;
  EXPECT_OK(cwLibraryGetGlobalPtr(&variable, &size, library, "offset"));
  EXPECT_EQ(size, sizeof(int));
  EXPECT_OK(cwLibraryUnload(library));
}

// --- Virtual memory ---

class VirtualMemory : public Driver {
protected:
  void SetUp() override {
    Driver::SetUp();
    properties.type = cwMemAllocationTypePinned;
    properties.location = {cwMemLocationTypeDevice, 0};
    properties.requestedHandleTypes = cwMemHandleTypePosixFileDescriptor;
    ASSERT_OK(cwMemGetAllocationGranularity(&step, &properties,
                                            cwMemAllocationGranularityMinimum));
    access = {properties.location, cwMemAccessFlagsProtReadWrite};
  }
  cwMemAllocationProp properties = {};
  cwMemAccessDesc access;
  size_t step = 0;
};

TEST_F(VirtualMemory, PiecesMakeUpOneRange) {
  cwDevicePtr p = 0;
  ASSERT_OK(cwMemAddressReserve(&p, 3 * step, 0, 0, 0));
  cwMemGenericAllocationHandle pieces[3];
  for (int i = 0; i < 3; ++i) {
    ASSERT_OK(cwMemCreate(&pieces[i], step, &properties, 0));
    EXPECT_OK(cwMemMap(p + i * step, step, 0, pieces[i], 0));
    EXPECT_OK(cwMemRelease(pieces[i])); // the mapping keeps it
  }
  EXPECT_OK(cwMemSetAccess(p, 3 * step, &access, 1));
  unsigned long long flags = 0;
  EXPECT_OK(cwMemGetAccess(&flags, &access.location, p + step));
  EXPECT_EQ(flags, cwMemAccessFlagsProtReadWrite);
  // A fill and a copy may cross the pieces.
  EXPECT_OK(cwMemsetD32(p, 7, 3 * step / 4));
  int values[2] = {};
  EXPECT_OK(cwMemcpyDtoH(values, p + step - 4, 8));
  EXPECT_EQ(values[0], 7);
  EXPECT_EQ(values[1], 7);
  cwDevicePtr base = 0;
  size_t size = 0;
  EXPECT_OK(cwMemGetAddressRange(&base, &size, p + step));
  EXPECT_EQ(base, p);
  EXPECT_OK(cwMemUnmap(p + step, step)); // the middle one
  EXPECT_NE(cwMemcpyDtoH(values, p + step, 4), cwSuccess);
  EXPECT_NE(cwMemcpyDtoH(values, p + step - 4, 8), cwSuccess);
  EXPECT_OK(cwMemcpyDtoH(values, p + 2 * step, 4));
  EXPECT_NE(cwMemAddressFree(p, 3 * step), cwSuccess); // still in use
  EXPECT_OK(cwMemUnmap(p, step));
  EXPECT_OK(cwMemUnmap(p + 2 * step, step));
  EXPECT_OK(cwMemAddressFree(p, 3 * step));
  cwGetLastError();
}

TEST_F(VirtualMemory, OnePieceCanBeSeenTwice) {
  cwDevicePtr p = 0;
  cwMemGenericAllocationHandle piece, again;
  ASSERT_OK(cwMemAddressReserve(&p, 2 * step, 4 * step, 0, 0));
  EXPECT_EQ(p % (4 * step), 0u);
  ASSERT_OK(cwMemCreate(&piece, step, &properties, 0));
  EXPECT_OK(cwMemMap(p, step, 0, piece, 0));
  EXPECT_OK(cwMemMap(p + step, step, 0, piece, 0));
  EXPECT_OK(cwMemSetAccess(p, 2 * step, &access, 1));
  EXPECT_OK(cwMemsetD32(p, 11, 1));
  int value = 0;
  EXPECT_OK(cwMemcpyDtoH(&value, p + step, 4));
  EXPECT_EQ(value, 11);
  EXPECT_OK(cwMemRetainAllocationHandle(&again, cw_pointer(p + 8)));
  EXPECT_EQ(again, piece);
  cwMemAllocationProp told{};
  told.allocFlags.compressionType = cwMemAllocationCompGeneric;
  EXPECT_OK(cwMemGetAllocationPropertiesFromHandle(&told, again));
  EXPECT_EQ(told.allocFlags.compressionType, cwMemAllocationCompNone);
  int supported = -1;
  EXPECT_OK(cwDeviceGetAttribute(&supported,
                                 cwDevAttrVirtualMemoryManagementSupported, 0));
  EXPECT_EQ(supported, 1);
  EXPECT_EQ(told.location.type, cwMemLocationTypeDevice);
  EXPECT_OK(cwMemUnmap(p, 2 * step));
  EXPECT_OK(cwMemRelease(piece));
  EXPECT_OK(cwMemRelease(again));
  EXPECT_EQ(cwMemRelease(piece), cwErrorInvalidValue);
  EXPECT_OK(cwMemAddressFree(p, 2 * step));
  cwGetLastError();
}

TEST_F(VirtualMemory, TravelsAsAFileDescriptor) {
  cwDevicePtr p = 0, q = 0;
  cwMemGenericAllocationHandle piece, other;
  ASSERT_OK(cwMemCreate(&piece, step, &properties, 0));
  int file = -1;
  ASSERT_OK(cwMemExportToShareableHandle(
      &file, piece, cwMemHandleTypePosixFileDescriptor, 0));
  ASSERT_OK(cwMemImportFromShareableHandle(&other, (void *)(intptr_t)file,
                                           cwMemHandleTypePosixFileDescriptor));
  close(file);
  ASSERT_OK(cwMemAddressReserve(&p, step, 0, 0, 0));
  ASSERT_OK(cwMemAddressReserve(&q, step, 0, 0, 0));
  EXPECT_OK(cwMemMap(p, step, 0, piece, 0));
  EXPECT_OK(cwMemMap(q, step, 0, other, 0));
  EXPECT_OK(cwMemSetAccess(p, step, &access, 1));
  EXPECT_OK(cwMemSetAccess(q, step, &access, 1));
  EXPECT_OK(cwMemsetD32(p, 13, 1));
  int value = 0;
  EXPECT_OK(cwMemcpyDtoH(&value, q, 4));
  EXPECT_EQ(value, 13);
  for (cwDevicePtr at : {p, q}) {
    EXPECT_OK(cwMemUnmap(at, step));
    EXPECT_OK(cwMemAddressFree(at, step));
  }
  EXPECT_OK(cwMemRelease(piece));
  EXPECT_OK(cwMemRelease(other));
}

TEST_F(VirtualMemory, BadUsesAreErrors) {
  cwDevicePtr p = 0;
  cwMemGenericAllocationHandle piece;
  EXPECT_NE(cwMemAddressReserve(&p, step + 1, 0, 0, 0), cwSuccess);
  EXPECT_NE(cwMemCreate(&piece, 100, &properties, 0), cwSuccess);
  ASSERT_OK(cwMemCreate(&piece, step, &properties, 0));
  EXPECT_NE(cwMemMap(step, step, 0, piece, 0), cwSuccess); // not reserved
  ASSERT_OK(cwMemAddressReserve(&p, step, 0, 0, 0));
  EXPECT_NE(cwMemMap(p, 2 * step, 0, piece, 0), cwSuccess);
  EXPECT_OK(cwMemMap(p, step, 0, piece, 0));
  EXPECT_NE(cwMemMap(p, step, 0, piece, 0), cwSuccess); // already mapped
  EXPECT_OK(cwMemUnmap(p, step));
  EXPECT_NE(cwMemUnmap(p, step), cwSuccess);
  EXPECT_OK(cwMemAddressFree(p, step));
  EXPECT_OK(cwMemRelease(piece));
  cwGetLastError();
}

} // namespace
