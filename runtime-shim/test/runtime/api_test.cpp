// Devices, errors, memory, copies, symbols, pools, arrays: the results of each
// call, and its errors for invalid use.
// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstring>
#include <numeric>
#include <thread>

#include "support.h"

namespace {

class Memory : public Runtime {};
class Device : public Runtime {};
class Pool : public Runtime {};
class Array : public Runtime {};

/// The error of the call, which must also be the stored last error.
#define EXPECT_ERROR(call, error)                                              \
  do {                                                                         \
    EXPECT_EQ((call), (error));                                                \
    EXPECT_EQ(cwGetLastError(), (error));                                      \
  } while (0)

std::vector<int> numbers(std::size_t n) {
  std::vector<int> values(n);
  std::iota(values.begin(), values.end(), 1);
  return values;
}

TEST_F(Memory, CopiesInEveryDirection) {
  const auto values = numbers(1000);
  Buffer<int> a(values), b(1000);
  EXPECT_OK(cwMemcpy(b, a, 4000, cwMemcpyDeviceToDevice));
  EXPECT_EQ(b.read(), values);
  std::vector<int> back(1000);
  EXPECT_OK(cwMemcpy(back.data(), b, 4000, cwMemcpyDefault));
  EXPECT_EQ(back, values);
  EXPECT_OK(
      cwMemcpy(back.data(), values.data() + 500, 2000, cwMemcpyHostToHost));
  EXPECT_EQ(back[0], 501);
}

TEST_F(Memory, BadCopiesAreErrors) {
  int host[4] = {};
  Buffer<int> device(4);
  int *inside = device;
  EXPECT_ERROR(cwMemcpy(device, host, 17, cwMemcpyHostToDevice),
               cwErrorInvalidValue);
  EXPECT_ERROR(cwMemcpy(inside + 2, host, 16, cwMemcpyHostToDevice),
               cwErrorInvalidValue);
  EXPECT_ERROR(cwMemcpy(device, host, 16, cwMemcpyDeviceToHost),
               cwErrorInvalidValue);
  EXPECT_ERROR(cwMemcpy(host, device, 16, cwMemcpyHostToDevice),
               cwErrorInvalidValue);
  EXPECT_ERROR(cwMemcpy(device, host, 16, static_cast<cwMemcpyKind>(7)),
               cwErrorInvalidMemcpyDirection);
  EXPECT_ERROR(cwMemcpy(device, nullptr, 16, cwMemcpyHostToDevice),
               cwErrorInvalidValue);
  EXPECT_ERROR(cwMemcpy(device, reinterpret_cast<void *>(0x1234), 16,
                        cwMemcpyHostToDevice),
               cwErrorInvalidValue);
  EXPECT_ERROR(cwMemset(host, 0, 16), cwErrorInvalidValue);
  EXPECT_ERROR(cwMemcpyAsync(device, host, 16, cwMemcpyHostToDevice,
                             reinterpret_cast<cwStream_t>(host)),
               cwErrorInvalidResourceHandle);
  EXPECT_OK(cwMemcpy(nullptr, nullptr, 0, cwMemcpyHostToDevice));
}

TEST_F(Memory, BadFreesAreErrors) {
  int *device = nullptr, *pinned = nullptr, local;
  ASSERT_OK(cwMalloc(&device, 64));
  ASSERT_OK(cwMallocHost(&pinned, 64));
  EXPECT_ERROR(cwFree(device + 1), cwErrorInvalidValue);
  EXPECT_ERROR(cwFree(&local), cwErrorInvalidValue);
  EXPECT_ERROR(cwFree(pinned), cwErrorInvalidValue);
  EXPECT_ERROR(cwFreeHost(device), cwErrorInvalidValue);
  EXPECT_OK(cwFree(device));
  EXPECT_ERROR(cwFree(device), cwErrorInvalidValue);
  EXPECT_OK(cwFreeHost(pinned));
  EXPECT_OK(cwFree(nullptr));
  EXPECT_ERROR(cwMalloc(&device, std::size_t(1) << 60),
               cwErrorMemoryAllocation);
  EXPECT_EQ(device, nullptr);
}

TEST_F(Memory, PitchedCopies) {
  char *device = nullptr;
  std::size_t pitch = 0;
  ASSERT_OK(cwMallocPitch(&device, &pitch, 100, 10));
  ASSERT_GE(pitch, 100u);
  EXPECT_OK(cwMemset2D(device, pitch, 7, 100, 10));
  std::vector<char> in(100 * 10, 1), out(100 * 10, 0);
  EXPECT_OK(cwMemcpy2D(device + 3, pitch, in.data(), 100, 50, 4,
                       cwMemcpyHostToDevice));
  EXPECT_OK(cwMemcpy2D(out.data(), 100, device, pitch, 100, 10,
                       cwMemcpyDeviceToHost));
  for (int y = 0; y < 10; ++y)
    for (int x = 0; x < 100; ++x)
      ASSERT_EQ(out[std::size_t(y * 100 + x)],
                y < 4 && x >= 3 && x < 53 ? 1 : 7);
  EXPECT_ERROR(
      cwMemcpy2D(device, 50, in.data(), 100, 100, 10, cwMemcpyHostToDevice),
      cwErrorInvalidPitchValue);
  EXPECT_OK(cwFree(device));
}

TEST_F(Memory, ThreeDimensionalCopy) {
  cwPitchedPtr device;
  ASSERT_OK(cwMalloc3D(&device, make_cwExtent(4 * sizeof(int), 3, 2)));
  auto in = numbers(24);
  std::vector<int> out(24);
  cwMemcpy3DParms p = {};
  p.srcPtr = make_cwPitchedPtr(in.data(), 4 * sizeof(int), 4, 3);
  p.dstPtr = device;
  p.extent = make_cwExtent(4 * sizeof(int), 3, 2);
  p.kind = cwMemcpyHostToDevice;
  EXPECT_OK(cwMemcpy3D(&p));
  std::swap(p.srcPtr, p.dstPtr);
  p.dstPtr.ptr = out.data();
  p.kind = cwMemcpyDeviceToHost;
  EXPECT_OK(cwMemcpy3D(&p));
  EXPECT_EQ(in, out);
  EXPECT_OK(cwFree(device.ptr));
}

TEST_F(Memory, PointerAttributes) {
  int *device, *pinned, *managed, local;
  ASSERT_OK(cwMalloc(&device, 64));
  ASSERT_OK(cwHostAlloc(&pinned, 64, cwHostAllocMapped));
  ASSERT_OK(cwMallocManaged(&managed, 64));
  cwPointerAttributes a;
  const struct {
    void *pointer;
    cwMemoryType type;
  } cases[] = {{device + 3, cwMemoryTypeDevice},
               {pinned, cwMemoryTypeHost},
               {managed, cwMemoryTypeManaged},
               {&local, cwMemoryTypeUnregistered}};
  for (const auto &c : cases) {
    EXPECT_OK(cwPointerGetAttributes(&a, c.pointer));
    EXPECT_EQ(a.type, c.type);
  }
  int *mapped = nullptr;
  EXPECT_OK(cwHostGetDevicePointer(&mapped, pinned, 0));
  EXPECT_EQ(mapped, pinned);
  EXPECT_OK(cwMemPrefetchAsync(managed, 64, 0));
  EXPECT_OK(cwMemAdvise(managed, 64, cwMemAdviseSetReadMostly, 0));
  EXPECT_ERROR(cwMemPrefetchAsync(device, 64, 0), cwErrorInvalidValue);
  EXPECT_OK(cwFree(device));
  EXPECT_OK(cwFreeHost(pinned));
  EXPECT_OK(cwFree(managed));
}

TEST_F(Memory, ManagedMemoryBeginsAsZero) {
  for (size_t size : {size_t(64), size_t(4096), (size_t(5) << 20) + 100}) {
    for (int again = 0; again < 3; ++again) {
      unsigned char *p;
      ASSERT_OK(cwMallocManaged(&p, size));
      EXPECT_EQ(p[0] | p[size / 2] | p[size - 1], 0) << size;
      memset(p, 0xab, size);
      EXPECT_OK(cwFree(p));
    }
  }
}

TEST_F(Memory, AdviceIsKeptByRange) {
  char *managed;
  ASSERT_OK(cwMallocManaged(&managed, 1024));
  const auto ask = [&](cwMemRangeAttribute attribute, size_t from,
                       size_t size) {
    int value = -7;
    EXPECT_OK(cwMemRangeGetAttribute(&value, sizeof value, attribute,
                                     managed + from, size));
    return value;
  };
  EXPECT_OK(cwMemAdvise(managed + 256, 512, cwMemAdviseSetReadMostly, 0));
  EXPECT_EQ(ask(cwMemRangeAttributeReadMostly, 256, 512), 1);
  EXPECT_EQ(ask(cwMemRangeAttributeReadMostly, 0, 512), 0) << "part is not";
  EXPECT_OK(cwMemAdvise(managed + 300, 4, cwMemAdviseUnsetReadMostly, 0));
  EXPECT_EQ(ask(cwMemRangeAttributeReadMostly, 256, 512), 0);
  EXPECT_OK(cwMemAdvise(managed, 1024, cwMemAdviseSetPreferredLocation, 0));
  EXPECT_EQ(ask(cwMemRangeAttributePreferredLocation, 0, 1024), 0);
  EXPECT_EQ(ask(cwMemRangeAttributeLastPrefetchLocation, 0, 1024),
            cwInvalidDeviceId);
  EXPECT_OK(cwMemPrefetchAsync(managed, 1024, cwCpuDeviceId));
  EXPECT_EQ(ask(cwMemRangeAttributeLastPrefetchLocation, 0, 1024),
            cwCpuDeviceId);
  EXPECT_OK(cwMemPrefetchAsync(managed, 512, 0));
  EXPECT_EQ(ask(cwMemRangeAttributeLastPrefetchLocation, 0, 1024),
            cwInvalidDeviceId)
      << "the halves differ";
  EXPECT_OK(cwMemAdvise(managed, 1024, cwMemAdviseSetAccessedBy, 0));
  int devices[3] = {};
  EXPECT_OK(cwMemRangeGetAttribute(devices, sizeof devices,
                                   cwMemRangeAttributeAccessedBy, managed, 64));
  EXPECT_EQ(devices[0], 0);
  EXPECT_EQ(devices[1], cwInvalidDeviceId);
  EXPECT_OK(cwFree(managed));
}

TEST_F(Memory, RegisteredHostMemory) {
  std::vector<int> host(1000);
  EXPECT_OK(cwHostRegister(host.data(), 4000, cwHostRegisterDefault));
  EXPECT_ERROR(cwHostRegister(host.data(), 4000, cwHostRegisterDefault),
               cwErrorHostMemoryAlreadyRegistered);
  EXPECT_OK(cwHostUnregister(host.data()));
  EXPECT_ERROR(cwHostUnregister(host.data()), cwErrorHostMemoryNotRegistered);
}

TEST_F(Memory, UsedMemoryIsCounted) {
  std::size_t before, after, total;
  ASSERT_OK(cwMemGetInfo(&before, &total));
  int *device;
  ASSERT_OK(cwMalloc(&device, 1 << 20));
  ASSERT_OK(cwMemGetInfo(&after, &total));
  EXPECT_EQ(before - after, std::size_t(1) << 20);
  EXPECT_OK(cwFree(device));
}

// --- Sizes whose sum or product does not fit ---

constexpr std::size_t huge = ~std::size_t(0), half_of_all = std::size_t(1)
                                                            << 63;

TEST_F(Memory, AllocationsThatDoNotFitAreErrors) {
  void *p = nullptr;
  std::size_t pitch = 7;
  EXPECT_ERROR(cwMalloc(&p, huge), cwErrorMemoryAllocation);
  EXPECT_ERROR(cwMallocHost(&p, huge), cwErrorMemoryAllocation);
  EXPECT_ERROR(cwMallocManaged(&p, huge), cwErrorMemoryAllocation);
  EXPECT_ERROR(cwMallocAsync(&p, huge, nullptr), cwErrorMemoryAllocation);
  EXPECT_ERROR(cwMallocAsync(&p, huge - 600, nullptr), cwErrorMemoryAllocation);
  EXPECT_ERROR(cwMallocPitch(&p, &pitch, huge, 1), cwErrorInvalidValue);
  EXPECT_ERROR(cwMallocPitch(&p, &pitch, 512, std::size_t(1) << 55),
               cwErrorMemoryAllocation);
  EXPECT_EQ(pitch, 7u) << "told only where there is memory";
  cwPitchedPtr box;
  const std::size_t big = std::size_t(1) << 32;
  EXPECT_ERROR(cwMalloc3D(&box, make_cwExtent(big, big, big)),
               cwErrorMemoryAllocation);
  EXPECT_ERROR(cwMalloc3D(&box, make_cwExtent(512, std::size_t(1) << 55, 2)),
               cwErrorMemoryAllocation);
  EXPECT_ERROR(cwMalloc3D(&box, make_cwExtent(huge, 1, 1)),
               cwErrorMemoryAllocation);
  cwMemPool_t pool;
  ASSERT_OK(cwDeviceGetDefaultMemPool(&pool, 0));
  EXPECT_ERROR(cwMallocFromPoolAsync(&p, huge, pool, nullptr),
               cwErrorMemoryAllocation);
  EXPECT_ERROR(cwHostRegister(&p, huge, 0), cwErrorInvalidValue);
  EXPECT_ERROR(cwHostRegister(reinterpret_cast<void *>(-4096), 8192, 0),
               cwErrorInvalidValue);
}

TEST_F(Memory, CopiesThatDoNotFitAreErrors) {
  std::vector<char> host(4096);
  Buffer<char> device(4096);
  char *d = device, *h = host.data();
  EXPECT_ERROR(cwMemcpy(d + 16, h, huge - 7, cwMemcpyHostToDevice),
               cwErrorInvalidValue);
  EXPECT_ERROR(
      cwMemcpy2D(d, half_of_all, h, half_of_all, 16, 3, cwMemcpyHostToDevice),
      cwErrorInvalidPitchValue);
  EXPECT_ERROR(
      cwMemcpy2D(d, 16, h, 16, 16, std::size_t(1) << 60, cwMemcpyHostToDevice),
      cwErrorInvalidValue);
  EXPECT_ERROR(cwMemcpy2D(d, 64, h, 64, 64, half_of_all, cwMemcpyHostToDevice),
               cwErrorInvalidValue);
  cwMemcpy3DParms p = {};
  p.kind = cwMemcpyHostToDevice;
  p.dstPtr = make_cwPitchedPtr(d, 64, 64, 4);
  p.srcPtr = make_cwPitchedPtr(h, 64, 64, 4);
  p.extent = make_cwExtent(16, 2, 2);
  EXPECT_OK(cwMemcpy3D(&p));
  for (const cwPos &position :
       {make_cwPos(huge, 0, 0), make_cwPos(0, huge, 0), make_cwPos(0, 0, huge),
        make_cwPos(huge, huge, huge), make_cwPos(0, std::size_t(1) << 58, 0),
        make_cwPos(0, 0, std::size_t(1) << 56)}) {
    cwMemcpy3DParms bad = p;
    bad.srcPos = position;
    EXPECT_ERROR(cwMemcpy3D(&bad), cwErrorInvalidValue);
    bad = p;
    bad.dstPos = position;
    EXPECT_ERROR(cwMemcpy3D(&bad), cwErrorInvalidValue);
  }
  for (const cwExtent &extent :
       {make_cwExtent(16, half_of_all, 2), make_cwExtent(16, 2, half_of_all),
        make_cwExtent(16, huge, huge)}) {
    cwMemcpy3DParms bad = p;
    bad.extent = extent;
    EXPECT_ERROR(cwMemcpy3D(&bad), cwErrorInvalidValue);
  }
  p.srcPtr =
      make_cwPitchedPtr(h, std::size_t(1) << 40, 1, std::size_t(1) << 40);
  EXPECT_ERROR(cwMemcpy3D(&p), cwErrorInvalidValue);
}

TEST_F(Memory, FillsThatDoNotFitAreErrors) {
  Buffer<char> device(4096);
  char *d = device;
  EXPECT_ERROR(cwMemset(d, 1, huge), cwErrorInvalidValue);
  EXPECT_ERROR(cwMemset(d + 16, 1, huge - 7), cwErrorInvalidValue);
  EXPECT_ERROR(cwMemset2D(d, half_of_all, 1, 16, 3), cwErrorInvalidValue);
  EXPECT_ERROR(cwMemset2D(d, 16, 1, 16, std::size_t(1) << 60),
               cwErrorInvalidValue);
  EXPECT_ERROR(cwMemset2D(d, half_of_all + 64, 1, 64, 2), cwErrorInvalidValue);
  cwPitchedPtr box = make_cwPitchedPtr(d, 512, 512, std::size_t(1) << 55);
  EXPECT_ERROR(cwMemset3D(box, 1, make_cwExtent(512, 2, 2)),
               cwErrorInvalidValue);
  EXPECT_OK(cwMemset3D(box, 1, make_cwExtent(512, 8, 1)));
  box.ysize = 2;
  EXPECT_ERROR(cwMemset3D(box, 1, make_cwExtent(512, half_of_all, 2)),
               cwErrorInvalidValue);
}

TEST_F(Array, SizesThatDoNotFitAreErrors) {
  cwArray_t array;
  cwMipmappedArray_t levels;
  const cwChannelFormatDesc format = cwCreateChannelDesc<cw::float4>();
  const std::size_t big = std::size_t(1) << 32;
  EXPECT_ERROR(cwMalloc3DArray(&array, &format, make_cwExtent(big, big, 1)),
               cwErrorInvalidValue);
  EXPECT_ERROR(
      cwMalloc3DArray(&array, &format, make_cwExtent(131072, 131072, 90000)),
      cwErrorMemoryAllocation);
  EXPECT_ERROR(cwMallocMipmappedArray(&levels, &format,
                                      make_cwExtent(131072, 131072, 90000), 3),
               cwErrorMemoryAllocation);
  std::vector<char> h(4096);
  ASSERT_OK(cwMallocArray(&array, &format, 8, 8));
  EXPECT_ERROR(cwMemcpy2DToArray(array, huge - 3, huge - 3, h.data(), 64, 16, 1,
                                 cwMemcpyHostToDevice),
               cwErrorInvalidValue);
  EXPECT_ERROR(cwMemcpy2DToArray(array, 0, std::size_t(1) << 61, h.data(), 64,
                                 16, 1, cwMemcpyHostToDevice),
               cwErrorInvalidValue);
  EXPECT_ERROR(cwMemcpy2DToArray(array, 0, 0, h.data(), half_of_all, 16, 4,
                                 cwMemcpyHostToDevice),
               cwErrorInvalidValue);
  EXPECT_ERROR(
      cwMemcpyToArray(array, 0, 0, h.data(), 2000, cwMemcpyHostToDevice),
      cwErrorInvalidValue);
  EXPECT_ERROR(
      cwMemcpyFromArray(h.data(), array, 0, 0, huge, cwMemcpyDeviceToHost),
      cwErrorInvalidValue);
  EXPECT_OK(cwFreeArray(array));
  Buffer<float> linear(64);
  cwResourceDesc resource = {};
  cwTextureDesc texture = {};
  cwTextureObject_t object;
  resource.resType = cwResourceTypePitch2D;
  resource.res.pitch2D.devPtr = static_cast<float *>(linear);
  resource.res.pitch2D.desc = cwCreateChannelDesc<float>();
  resource.res.pitch2D.width = 4;
  resource.res.pitch2D.height = 3;
  resource.res.pitch2D.pitchInBytes = half_of_all;
  EXPECT_ERROR(cwCreateTextureObject(&object, &resource, &texture, nullptr),
               cwErrorInvalidValue);
  resource.res.pitch2D.width = std::size_t(1) << 62;
  resource.res.pitch2D.pitchInBytes = 16;
  EXPECT_ERROR(cwCreateTextureObject(&object, &resource, &texture, nullptr),
               cwErrorInvalidValue);
}

CW_CONSTANT float weights[8];
CW_DEVICE int counter;
CW_KERNEL void use_symbols(float *out) {
  out[cw::thread_idx().x] = weights[cw::thread_idx().x];
  if (cw::thread_idx().x == 0)
    counter += 5;
}

TEST_F(Memory, DeviceVariables) {
  const float values[8] = {1, 2, 3, 4, 5, 6, 7, 8}, nine = 9;
  int count = 1;
  EXPECT_OK(cwMemcpyToSymbol(weights, values, sizeof values));
  EXPECT_OK(cwMemcpyToSymbol(weights, &nine, sizeof nine, 2 * sizeof(float)));
  EXPECT_OK(cwMemcpyToSymbol(counter, &count, sizeof count));
  Buffer<float> out(8);
  cw::launch(use_symbols, 1, 8)(out);
  EXPECT_EQ(out.read(), (std::vector<float>{1, 2, 9, 4, 5, 6, 7, 8}));
  EXPECT_OK(cwMemcpyFromSymbol(&count, counter, sizeof count));
  EXPECT_EQ(count, 6);
  void *address;
  std::size_t size;
  EXPECT_OK(cwGetSymbolAddress(&address, weights));
  EXPECT_OK(cwGetSymbolSize(&size, weights));
  EXPECT_EQ(size, sizeof values);
  EXPECT_OK(cwMemcpy(address, values, sizeof values, cwMemcpyHostToDevice));
  EXPECT_EQ(weights[2], 3);
  EXPECT_ERROR(cwMemcpyToSymbol(weights, values, sizeof values, 4),
               cwErrorInvalidValue);
  EXPECT_ERROR(cwMemcpyToSymbol(weights, values, 4, 0, cwMemcpyDeviceToHost),
               cwErrorInvalidMemcpyDirection);
  EXPECT_ERROR(cwMemcpyToSymbol(weights, values, 4, ~std::size_t(0)),
               cwErrorInvalidValue);
}

TEST_F(Memory, ANameIsNoDeviceVariable) {
  float value = 1;
  const char *name = "weights";
  EXPECT_ERROR(cwMemcpyToSymbol("weights", &value, 4), cwErrorInvalidSymbol);
  EXPECT_ERROR(cwMemcpyToSymbol(name, &value, 4), cwErrorInvalidSymbol);
  EXPECT_ERROR(cwMemcpyFromSymbol(&value, name, 4), cwErrorInvalidSymbol);
  EXPECT_ERROR(cwMemcpyToSymbolAsync(static_cast<const void *>(name), &value, 4,
                                     0, cwMemcpyHostToDevice, nullptr),
               cwErrorInvalidSymbol);
}

TEST_F(Device, PropertiesAndAttributesAgree) {
  cwDeviceProp p;
  int value;
  ASSERT_OK(cwGetDeviceProperties(&p, 0));
  EXPECT_OK(cwDeviceGetAttribute(&value, cwDevAttrMaxThreadsPerBlock, 0));
  EXPECT_EQ(value, p.maxThreadsPerBlock);
  EXPECT_OK(cwDeviceGetAttribute(&value, cwDevAttrWarpSize, 0));
  EXPECT_EQ(value, cw::warp_size());
  EXPECT_GT(p.multiProcessorCount, 0);
  EXPECT_GT(p.totalGlobalMem, 0u);
  EXPECT_ERROR(cwDeviceGetAttribute(&value, static_cast<cwDeviceAttr>(127), 0),
               cwErrorInvalidValue);
  int count = 0;
  EXPECT_OK(cwGetDeviceCount(&count));
  EXPECT_ERROR(cwSetDevice(count), cwErrorInvalidDevice);
  EXPECT_ERROR(cwSetDevice(-1), cwErrorInvalidDevice);
  EXPECT_ERROR(cwGetDeviceProperties(&p, count), cwErrorInvalidDevice);
}

TEST_F(Device, ErrorsHaveNamesAndTexts) {
  EXPECT_STREQ(cwGetErrorName(cwSuccess), "cwSuccess");
  EXPECT_STREQ(cwGetErrorName(cwErrorLaunchFailure), "cwErrorLaunchFailure");
  EXPECT_STREQ(cwGetErrorString(cwErrorMemoryAllocation), "out of memory");
  EXPECT_STREQ(cwGetErrorName(static_cast<cwError_t>(12345)),
               "unrecognized error code");
  EXPECT_EQ(cwErrorInvalidConfiguration, 9);
  EXPECT_EQ(cwErrorNotReady, 600);
}

TEST_F(Device, PeersShareMemory) {
  int count, can;
  ASSERT_OK(cwGetDeviceCount(&count));
  if (count < 2)
    GTEST_SKIP() << "one device; run with CW_DEVICE_COUNT=2";
  EXPECT_OK(cwDeviceCanAccessPeer(&can, 0, 1));
  EXPECT_EQ(can, 1);
  EXPECT_OK(cwDeviceEnablePeerAccess(1, 0));
  EXPECT_ERROR(cwDeviceEnablePeerAccess(1, 0), cwErrorPeerAccessAlreadyEnabled);
  Buffer<int> here(numbers(10));
  EXPECT_OK(cwSetDevice(1));
  Buffer<int> there(10);
  EXPECT_OK(cwMemcpyPeer(there, 1, here, 0, 40));
  EXPECT_EQ(there.read(), numbers(10));
  EXPECT_OK(cwSetDevice(0));
  EXPECT_OK(cwDeviceDisablePeerAccess(1));
}

TEST_F(Pool, StreamOrderedMemory) {
  cwStream_t stream;
  cwMemPool_t pool;
  ASSERT_OK(cwStreamCreate(&stream));
  ASSERT_OK(cwDeviceGetDefaultMemPool(&pool, 0));
  unsigned long long threshold = ~0ull, used = 0;
  EXPECT_OK(
      cwMemPoolSetAttribute(pool, cwMemPoolAttrReleaseThreshold, &threshold));
  int *a = nullptr, *b = nullptr, value = 41;
  ASSERT_OK(cwMallocAsync(&a, 4096, stream));
  EXPECT_OK(cwMemcpyAsync(a, &value, 4, cwMemcpyHostToDevice, stream));
  EXPECT_OK(cwMemPoolGetAttribute(pool, cwMemPoolAttrUsedMemCurrent, &used));
  EXPECT_EQ(used, 4096u);
  EXPECT_OK(cwFreeAsync(a, stream));
  EXPECT_ERROR(cwFreeAsync(a, stream), cwErrorInvalidValue);
  EXPECT_OK(cwStreamSynchronize(stream));
  ASSERT_OK(cwMallocAsync(&b, 4096, stream));
  EXPECT_EQ(a, b) << "kept for reuse";
  EXPECT_OK(cwFree(b));
  EXPECT_ERROR(cwFree(b), cwErrorInvalidValue);
  EXPECT_OK(cwMemPoolTrimTo(pool, 0));
  EXPECT_OK(
      cwMemPoolGetAttribute(pool, cwMemPoolAttrReservedMemCurrent, &used));
  EXPECT_EQ(used, 0u);
  cwMemPool_t own;
  cwMemPoolProps props = {};
  props.allocType = cwMemAllocationTypePinned;
  props.location = {cwMemLocationTypeDevice, 0};
  ASSERT_OK(cwMemPoolCreate(&own, &props));
  ASSERT_OK(cwMallocFromPoolAsync(&a, 100, own, stream));
  EXPECT_OK(cwFreeAsync(a, stream));
  EXPECT_OK(cwMemPoolDestroy(own));
  EXPECT_ERROR(cwMemPoolDestroy(own), cwErrorInvalidValue);
  EXPECT_OK(cwStreamDestroy(stream));
}

TEST_F(Array, HoldsWhatIsCopiedIn) {
  cwArray_t array;
  const cwChannelFormatDesc format = cwCreateChannelDesc<float>();
  ASSERT_OK(cwMallocArray(&array, &format, 8, 4));
  std::vector<float> in(32), out(32);
  std::iota(in.begin(), in.end(), 0.f);
  EXPECT_OK(cwMemcpy2DToArray(array, 0, 0, in.data(), 32, 32, 4,
                              cwMemcpyHostToDevice));
  EXPECT_OK(cwMemcpy2DFromArray(out.data(), 32, array, 0, 0, 32, 4,
                                cwMemcpyDeviceToHost));
  EXPECT_EQ(in, out);
  EXPECT_OK(
      cwMemcpyToArray(array, 0, 0, out.data(), 128, cwMemcpyHostToDevice));
  EXPECT_ERROR(cwMemcpy2DToArray(array, 0, 1, in.data(), 32, 32, 4,
                                 cwMemcpyHostToDevice),
               cwErrorInvalidValue);
  cwExtent extent;
  cwChannelFormatDesc found;
  unsigned flags;
  EXPECT_OK(cwArrayGetInfo(&found, &extent, &flags, array));
  EXPECT_EQ(extent.width, 8u);
  EXPECT_EQ(extent.height, 4u);
  EXPECT_EQ(found.f, cwChannelFormatKindFloat);
  EXPECT_OK(cwFreeArray(array));
  EXPECT_ERROR(cwFreeArray(array), cwErrorInvalidValue);
  const cwChannelFormatDesc bad =
      cwCreateChannelDesc(8, 8, 8, 0, cwChannelFormatKindUnsigned);
  EXPECT_ERROR(cwMallocArray(&array, &bad, 8, 4),
               cwErrorInvalidChannelDescriptor);
}

TEST_F(Array, ThreeDimensionsAndTextureObjects) {
  cwArray_t array;
  const cwChannelFormatDesc format = cwCreateChannelDesc<int>();
  ASSERT_OK(cwMalloc3DArray(&array, &format, make_cwExtent(4, 3, 2)));
  auto in = numbers(24);
  cwMemcpy3DParms p = {};
  p.srcPtr = make_cwPitchedPtr(in.data(), 16, 4, 3);
  p.dstArray = array;
  p.extent = make_cwExtent(4, 3, 2);
  p.kind = cwMemcpyHostToDevice;
  EXPECT_OK(cwMemcpy3D(&p));
  cwResourceDesc resource = {};
  resource.resType = cwResourceTypeArray;
  resource.res.array.array = array;
  cwTextureDesc texture = {};
  cwTextureObject_t object;
  ASSERT_OK(cwCreateTextureObject(&object, &resource, &texture, nullptr));
  const auto &image = cw::cpu::texture(object).levels[0];
  EXPECT_EQ(*reinterpret_cast<const int *>(image.data + image.slice_pitch +
                                           2 * image.row_pitch + 3 * 4),
            24);
  EXPECT_OK(cwDestroyTextureObject(object));
  EXPECT_ERROR(cwDestroyTextureObject(object), cwErrorInvalidValue);
  texture.filterMode = cwFilterModeLinear; // not for unconverted integers
  EXPECT_ERROR(cwCreateTextureObject(&object, &resource, &texture, nullptr),
               cwErrorInvalidFilterSetting);
  cwSurfaceObject_t surface; // the array was not created for surfaces
  EXPECT_ERROR(cwCreateSurfaceObject(&surface, &resource), cwErrorInvalidValue);
  EXPECT_OK(cwFreeArray(array));
}

TEST_F(Device, TheDevicesClockTicksAtItsRate) {
  using clock = std::chrono::steady_clock;
  const auto milliseconds = [](clock::duration d) {
    return std::chrono::duration<double, std::milli>(d).count();
  };
  int kilohertz = 0;
  ASSERT_OK(cwDeviceGetAttribute(&kilohertz, cwDevAttrClockRate, 0));
  // A busy machine may take the thread off its processor between any two
  // readings, so time is read on both sides of each tick.
  const auto before_first = clock::now();
  const long long first = cw::clock64();
  const auto after_first = clock::now();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  const auto before_last = clock::now();
  const long long last = cw::clock64();
  const auto after_last = clock::now();
  const double ticked = double(last - first) / kilohertz;
  EXPECT_GE(ticked, milliseconds(before_last - after_first) * 0.98);
  EXPECT_LE(ticked, milliseconds(after_last - before_first) * 1.02);
}

} // namespace
