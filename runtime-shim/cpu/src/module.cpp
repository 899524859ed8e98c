// Modules, which are shared objects, and calls of the driver API that need
// internals of memory or streams.
// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstring>
#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <mutex>
#include <string>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>
#include <unordered_map>

#include <cw/driver.h>

#include "enqueue.h"
#include "error.h"
#include "kernel.h"
#include "memory.h"
#include "symbols.h"

struct cwModule_st {
  void *library;
};
/// A library is a module that is loaded for all devices, like every module
/// here.
struct cwLibrary_st : cwModule_st {};

namespace cw::cpu {
namespace {

/// The prefix that CW_EXPORT_KERNEL adds to a kernel's name.
const std::string kernel_prefix = "cw_kernel_";

cwError_t load(cwModule_t *module, const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library)
    return cwErrorInvalidKernelImage;
  *module = new cwLibrary_st{{library}};
  return cwSuccess;
}

/// The size of the ELF file that starts at `image`: up to the end of its
/// section headers, or of the last section that they describe. 0 if it is not
/// an ELF file.
std::size_t shared_object_size(const void *image) {
  ElfW(Ehdr) header;
  if (std::memcmp(image, ELFMAG, SELFMAG))
    return 0;
  std::memcpy(&header, image, sizeof header);
  std::size_t end =
      header.e_shoff + std::size_t(header.e_shnum) * header.e_shentsize;
  for (unsigned i = 0; i < header.e_phnum; ++i) {
    ElfW(Phdr) part;
    std::memcpy(&part,
                static_cast<const char *>(image) + header.e_phoff +
                    std::size_t(i) * header.e_phentsize,
                sizeof part);
    end = std::max<std::size_t>(end, part.p_offset + part.p_filesz);
  }
  return end;
}

/// The module of each function.
struct Owners {
  std::mutex mutex;
  std::unordered_map<const void *, cwModule_t> module_of;
};
Owners &owners() {
  static Owners *const forever = new Owners;
  return *forever;
}

const void *address_of(cwFunction_t function) { return function; }

/// The parameters of a launch. If they are packed, `args` is null and `extra`
/// is a list of keys and values (CUDA Driver API reference, cuLaunchKernel).
/// `unpacked` holds the array that `args` then points to.
cwError_t unpack(const void *address, void **extra, void **&args,
                 std::vector<void *> &unpacked) {
  if (args || !extra)
    return cwSuccess;
  char *buffer = nullptr;
  std::size_t size = 0, needed = 0;
  for (; *extra != nullptr; extra += 2) {
    if (*extra == cwLaunchParamBufferPointer)
      buffer = static_cast<char *>(extra[1]);
    else if (*extra == cwLaunchParamBufferSize)
      size = *static_cast<std::size_t *>(extra[1]);
    else
      return cwErrorInvalidValue;
  }
  const std::vector<std::size_t> offsets = parameter_offsets(address, &needed);
  if (size < needed || (needed && !buffer))
    return cwErrorInvalidValue;
  for (std::size_t offset : offsets)
    unpacked.push_back(buffer + offset);
  args = unpacked.data();
  return cwSuccess;
}

template <class T>
cwError_t write_word(cwStream_t stream, cwDevicePtr address, T value) {
  return api([&] {
    if (!address || address % sizeof(T))
      return cwErrorInvalidValue;
    T *word = static_cast<T *>(cw_pointer(address));
    return enqueue(stream, internal([word, value] {
                     __atomic_store_n(word, value, __ATOMIC_RELEASE);
                     return cwSuccess;
                   }));
  });
}

template <class T> bool satisfied(T now, T value, unsigned flags) {
  switch (flags) {
  case 0:
    return std::make_signed_t<T>(now - value) >= 0;
  case 1:
    return now == value;
  case 2:
    return (now & value) != 0;
  default:
    return T(~(now | value)) != 0;
  }
}

template <class T>
cwError_t wait_for_word(cwStream_t stream, cwDevicePtr address, T value,
                        unsigned flags) {
  return api([&] {
    if (!address || address % sizeof(T) || flags > 3)
      return cwErrorInvalidValue;
    const T *word = static_cast<const T *>(cw_pointer(address));
    return enqueue(
        stream, internal(
                    [word, value, flags] {
                      using namespace std::chrono_literals;
                      while (!satisfied(__atomic_load_n(word, __ATOMIC_ACQUIRE),
                                        value, flags))
                        std::this_thread::sleep_for(20us);
                      return cwSuccess;
                    },
                    false));
  });
}

} // namespace
} // namespace cw::cpu

using namespace cw::cpu;

