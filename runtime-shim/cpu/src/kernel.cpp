// Kernels by address, checks of a launch, attributes of kernels, occupancy.
// SPDX-License-Identifier: Apache-2.0
#include "kernel.h"

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "engine.h"
#include "error.h"
#include "limits.h"
#include "operation.h"
#include "symbols.h"

namespace cw::cpu {
namespace {

struct Kernel {
  MakeKernelCall make = nullptr;
  const ParameterLayout *parameters = nullptr;
  std::size_t parameter_count = 0;
  std::size_t max_dynamic_shared = Limits::shared;
  int carveout = -1;
};
struct Kernels {
  std::shared_mutex mutex;
  std::unordered_map<const void *, Kernel> by_address;
};
Kernels &kernels() {
  static Kernels *const forever = new Kernels;
  return *forever;
}
bool find_kernel(const void *address, Kernel &found) {
  Kernels &k = kernels();
  std::shared_lock<std::shared_mutex> lock(k.mutex);
  auto at = k.by_address.find(address);
  if (at == k.by_address.end())
    return false;
  found = at->second;
  return true;
}

bool in_range(const cw_dim3 &d, const unsigned (&most)[3]) {
  return d.x && d.y && d.z && d.x <= most[0] && d.y <= most[1] &&
         d.z <= most[2];
}

/// The number of blocks of this size that are resident on one multiprocessor.
int resident_blocks(unsigned threads, std::size_t shared) {
  const unsigned warp = unsigned(configured_warp_size);
  threads = (threads + warp - 1) / warp * warp;
  std::size_t blocks =
      std::min<std::size_t>(Limits::threads_per_multiprocessor / threads,
                            Limits::blocks_per_multiprocessor);
  if (shared)
    blocks =
        std::min(blocks, Limits::shared_per_multiprocessor / (shared + 1024));
  return int(blocks);
}

} // namespace

const void *register_kernel(const void *address, MakeKernelCall make,
                            const ParameterLayout *parameters,
                            std::size_t count) {
  Kernels &k = kernels();
  {
    std::shared_lock<std::shared_mutex> lock(k.mutex);
    if (k.by_address.count(address))
      return address;
  }
  std::lock_guard<std::shared_mutex> lock(k.mutex);
  Kernel kernel;
  kernel.make = make;
  kernel.parameters = parameters;
  kernel.parameter_count = count;
  k.by_address.emplace(address, kernel);
  return address;
}

cwError_t check_shape(const LaunchShape &shape, const void *address) {
  if (!in_range(shape.grid, Limits::max_grid) ||
      !in_range(shape.block, Limits::max_block) ||
      std::uint64_t(shape.block.x) * shape.block.y * shape.block.z >
          Limits::max_threads)
    return cwErrorInvalidConfiguration;
  if (shape.shared > Limits::shared) {
    Kernel kernel;
    const bool known = address && find_kernel(address, kernel);
    if (shape.shared > Limits::shared_optin ||
        (known ? shape.shared > kernel.max_dynamic_shared : address != nullptr))
      return cwErrorInvalidValue;
  }
  if (shape.cooperative) {
    const unsigned threads = shape.block.x * shape.block.y * shape.block.z;
    const std::uint64_t most =
        std::uint64_t(resident_blocks(threads, shape.shared)) *
        std::uint64_t(worker_count());
    if (std::uint64_t(shape.grid.x) * shape.grid.y * shape.grid.z > most)
      return cwErrorCooperativeLaunchTooLarge;
  }
  return cwSuccess;
}

cwError_t make_kernel_call(const void *address, void **args,
                           std::shared_ptr<const KernelCall> &call) {
  Kernel kernel;
  if (!find_kernel(address, kernel))
    return cwErrorInvalidDeviceFunction;
  call = kernel.make(address, args);
  return cwSuccess;
}

std::vector<std::size_t> parameter_offsets(const void *address,
                                           std::size_t *size) {
  Kernel kernel;
  std::vector<std::size_t> offsets;
  std::size_t end = 0;
  if (find_kernel(address, kernel))
    for (std::size_t i = 0; i < kernel.parameter_count; ++i) {
      const auto [bytes, alignment] = kernel.parameters[i];
      offsets.push_back((end + alignment - 1) / alignment * alignment);
      end = offsets.back() + bytes;
    }
  *size = end;
  return offsets;
}

KernelOperation::KernelOperation(std::shared_ptr<const KernelCall> call,
                                 const LaunchShape &shape, const void *kernel)
    : call(std::move(call)), shape(shape), kernel(kernel),
      launch_number(next_launch_number()) {}
cwError_t KernelOperation::run() const {
  return run_grid(*call, shape, launch_number);
}

} // namespace cw::cpu

using namespace cw::cpu;

