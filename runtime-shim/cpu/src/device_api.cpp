// The API functions of devices: properties, limits, peers, waiting for a device
// and resetting it.
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <mutex>
#include <set>
#include <string>

#include <cw/runtime.h>

#include "capture.h"
#include "device.h"
#include "engine.h"
#include "error.h"
#include "limits.h"
#include "memory.h"
#include "pool.h"
#include "stream.h"
#include "worker.h"

namespace cw::cpu {
namespace {

struct Device {
  std::mutex mutex;
  unsigned flags = cwDeviceScheduleAuto | cwDeviceMapHost;
  cwFuncCache cache = cwFuncCachePreferNone;
  cwSharedMemConfig banks = cwSharedMemBankSizeFourByte;
  std::array<std::size_t, 7> limits;
  std::set<int> peers;
  void set_defaults() { limits = {1024, 1 << 20, 8 << 20, 2, 2048, 128, 0}; }
  Device() { set_defaults(); }
};
Device &device(int index) {
  static Device *const devices = new Device[most_devices];
  return devices[index];
}

std::string processor_name() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);)
    if (line.rfind("model name", 0) == 0 &&
        line.find(": ") != std::string::npos)
      return line.substr(line.find(": ") + 2);
  return "processor";
}
/// The readings of two clocks at the same time.
struct Moment {
  std::chrono::steady_clock::time_point time;
  long long ticks;
};

/// Takes several pairs of readings and returns the closest pair, because a
/// thread may lose its processor for milliseconds between two readings.
Moment read_clocks() {
  using clock = std::chrono::steady_clock;
  Moment best{};
  auto narrowest = clock::duration::max();
  for (int i = 0; i < 16; ++i) {
    const auto before = clock::now();
    const long long ticks = cw::clock64();
    const auto between = clock::now() - before;
    if (between < narrowest) {
      narrowest = between;
      best = {before + between / 2, ticks};
    }
  }
  return best;
}

/// The rate of cw::clock64(). Processors do not report it reliably, so it is
/// measured.
int clock_khz() {
  const Moment first = read_clocks();
  while (std::chrono::steady_clock::now() - first.time <
         std::chrono::microseconds(500))
    ;
  const Moment last = read_clocks();
  const std::chrono::duration<double, std::milli> elapsed =
      last.time - first.time;
  return int(double(last.ticks - first.ticks) / elapsed.count());
}