cwResult cwModuleLoad(cwModule_t *module, const char *path) {
  return driver_api([&] {
    if (!module || !path)
      return cwErrorInvalidValue;
    if (access(path, R_OK))
      return cwErrorFileNotFound;
    // A bare name is a file in the current folder; it is not searched for.
    return load(module, std::strchr(path, '/')
                            ? path
                            : (std::string("./") + path).c_str());
  });
}
cwResult cwModuleLoadData(cwModule_t *module, const void *image) {
  return driver_api([&] {
    if (!module || !image)
      return cwErrorInvalidValue;
    const std::size_t size = shared_object_size(image);
    if (!size)
      return cwErrorInvalidKernelImage;
    const int file = memfd_create("cw_module", MFD_CLOEXEC);
    if (file < 0)
      return cwErrorOperatingSystem;
    const char *from = static_cast<const char *>(image);
    for (std::size_t done = 0; done < size;) {
      const ssize_t written = write(file, from + done, size - done);
      if (written <= 0) {
        close(file);
        return cwErrorOperatingSystem;
      }
      done += std::size_t(written);
    }
    const cwError_t error =
        load(module, ("/proc/self/fd/" + std::to_string(file)).c_str());
    // The loader identifies libraries by path. While this one stays mapped, no
    // other file may have its path.
    if (error)
      close(file);
    return error;
  });
}
cwResult cwModuleUnload(cwModule_t module) {
  return driver_api([&] {
    if (!module)
      return cwErrorInvalidResourceHandle;
    // Its running kernels end first. The object stays mapped, because the table
    // of kernels refers to it.
    const cwError_t error = cwDeviceSynchronize();
    Owners &all = owners();
    std::lock_guard<std::mutex> lock(all.mutex);
    for (auto at = all.module_of.begin(); at != all.module_of.end();)
      at = at->second == module ? all.module_of.erase(at) : std::next(at);
    delete static_cast<cwLibrary_st *>(module);
    return error;
  });
}
cwResult cwModuleGetFunction(cwFunction_t *function, cwModule_t module,
                             const char *name) {
  return driver_api([&] {
    if (!function || !module || !name)
      return cwErrorInvalidValue;
    using Export = const void *(*)();
    const auto get = reinterpret_cast<Export>(
        dlsym(module->library, (kernel_prefix + name).c_str()));
    if (!get)
      return cwErrorSymbolNotFound;
    *function = static_cast<cwFunction_t>(const_cast<void *>(get()));
    Owners &all = owners();
    std::lock_guard<std::mutex> lock(all.mutex);
    all.module_of[*function] = module;
    return cwSuccess;
  });
}
cwResult cwModuleGetGlobal(cwDevicePtr *p, size_t *size, cwModule_t module,
                           const char *name) {
  return driver_api([&] {
    if (!module || !name)
      return cwErrorInvalidValue;
    void *address = dlsym(module->library, name);
    std::size_t bytes = 0;
    Dl_info info;
    const ElfW(Sym) *symbol = nullptr;
    if (!address)
      address = hidden_variable(module->library, name, &bytes);
    else if (dladdr1(
                 address, &info,
                 reinterpret_cast<void **>(const_cast<ElfW(Sym) **>(&symbol)),
                 RTLD_DL_SYMENT) &&
             symbol)
      bytes = symbol->st_size;
    if (!address || !bytes)
      return cwErrorSymbolNotFound;
    cwRegisterSymbol(address, bytes);
    if (p)
      *p = reinterpret_cast<std::uintptr_t>(address);
    if (size)
      *size = bytes;
    return cwSuccess;
  });
}

namespace {
template <class Function>
cwError_t list_kernels(cwModule_t module, Function *list, unsigned count) {
  unsigned given = 0;
  for (const std::string &name :
       exported_functions(module->library, kernel_prefix)) {
    cwFunction_t function;
    if (given == count)
      break;
    if (const cwResult error = cwModuleGetFunction(
            &function, module, name.c_str() + kernel_prefix.size()))
      return cwError_t(error);
    list[given++] = reinterpret_cast<Function>(function);
  }
  return cwSuccess;
}
} // namespace
cwResult cwModuleGetFunctionCount(unsigned int *count, cwModule_t module) {
  return driver_api([&] {
    if (!count || !module)
      return cwErrorInvalidValue;
    *count =
        unsigned(exported_functions(module->library, kernel_prefix).size());
    return cwSuccess;
  });
}
cwResult cwModuleEnumerateFunctions(cwFunction_t *functions, unsigned int count,
                                    cwModule_t module) {
  return driver_api([&] {
    return functions && module ? list_kernels(module, functions, count)
                               : cwErrorInvalidValue;
  });
}

