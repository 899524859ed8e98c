// Calls for many ranges at once; libraries of kernels.
// SPDX-License-Identifier: Apache-2.0
#include <cw/driver.h>

#include <algorithm>

#include "support.h"

namespace {

class Batch : public Runtime {};

TEST_F(Batch, CopiesEachRange) {
  Buffer<int> one(std::vector<int>{1, 2}), two(std::vector<int>{3, 4});
  std::vector<int> a(2), b(2);
  void *dsts[] = {a.data(), b.data()};
  const void *srcs[] = {(int *)one, (int *)two};
  size_t sizes[] = {8, 4}, starts[] = {0};
  cwMemcpyAttributes attributes = {};
  attributes.srcAccessOrder = cwMemcpySrcAccessOrderStream;
  cwStream_t stream;
  ASSERT_OK(cwStreamCreate(&stream));
  EXPECT_OK(
      cwMemcpyBatchAsync(dsts, srcs, sizes, 2, &attributes, starts, 1, stream));
  EXPECT_OK(cwStreamSynchronize(stream));
  EXPECT_EQ(a, (std::vector<int>{1, 2}));
  EXPECT_EQ(b, (std::vector<int>{3, 0}));
  starts[0] = 1; // the first run must start with the first range
  EXPECT_EQ(
      cwMemcpyBatchAsync(dsts, srcs, sizes, 2, &attributes, starts, 1, stream),
      cwErrorInvalidValue);
  cwGetLastError();
  EXPECT_OK(cwStreamDestroy(stream));
}

TEST_F(Batch, CopiesBoxesOfMemoryAndArrays) {
  cwArray_t array;
  const cwChannelFormatDesc format = cwCreateChannelDesc<int>();
  ASSERT_OK(cwMallocArray(&array, &format, 4, 2));
  const std::vector<int> in = {1, 2, 3, 4, 5, 6, 7, 8};
  std::vector<int> out(4);
  cwMemcpy3DBatchOp ops[2] = {};
  ops[0].src.type = cwMemcpyOperandTypePointer;
  ops[0].src.op.ptr.ptr = const_cast<int *>(in.data());
  ops[0].dst.type = cwMemcpyOperandTypeArray;
  ops[0].dst.op.array.array = array;
  ops[0].extent = make_cwExtent(4, 2, 1);
  ops[1].src.type = cwMemcpyOperandTypeArray;
  ops[1].src.op.array.array = array;
  ops[1].src.op.array.offset = {1, 0, 0};
  ops[1].dst.type = cwMemcpyOperandTypePointer;
  ops[1].dst.op.ptr.ptr = out.data();
  ops[1].extent = make_cwExtent(2, 2, 1);
  cwStream_t stream;
  ASSERT_OK(cwStreamCreate(&stream));
  EXPECT_OK(cwMemcpy3DBatchAsync(2, ops, 0, stream));
  EXPECT_OK(cwStreamSynchronize(stream));
  EXPECT_EQ(out, (std::vector<int>{2, 3, 6, 7}));
  EXPECT_OK(cwStreamDestroy(stream));
  EXPECT_OK(cwFreeArray(array));
}

TEST_F(Batch, PrefetchesAndDiscardsManagedRanges) {
  int *p;
  ASSERT_OK(cwMallocManaged(&p, 8192));
  void *ranges[] = {p, p + 1024};
  size_t sizes[] = {4096, 4096}, starts[] = {0, 1};
  cwMemLocation places[] = {{cwMemLocationTypeDevice, 0},
                            {cwMemLocationTypeHost, 0}};
  EXPECT_OK(
      cwMemPrefetchBatchAsync(ranges, sizes, 2, places, starts, 2, 0, nullptr));
  int first[2] = {}, second[2] = {};
  void *data[] = {&first[0], &first[1]};
  size_t each[] = {sizeof(int), sizeof(int)};
  cwMemRangeAttribute which[] = {cwMemRangeAttributeLastPrefetchLocationType,
                                 cwMemRangeAttributeLastPrefetchLocationId};
  EXPECT_OK(cwMemRangeGetAttributes(data, each, which, 2, p, 4096));
  EXPECT_EQ(first[0], cwMemLocationTypeDevice);
  EXPECT_EQ(first[1], 0);
  void *data2[] = {&second[0], &second[1]};
  EXPECT_OK(cwMemRangeGetAttributes(data2, each, which, 2, p + 1024, 4096));
  EXPECT_EQ(second[0], cwMemLocationTypeHost);
  EXPECT_OK(cwMemDiscardBatchAsync(ranges, sizes, 2, 0, nullptr));
  EXPECT_OK(cwMemDiscardAndPrefetchBatchAsync(ranges, sizes, 2, places, starts,
                                              2, 0, nullptr));
  sizes[1] = 1 << 20;
  EXPECT_EQ(cwMemDiscardBatchAsync(ranges, sizes, 2, 0, nullptr),
            cwErrorInvalidValue);
  cwGetLastError();
  EXPECT_OK(cwFree(p));
}

TEST_F(Batch, PoolsAreKnownByPlace) {
  cwMemLocation here = {cwMemLocationTypeDevice, 0},
                host = {cwMemLocationTypeHost, 0};
  cwMemPool_t pool, current, standard, made;
  EXPECT_OK(cwMemGetDefaultMemPool(&pool, &here, cwMemAllocationTypePinned));
  EXPECT_OK(cwDeviceGetDefaultMemPool(&standard, 0));
  EXPECT_EQ(pool, standard);
  cwMemPoolProps properties = {};
  properties.allocType = cwMemAllocationTypePinned;
  properties.location = here;
  ASSERT_OK(cwMemPoolCreate(&made, &properties));
  EXPECT_OK(cwMemSetMemPool(&here, cwMemAllocationTypePinned, made));
  EXPECT_OK(cwMemGetMemPool(&current, &here, cwMemAllocationTypePinned));
  EXPECT_EQ(current, made);
  EXPECT_OK(cwMemSetMemPool(&here, cwMemAllocationTypePinned, standard));
  EXPECT_OK(cwMemPoolDestroy(made));
  EXPECT_EQ(cwMemGetMemPool(&current, &host, cwMemAllocationTypePinned),
            cwErrorNotSupported);
  cwGetLastError();
}

TEST_F(Batch, AtomicsOfThisMachineAreNative) {
  const cwAtomicOperation operations[] = {cwAtomicOperationIntegerAdd,
                                          cwAtomicOperationCAS};
  unsigned capabilities[2] = {};
  EXPECT_OK(cwDeviceGetHostAtomicCapabilities(capabilities, operations, 2, 0));
  EXPECT_TRUE(capabilities[1] & cwAtomicCapabilityScalar64);
  EXPECT_EQ(cwDeviceGetP2PAtomicCapabilities(capabilities, operations, 2, 0, 0),
            cwErrorInvalidDevice);
  cwGetLastError();
  size_t width = 0;
  const cwChannelFormatDesc format = cwCreateChannelDesc<float>();
  EXPECT_OK(cwDeviceGetTexture1DLinearMaxWidth(&width, &format, 0));
  EXPECT_GT(width, 1u << 20);
}

// --- Libraries ---

class Libraries : public Runtime {
protected:
  void SetUp() override {
    Runtime::SetUp();
    ASSERT_OK(cwLibraryLoadFromFile(&library, CW_TEST_MODULE, nullptr, nullptr,
                                    0, nullptr, nullptr, 0));
  }
  void TearDown() override {
    EXPECT_OK(cwLibraryUnload(library));
    Runtime::TearDown();
  }
  cwLibrary_t library = nullptr;
};

TEST_F(Libraries, ListTheirKernels) {
  unsigned count = 0;
  ASSERT_OK(cwLibraryGetKernelCount(&count, library));
  ASSERT_EQ(count, 3u);
  cwKernel_t listed[3], scale, shift;
  ASSERT_OK(cwLibraryEnumerateKernels(listed, 3, library));
  ASSERT_OK(cwLibraryGetKernel(&scale, library, "scale"));
  ASSERT_OK(cwLibraryGetKernel(&shift, library, "shift"));
  EXPECT_NE(scale, shift);
  EXPECT_EQ(std::count(listed, listed + 3, scale), 1);
  EXPECT_EQ(std::count(listed, listed + 3, shift), 1);
}

TEST_F(Libraries, TheirVariablesAndKernelsWorkTogether) {
  cwKernel_t shift;
  void *offset = nullptr;
  size_t size = 0;
  ASSERT_OK(cwLibraryGetKernel(&shift, library, "shift"));
  ASSERT_OK(cwLibraryGetGlobal(&offset, &size, library, "offset"));
  EXPECT_EQ(size, sizeof(int));
  const int by = 4;
  EXPECT_OK(cwMemcpy(offset, &by, sizeof by, cwMemcpyHostToDevice));
  Buffer<int> data(std::vector<int>{1});
  int *p = data;
  void *args[] = {&p};
  EXPECT_OK(cwLaunchKernel((const void *)shift, {1, 1, 1}, {1, 1, 1}, args, 0,
                           nullptr));
  EXPECT_EQ(data.read()[0], 5);
  void *managed = nullptr, *function = nullptr;
  EXPECT_OK(cwLibraryGetManaged(&managed, nullptr, library, "offset"));
  EXPECT_EQ(managed, offset);
  EXPECT_OK(cwLibraryGetUnifiedFunction(&function, library, "cw_kernel_shift"));
  EXPECT_NE(function, nullptr);
  EXPECT_EQ(cwLibraryGetKernel(&shift, library, "none"), cwErrorSymbolNotFound);
  cwGetLastError();
}

} // namespace