cwDeviceProp make_properties() {
  cwDeviceProp p;
  std::memset(&p, 0, sizeof p);
  std::snprintf(p.name, sizeof p.name, "Causeway cpu: %.200s",
                processor_name().c_str());
  p.totalGlobalMem = memory_total();
  p.sharedMemPerBlock = Limits::shared;
  p.sharedMemPerBlockOptin = Limits::shared_optin;
  p.sharedMemPerMultiprocessor = Limits::shared_per_multiprocessor;
  p.reservedSharedMemPerBlock = 1024;
  p.regsPerBlock = p.regsPerMultiprocessor = int(Limits::registers);
  p.warpSize = configured_warp_size;
  p.memPitch = 2147483647;
  p.maxThreadsPerBlock = int(Limits::max_threads);
  for (int i = 0; i < 3; ++i) {
    p.maxThreadsDim[i] = int(Limits::max_block[i]);
    p.maxGridSize[i] = int(Limits::max_grid[i]);
  }
  p.clockRate = clock_khz();
  p.totalConstMem = 64 << 10;
  p.major = 8;
  p.minor = 0;
  p.textureAlignment = 512;
  p.texturePitchAlignment = 32;
  p.surfaceAlignment = 512;
  p.deviceOverlap = 1;
  p.multiProcessorCount = worker_count();
  p.integrated = 1;
  p.canMapHostMemory = 1;
  p.computeMode = cwComputeModeDefault;
  p.maxTexture1D = p.maxTexture1DMipmap = p.maxSurface1D = 131072;
  p.maxTexture1DLinear = 268435456;
  p.maxTexture2D[0] = p.maxTexture2DMipmap[0] = p.maxSurface2D[0] = 131072;
  p.maxTexture2D[1] = p.maxTexture2DMipmap[1] = p.maxSurface2D[1] = 65536;
  p.maxTexture2DLinear[0] = 131072;
  p.maxTexture2DLinear[1] = 65000;
  p.maxTexture2DLinear[2] = 2097120;
  p.maxTexture2DGather[0] = p.maxTexture2DGather[1] = 32768;
  for (int i = 0; i < 3; ++i)
    p.maxTexture3D[i] = p.maxSurface3D[i] = 16384;
  p.maxTexture3DAlt[0] = p.maxTexture3DAlt[1] = 8192;
  p.maxTexture3DAlt[2] = 32768;
  p.maxTextureCubemap = p.maxSurfaceCubemap = 32768;
  p.maxTexture1DLayered[0] = p.maxSurface1DLayered[0] = 32768;
  p.maxTexture1DLayered[1] = p.maxSurface1DLayered[1] = 2048;
  p.maxTexture2DLayered[0] = p.maxTexture2DLayered[1] =
      p.maxSurface2DLayered[0] = p.maxSurface2DLayered[1] = 32768;
  p.maxTexture2DLayered[2] = p.maxSurface2DLayered[2] = 2048;
  p.maxTextureCubemapLayered[0] = p.maxSurfaceCubemapLayered[0] = 32768;
  p.maxTextureCubemapLayered[1] = p.maxSurfaceCubemapLayered[1] = 2046;
  p.concurrentKernels = 1;
  p.asyncEngineCount = 2;
  p.unifiedAddressing = 1;
  p.memoryClockRate = 1600000;
  p.memoryBusWidth = 128;
  p.l2CacheSize = 32 << 20;
  p.maxThreadsPerMultiProcessor = int(Limits::threads_per_multiprocessor);
  p.maxBlocksPerMultiProcessor = int(Limits::blocks_per_multiprocessor);
  p.streamPrioritiesSupported = 1;
  p.globalL1CacheSupported = p.localL1CacheSupported = 1;
  p.managedMemory = 1;
  p.hostNativeAtomicSupported = 1;
  p.singleToDoublePrecisionPerfRatio = 2;
  p.pageableMemoryAccess = 1;
  p.pageableMemoryAccessUsesHostPageTables = 1;
  p.directManagedMemAccessFromHost = 1;
  p.concurrentManagedAccess = 1;
  p.canUseHostPointerForRegisteredMem = 1;
  p.cooperativeLaunch = 1;
  p.hostRegisterSupported = 1;
  p.hostRegisterReadOnlySupported = 1;
  p.memoryPoolsSupported = 1;
  p.memoryPoolSupportedHandleTypes = cwMemHandleTypePosixFileDescriptor;
  p.ipcEventSupported = 1;
  p.unifiedFunctionPointers = 1;
  return p;
}
const cwDeviceProp &properties() {
  static const cwDeviceProp once = make_properties();
  return once;
}

/// Reads an attribute from the properties.
bool attribute_value(cwDeviceAttr attribute, const cwDeviceProp &p, int index,
                     int &value) {
  switch (attribute) {
#define CW_ATTRIBUTE(NAME, EXPRESSION)                                         \
  case cwDevAttr##NAME:                                                        \
    value = int(EXPRESSION);                                                   \
    return true;
#include "device_attributes.def"
#undef CW_ATTRIBUTE
  }
  return false;
}

} // namespace

} // namespace cw::cpu

using namespace cw::cpu;

// --- Devices ---