// --- Libraries ---

cwError_t cwLibraryLoadData(cwLibrary_t *library, const void *code,
                            cwJitOption *, void **, unsigned int,
                            cwLibraryOption *, void **, unsigned int) {
  cwModule_t module = nullptr;
  const cwError_t error = library ? cwError_t(cwModuleLoadData(&module, code))
                                  : remember(cwErrorInvalidValue);
  if (error == cwSuccess)
    *library = static_cast<cwLibrary_t>(module);
  return error;
}
cwError_t cwLibraryLoadFromFile(cwLibrary_t *library, const char *path,
                                cwJitOption *, void **, unsigned int,
                                cwLibraryOption *, void **, unsigned int) {
  cwModule_t module = nullptr;
  const cwError_t error = library ? cwError_t(cwModuleLoad(&module, path))
                                  : remember(cwErrorInvalidValue);
  if (error == cwSuccess)
    *library = static_cast<cwLibrary_t>(module);
  return error;
}
cwError_t cwLibraryUnload(cwLibrary_t library) {
  return cwError_t(cwModuleUnload(library));
}
cwError_t cwLibraryGetKernel(cwKernel_t *kernel, cwLibrary_t library,
                             const char *name) {
  return cwError_t(cwModuleGetFunction(reinterpret_cast<cwFunction_t *>(kernel),
                                       library, name));
}
cwError_t cwLibraryGetKernelCount(unsigned int *count, cwLibrary_t library) {
  return cwError_t(cwModuleGetFunctionCount(count, library));
}
cwError_t cwLibraryEnumerateKernels(cwKernel_t *kernels, unsigned int count,
                                    cwLibrary_t library) {
  return api([&] {
    return kernels && library ? list_kernels(library, kernels, count)
                              : cwErrorInvalidValue;
  });
}
cwResult cwLibraryGetModule(cwModule_t *module, cwLibrary_t library) {
  return driver_api([&] {
    if (!module || !library)
      return cwErrorInvalidValue;
    *module = library;
    return cwSuccess;
  });
}
cwError_t cwLibraryGetGlobal(void **pointer, size_t *size, cwLibrary_t library,
                             const char *name) {
  cwDevicePtr found = 0;
  const cwError_t error =
      cwError_t(cwModuleGetGlobal(&found, size, library, name));
  if (error == cwSuccess && pointer)
    *pointer = cw_pointer(found);
  return error;
}
cwError_t cwLibraryGetManaged(void **pointer, size_t *size, cwLibrary_t library,
                              const char *name) {
  return cwLibraryGetGlobal(pointer, size, library, name);
}
cwError_t cwLibraryGetUnifiedFunction(void **function, cwLibrary_t library,
                                      const char *symbol) {
  return api([&] {
    if (!function || !library || !symbol)
      return cwErrorInvalidValue;
    *function = dlsym(library->library, symbol);
    return *function ? cwSuccess : cwErrorSymbolNotFound;
  });
}

cwResult cwModuleLaunchKernel(cwFunction_t function, unsigned gridX,
                              unsigned gridY, unsigned gridZ, unsigned blockX,
                              unsigned blockY, unsigned blockZ, unsigned shared,
                              cwStream_t stream, void **args, void **extra) {
  return cwResult(contained([&] {
    std::vector<void *> unpacked;
    if (const cwError_t error =
            unpack(address_of(function), extra, args, unpacked))
      return error;
    return cwLaunchKernel(address_of(function), {gridX, gridY, gridZ},
                          {blockX, blockY, blockZ}, args, shared, stream);
  }));
}
cwResult cwModuleLaunchCooperativeKernel(cwFunction_t function, unsigned gridX,
                                         unsigned gridY, unsigned gridZ,
                                         unsigned blockX, unsigned blockY,
                                         unsigned blockZ, unsigned shared,
                                         cwStream_t stream, void **args) {
  return cwResult(cwLaunchCooperativeKernel(
      address_of(function), {gridX, gridY, gridZ}, {blockX, blockY, blockZ},
      args, shared, stream));
}