cwError_t cwFuncGetAttributes(cwFuncAttributes *attributes,
                              const void *address) {
  return api([&] {
    Kernel kernel;
    if (!attributes)
      return cwErrorInvalidValue;
    if (!find_kernel(address, kernel))
      return cwErrorInvalidDeviceFunction;
    *attributes = {};
    attributes->maxThreadsPerBlock = int(Limits::max_threads);
    attributes->numRegs = 32;
    attributes->ptxVersion = attributes->binaryVersion = 80;
    attributes->maxDynamicSharedSizeBytes = int(kernel.max_dynamic_shared);
    attributes->preferredShmemCarveout = kernel.carveout;
    return cwSuccess;
  });
}
cwError_t cwFuncSetAttribute(const void *address, cwFuncAttribute attribute,
                             int value) {
  return api([&] {
    Kernels &k = kernels();
    std::lock_guard<std::shared_mutex> lock(k.mutex);
    auto at = k.by_address.find(address);
    if (at == k.by_address.end())
      return cwErrorInvalidDeviceFunction;
    switch (attribute) {
    case cwFuncAttributeMaxDynamicSharedMemorySize:
      if (value < 0 || std::size_t(value) > Limits::shared_optin)
        return cwErrorInvalidValue;
      at->second.max_dynamic_shared = std::size_t(value);
      return cwSuccess;
    case cwFuncAttributePreferredSharedMemoryCarveout:
      if (value < -1 || value > 100)
        return cwErrorInvalidValue;
      at->second.carveout = value;
      return cwSuccess;
    default:
      return cwErrorInvalidValue;
    }
  });
}
cwError_t cwFuncGetName(const char **name, const void *address) {
  return api([&] {
    Kernel kernel;
    if (!name)
      return cwErrorInvalidValue;
    if (!find_kernel(address, kernel))
      return cwErrorInvalidDeviceFunction;
    const std::string &found = symbol_name(address);
    *name = found.c_str();
    return found.empty() ? cwErrorInvalidDeviceFunction : cwSuccess;
  });
}
cwError_t cwFuncGetParamInfo(const void *address, size_t index, size_t *offset,
                             size_t *size) {
  return api([&] {
    Kernel kernel;
    if (!offset)
      return cwErrorInvalidValue;
    if (!find_kernel(address, kernel))
      return cwErrorInvalidDeviceFunction;
    std::size_t all;
    const auto offsets = parameter_offsets(address, &all);
    if (index >= offsets.size())
      return cwErrorInvalidValue;
    *offset = offsets[index];
    if (size)
      *size = kernel.parameters[index].size;
    return cwSuccess;
  });
}
cwError_t cwGetKernel(cwKernel_t *handle, const void *address) {
  return api([&] {
    Kernel kernel;
    if (!handle)
      return cwErrorInvalidValue;
    if (!find_kernel(address, kernel))
      return cwErrorInvalidDeviceFunction;
    *handle = static_cast<cwKernel_t>(const_cast<void *>(address));
    return cwSuccess;
  });
}
cwError_t cwGetFuncBySymbol(cwFunction_t *function, const void *address) {
  cwKernel_t kernel;
  if (!function)
    return remember(cwErrorInvalidValue);
  if (const cwError_t error = cwGetKernel(&kernel, address))
    return error;
  *function = reinterpret_cast<cwFunction_t>(kernel);
  return cwSuccess;
}
cwError_t cwKernelSetAttributeForDevice(cwKernel_t kernel,
                                        cwFuncAttribute attribute, int value,
                                        int) {
  return cwFuncSetAttribute(kernel, attribute, value);
}
cwError_t cwFuncSetCacheConfig(const void *address, cwFuncCache config) {
  return api([&] {
    Kernel kernel;
    if (unsigned(config) > cwFuncCachePreferEqual)
      return cwErrorInvalidValue;
    return find_kernel(address, kernel) ? cwSuccess
                                        : cwErrorInvalidDeviceFunction;
  });
}
cwError_t cwFuncSetSharedMemConfig(const void *address,
                                   cwSharedMemConfig config) {
  return api([&] {
    Kernel kernel;
    if (unsigned(config) > cwSharedMemBankSizeEightByte)
      return cwErrorInvalidValue;
    return find_kernel(address, kernel) ? cwSuccess
                                        : cwErrorInvalidDeviceFunction;
  });
}

cwError_t cwOccupancyMaxActiveBlocksPerMultiprocessor(int *blocks,
                                                      const void *address,
                                                      int threads,
                                                      size_t shared) {
  return api([&] {
    Kernel kernel;
    if (!blocks || threads < 1)
      return cwErrorInvalidValue;
    if (!find_kernel(address, kernel))
      return cwErrorInvalidDeviceFunction;
    *blocks =
        unsigned(threads) > Limits::max_threads || shared > Limits::shared_optin
            ? 0
            : resident_blocks(unsigned(threads), shared);
    return cwSuccess;
  });
}
cwError_t cwOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
    int *blocks, const void *address, int threads, size_t shared,
    unsigned int) {
  return cwOccupancyMaxActiveBlocksPerMultiprocessor(blocks, address, threads,
                                                     shared);
}
cwError_t cwOccupancyAvailableDynamicSMemPerBlock(size_t *bytes,
                                                  const void *address,
                                                  int blocks, int threads) {
  return api([&] {
    Kernel kernel;
    if (!bytes || blocks < 1 || threads < 1)
      return cwErrorInvalidValue;
    if (!find_kernel(address, kernel))
      return cwErrorInvalidDeviceFunction;
    const std::size_t each =
        Limits::shared_per_multiprocessor / std::size_t(blocks);
    *bytes = std::min(each > 1024 ? each - 1024 : 0, Limits::shared_optin);
    return cwSuccess;
  });
}