cwError_t cwGetDeviceCount(int *count) {
  if (!count)
    return remember(cwErrorInvalidValue);
  *count = device_count();
  return cwSuccess;
}
cwError_t cwSetDevice(int index) {
  if (in_host_function())
    return remember(cwErrorNotPermitted);
  if (!device_exists(index))
    return remember(cwErrorInvalidDevice);
  choose_device(index);
  return remember(device_failure(index));
}
cwError_t cwGetDevice(int *index) {
  if (!index)
    return remember(cwErrorInvalidValue);
  *index = current_device();
  return cwSuccess;
}
cwError_t cwInitDevice(int index, unsigned int, unsigned int) {
  return remember(device_exists(index) ? cwSuccess : cwErrorInvalidDevice);
}
cwError_t cwSetValidDevices(int *devices, int count) {
  if (!devices || count < 0)
    return remember(cwErrorInvalidValue);
  for (int i = 0; i < count; ++i)
    if (!device_exists(devices[i]))
      return remember(cwErrorInvalidDevice);
  return cwSuccess;
}
cwError_t cwChooseDevice(int *index, const cwDeviceProp *wanted) {
  if (!index || !wanted)
    return remember(cwErrorInvalidValue);
  *index = 0; // all are alike
  return cwSuccess;
}
cwError_t cwGetDeviceProperties(cwDeviceProp *p, int index) {
  if (!p)
    return remember(cwErrorInvalidValue);
  if (!device_exists(index))
    return remember(cwErrorInvalidDevice);
  return contained([&] {
    *p = properties();
    p->pciDeviceID = index;
    p->uuid.bytes[0] = char(index + 1);
    return cwSuccess;
  });
}
cwError_t cwDeviceGetAttribute(int *value, cwDeviceAttr attribute, int index) {
  if (!value)
    return remember(cwErrorInvalidValue);
  if (!device_exists(index))
    return remember(cwErrorInvalidDevice);
  return contained([&] {
    return attribute_value(attribute, properties(), index, *value)
               ? cwSuccess
               : cwErrorInvalidValue;
  });
}
cwError_t cwSetDeviceFlags(unsigned int flags) {
  return api([&] {
    const unsigned how = flags & cwDeviceScheduleMask;
    if ((flags & ~unsigned(cwDeviceMask)) || (how & (how - 1)))
      return cwErrorInvalidValue;
    Device &d = device(current_device());
    std::lock_guard<std::mutex> lock(d.mutex);
    d.flags = flags | cwDeviceMapHost;
    return cwSuccess;
  });
}
cwError_t cwGetDeviceFlags(unsigned int *flags) {
  return api([&] {
    if (!flags)
      return cwErrorInvalidValue;
    Device &d = device(current_device());
    std::lock_guard<std::mutex> lock(d.mutex);
    *flags = d.flags;
    return cwSuccess;
  });
}
cwError_t cwDeviceSynchronize(void) {
  if (in_kernel())
    return contained([] { return run_children(); });
  return api([&] {
    const int index = current_device();
    if (const cwError_t error = check_no_capture(index))
      return error;
    synchronize_device(index);
    return device_failure(index);
  });
}
cwError_t cwDeviceReset(void) {
  if (in_host_function())
    return remember(cwErrorNotPermitted);
  return contained([] {
    const int index = current_device();
    synchronize_device(index);
    reset_streams(index);
    reset_pools(index);
    release_device(index);
    Device &d = device(index);
    std::lock_guard<std::mutex> lock(d.mutex);
    d.flags = cwDeviceScheduleAuto | cwDeviceMapHost;
    d.set_defaults();
    d.peers.clear();
    clear_device_failure(index);
    forget_error();
    return cwSuccess;
  });
}

// Limits and configurations are stored and returned; they have no effect here.
cwError_t cwDeviceSetLimit(cwLimit limit, size_t value) {
  return api([&] {
    Device &d = device(current_device());
    if (unsigned(limit) >= d.limits.size())
      return cwErrorUnsupportedLimit;
    std::lock_guard<std::mutex> lock(d.mutex);
    d.limits[limit] = value;
    return cwSuccess;
  });
}
cwError_t cwDeviceGetLimit(size_t *value, cwLimit limit) {
  return api([&] {
    Device &d = device(current_device());
    if (!value)
      return cwErrorInvalidValue;
    if (unsigned(limit) >= d.limits.size())
      return cwErrorUnsupportedLimit;
    std::lock_guard<std::mutex> lock(d.mutex);
    *value = d.limits[limit];
    return cwSuccess;
  });
}
cwError_t cwDeviceSetCacheConfig(cwFuncCache config) {
  return api([&] {
    if (unsigned(config) > cwFuncCachePreferEqual)
      return cwErrorInvalidValue;
    device(current_device()).cache = config;
    return cwSuccess;
  });
}
cwError_t cwDeviceGetCacheConfig(cwFuncCache *config) {
  return api([&] {
    if (!config)
      return cwErrorInvalidValue;
    *config = device(current_device()).cache;
    return cwSuccess;
  });
}
cwError_t cwDeviceSetSharedMemConfig(cwSharedMemConfig config) {
  return api([&] {
    if (unsigned(config) > cwSharedMemBankSizeEightByte)
      return cwErrorInvalidValue;
    device(current_device()).banks = config;
    return cwSuccess;
  });
}
cwError_t cwDeviceGetSharedMemConfig(cwSharedMemConfig *config) {
  return api([&] {
    if (!config)
      return cwErrorInvalidValue;
    *config = device(current_device()).banks;
    return cwSuccess;
  });
}
cwError_t cwCtxResetPersistingL2Cache(void) {
  return api([] { return cwSuccess; });
}

cwError_t cwDeviceGetPCIBusId(char *text, int length, int index) {
  if (!text || length < 13)
    return remember(cwErrorInvalidValue);
  if (!device_exists(index))
    return remember(cwErrorInvalidDevice);
  std::snprintf(text, std::size_t(length), "0000:00:%02x.0", unsigned(index));
  return cwSuccess;
}
cwError_t cwDeviceGetByPCIBusId(int *index, const char *text) {
  unsigned domain, bus, slot;
  if (!index || !text)
    return remember(cwErrorInvalidValue);
  const bool fits = std::sscanf(text, "%x:%x:%x", &domain, &bus, &slot) == 3 ||
                    (domain = 0, std::sscanf(text, "%x:%x", &bus, &slot) == 2);
  if (!fits || domain || bus || !device_exists(int(slot)))
    return remember(cwErrorInvalidDevice);
  *index = int(slot);
  return cwSuccess;
}