cwResult cwModuleLaunchKernelEx(const cwLaunchDescriptor *launch,
                                cwFunction_t function, void **args,
                                void **extra) {
  return cwResult(contained([&] {
    std::vector<void *> unpacked;
    if (!launch)
      return cwErrorInvalidValue;
    if (const cwError_t error =
            unpack(address_of(function), extra, args, unpacked))
      return error;
    cwLaunchConfig_t config = {};
    config.gridDim = {launch->gridDimX, launch->gridDimY, launch->gridDimZ};
    config.blockDim = {launch->blockDimX, launch->blockDimY, launch->blockDimZ};
    config.dynamicSmemBytes = launch->sharedMemBytes;
    config.stream = launch->hStream;
    config.attrs = launch->attrs;
    config.numAttrs = launch->numAttrs;
    return cwLaunchKernelExC(&config, address_of(function), args);
  }));
}
cwResult cwFunctionGetModule(cwModule_t *module, cwFunction_t function) {
  return driver_api([&] {
    if (!module)
      return cwErrorInvalidValue;
    Owners &all = owners();
    std::lock_guard<std::mutex> lock(all.mutex);
    const auto known = all.module_of.find(function);
    if (known == all.module_of.end())
      return cwErrorInvalidResourceHandle;
    *module = known->second;
    return cwSuccess;
  });
}
cwResult cwKernelGetLibrary(cwLibrary_t *library, cwKernel_t kernel) {
  cwModule_t module = nullptr;
  if (!library)
    return cwResult(remember(cwErrorInvalidValue));
  if (const cwResult error =
          cwFunctionGetModule(&module, reinterpret_cast<cwFunction_t>(kernel)))
    return error;
  *library = static_cast<cwLibrary_t>(module);
  return cwResultSuccess;
}

// --- Kernels of modules in graphs ---

namespace {
/// Calls `use` with the node's parameters as a struct of the runtime API.
template <class Use>
cwResult with_kernel_node(const cwKernelNodeDescriptor *d, Use use) {
  return cwResult(contained([&] {
    std::vector<void *> unpacked;
    if (!d)
      return cwErrorInvalidValue;
    const void *address = d->func ? address_of(d->func) : d->kern;
    void **args = d->kernelParams;
    if (const cwError_t error = unpack(address, d->extra, args, unpacked))
      return error;
    const cwKernelNodeParams p = {const_cast<void *>(address),
                                  {d->gridDimX, d->gridDimY, d->gridDimZ},
                                  {d->blockDimX, d->blockDimY, d->blockDimZ},
                                  d->sharedMemBytes,
                                  args,
                                  nullptr};
    return use(&p);
  }));
}
} // namespace
cwResult cwGraphAddModuleKernelNode(cwGraphNode_t *node, cwGraph_t graph,
                                    const cwGraphNode_t *dependencies,
                                    size_t count,
                                    const cwKernelNodeDescriptor *parameters) {
  return with_kernel_node(parameters, [&](const cwKernelNodeParams *p) {
    return cwGraphAddKernelNode(node, graph, dependencies, count, p);
  });
}
cwResult cwGraphModuleKernelNodeGet(cwGraphNode_t node,
                                    cwKernelNodeDescriptor *d) {
  cwKernelNodeParams p;
  if (!d)
    return cwResult(remember(cwErrorInvalidValue));
  if (const cwError_t error = cwGraphKernelNodeGetParams(node, &p))
    return cwResult(error);
  *d = {static_cast<cwFunction_t>(p.func),
        p.gridDim.x,
        p.gridDim.y,
        p.gridDim.z,
        p.blockDim.x,
        p.blockDim.y,
        p.blockDim.z,
        p.sharedMemBytes,
        p.kernelParams,
        nullptr,
        nullptr,
        nullptr};
  return cwResultSuccess;
}
cwResult cwGraphModuleKernelNodeSet(cwGraphNode_t node,
                                    const cwKernelNodeDescriptor *parameters) {
  return with_kernel_node(parameters, [&](const cwKernelNodeParams *p) {
    return cwGraphKernelNodeSetParams(node, p);
  });
}
cwResult
cwGraphExecModuleKernelNodeSet(cwGraphExec_t exec, cwGraphNode_t node,
                               const cwKernelNodeDescriptor *parameters) {
  return with_kernel_node(parameters, [&](const cwKernelNodeParams *p) {
    return cwGraphExecKernelNodeSetParams(exec, node, p);
  });
}

cwResult cwFunctionGetAttribute(int *value, cwFunctionAttribute attribute,
                                cwFunction_t function) {
  cwFuncAttributes all;
  if (!value)
    return cwResult(remember(cwErrorInvalidValue));
  if (const cwError_t error = cwFuncGetAttributes(&all, address_of(function)))
    return cwResult(error);
  switch (attribute) {
  case cwFunctionAttributeMaxThreadsPerBlock:
    *value = all.maxThreadsPerBlock;
    return cwResultSuccess;
  case cwFunctionAttributeSharedSizeBytes:
    *value = int(all.sharedSizeBytes);
    return cwResultSuccess;
  case cwFunctionAttributeConstSizeBytes:
    *value = int(all.constSizeBytes);
    return cwResultSuccess;
  case cwFunctionAttributeLocalSizeBytes:
    *value = int(all.localSizeBytes);
    return cwResultSuccess;
  case cwFunctionAttributeNumRegs:
    *value = all.numRegs;
    return cwResultSuccess;
  case cwFunctionAttributePtxVersion:
    *value = all.ptxVersion;
    return cwResultSuccess;
  case cwFunctionAttributeBinaryVersion:
    *value = all.binaryVersion;
    return cwResultSuccess;
  case cwFunctionAttributeCacheModeCA:
    *value = all.cacheModeCA;
    return cwResultSuccess;
  case cwFunctionAttributeMaxDynamicSharedSizeBytes:
    *value = all.maxDynamicSharedSizeBytes;
    return cwResultSuccess;
  case cwFunctionAttributePreferredSharedMemoryCarveout:
    *value = all.preferredShmemCarveout;
    return cwResultSuccess;
  }
  return cwResult(remember(cwErrorInvalidValue));
}
cwResult cwFunctionSetAttribute(cwFunction_t function,
                                cwFunctionAttribute attribute, int value) {
  return cwResult(cwFuncSetAttribute(address_of(function),
                                     cwFuncAttribute(attribute), value));
}
cwResult cwFunctionSetCacheConfig(cwFunction_t function, cwFuncCache config) {
  return cwResult(cwFuncSetCacheConfig(address_of(function), config));
}
cwResult cwModuleOccupancyMaxActiveBlocksPerMultiprocessor(
    int *blocks, cwFunction_t function, int blockSize, size_t shared) {
  return cwResult(cwOccupancyMaxActiveBlocksPerMultiprocessor(
      blocks, address_of(function), blockSize, shared));
}
cwResult cwModuleOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
    int *blocks, cwFunction_t function, int blockSize, size_t shared,
    unsigned flags) {
  return cwResult(cwOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(
      blocks, address_of(function), blockSize, shared, flags));
}
cwResult cwModuleOccupancyMaxPotentialBlockSize(
    int *minGrid, int *blockSize, cwFunction_t function,
    cwOccupancyBlockToShared sharedOfBlockSize, size_t shared, int limit) {
  if (!minGrid || !blockSize)
    return cwResult(remember(cwErrorInvalidValue));
  int multiprocessors = 0, largest = 0, warp = 0, best = 0;
  const int device = current_device();
  cwDeviceGetAttribute(&multiprocessors, cwDevAttrMultiProcessorCount, device);
  cwDeviceGetAttribute(&largest, cwDevAttrMaxThreadsPerBlock, device);
  cwDeviceGetAttribute(&warp, cwDevAttrWarpSize, device);
  if (limit > 0 && limit < largest)
    largest = limit;
  for (int size = largest; size > 0; size -= size % warp ? size % warp : warp) {
    int blocks = 0;
    size_t bytes = shared;
    if (sharedOfBlockSize)
      if (const cwError_t error =
              call_host("a function that returns a block's shared memory",
                        [&] { bytes = sharedOfBlockSize(size); }))
        return cwResult(remember(error));
    if (const cwError_t error = cwOccupancyMaxActiveBlocksPerMultiprocessor(
            &blocks, address_of(function), size, bytes))
      return cwResult(error);
    if (blocks * size > best) {
      best = blocks * size;
      *blockSize = size;
      *minGrid = blocks * multiprocessors;
    }
  }
  return cwResultSuccess;
}

cwResult cwMemGetAddressRange(cwDevicePtr *base, size_t *size, cwDevicePtr p) {
  return driver_api([&] {
    const auto known = find_allocation(cw_pointer(p));
    if (!known)
      return cwErrorInvalidValue;
    if (base)
      *base = reinterpret_cast<std::uintptr_t>(known->base);
    if (size)
      *size = known->size;
    return cwSuccess;
  });
}

cwResult cwStreamWriteValue32(cwStream_t stream, cwDevicePtr address,
                              unsigned value, unsigned) {
  return cwResult(write_word(stream, address, value));
}
cwResult cwStreamWriteValue64(cwStream_t stream, cwDevicePtr address,
                              unsigned long long value, unsigned) {
  return cwResult(write_word(stream, address, value));
}
cwResult cwStreamWaitValue32(cwStream_t stream, cwDevicePtr address,
                             unsigned value, unsigned flags) {
  return cwResult(wait_for_word(stream, address, value, flags));
}
cwResult cwStreamWaitValue64(cwStream_t stream, cwDevicePtr address,
                             unsigned long long value, unsigned flags) {
  return cwResult(wait_for_word(stream, address, value, flags));
}