// --- Peers: all devices are one machine, so each can use the memory of all ---

cwError_t cwDeviceCanAccessPeer(int *can, int index, int peer) {
  if (!can)
    return remember(cwErrorInvalidValue);
  if (!device_exists(index) || !device_exists(peer))
    return remember(cwErrorInvalidDevice);
  *can = index != peer;
  return cwSuccess;
}
cwError_t cwDeviceEnablePeerAccess(int peer, unsigned int flags) {
  return api([&] {
    if (flags)
      return cwErrorInvalidValue;
    if (!device_exists(peer) || peer == current_device())
      return cwErrorInvalidDevice;
    Device &d = device(current_device());
    std::lock_guard<std::mutex> lock(d.mutex);
    return d.peers.insert(peer).second ? cwSuccess
                                       : cwErrorPeerAccessAlreadyEnabled;
  });
}
cwError_t cwDeviceDisablePeerAccess(int peer) {
  return api([&] {
    if (!device_exists(peer))
      return cwErrorInvalidDevice;
    Device &d = device(current_device());
    std::lock_guard<std::mutex> lock(d.mutex);
    return d.peers.erase(peer) ? cwSuccess : cwErrorPeerAccessNotEnabled;
  });
}
cwError_t cwDeviceGetP2PAttribute(int *value, cwDeviceP2PAttr attribute,
                                  int src, int dst) {
  if (!value || attribute < cwDevP2PAttrPerformanceRank ||
      attribute > cwDevP2PAttrCudaArrayAccessSupported)
    return remember(cwErrorInvalidValue);
  if (!device_exists(src) || !device_exists(dst) || src == dst)
    return remember(cwErrorInvalidDevice);
  *value = attribute == cwDevP2PAttrPerformanceRank ? 0 : 1;
  return cwSuccess;
}

namespace {
/// This machine supports every atomic operation of the device language.
cwError_t all_atomics(unsigned *capabilities,
                      const cwAtomicOperation *operations, unsigned count) {
  if (!capabilities || !operations)
    return remember(cwErrorInvalidValue);
  for (unsigned i = 0; i < count; ++i) {
    if (unsigned(operations[i]) > cwAtomicOperationFloatMax)
      return remember(cwErrorInvalidValue);
    capabilities[i] = cwAtomicCapabilitySigned | cwAtomicCapabilityUnsigned |
                      cwAtomicCapabilityReduction | cwAtomicCapabilityScalar32 |
                      cwAtomicCapabilityScalar64;
  }
  return cwSuccess;
}
} // namespace
cwError_t cwDeviceGetHostAtomicCapabilities(unsigned int *capabilities,
                                            const cwAtomicOperation *operations,
                                            unsigned int count, int device) {
  return device_exists(device) ? all_atomics(capabilities, operations, count)
                               : remember(cwErrorInvalidDevice);
}
cwError_t cwDeviceGetP2PAtomicCapabilities(unsigned int *capabilities,
                                           const cwAtomicOperation *operations,
                                           unsigned int count, int src,
                                           int dst) {
  return device_exists(src) && device_exists(dst) && src != dst
             ? all_atomics(capabilities, operations, count)
             : remember(cwErrorInvalidDevice);
}
cwError_t cwDeviceGetTexture1DLinearMaxWidth(size_t *width,
                                             const cwChannelFormatDesc *format,
                                             int device) {
  int elements = 0;
  if (!width || !format)
    return remember(cwErrorInvalidValue);
  if (const cwError_t error = cwDeviceGetAttribute(
          &elements, cwDevAttrMaxTexture1DLinearWidth, device))
    return error;
  *width = size_t(elements);
  return cwSuccess;
}

// --- Other functions ---

cwError_t cwDriverGetVersion(int *version) {
  if (!version)
    return remember(cwErrorInvalidValue);
  *version = CW_RUNTIME_VERSION;
  return cwSuccess;
}
cwError_t cwRuntimeGetVersion(int *version) {
  return cwDriverGetVersion(version);
}
// Profilers of the machine (perf and the like) need no start and stop.
cwError_t cwProfilerStart(void) {
  return api([] { return cwSuccess; });
}
cwError_t cwProfilerStop(void) {
  return api([] { return cwSuccess; });
}
