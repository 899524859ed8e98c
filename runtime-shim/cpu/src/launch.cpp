// Launches of kernels by the host: by name, by address, cooperative.
// SPDX-License-Identifier: Apache-2.0
#include <cw/cpu/launch.h>

#include "enqueue.h"
#include "error.h"
#include "kernel.h"

namespace cw::cpu {

cwError_t submit_kernel(std::shared_ptr<const KernelCall> call,
                        const LaunchShape &shape, cwStream_t stream) {
  return api([&] {
    const void *address = call->kernel();
    if (const cwError_t error = check_shape(shape, address))
      return error;
    return enqueue(stream, std::make_shared<KernelOperation>(std::move(call),
                                                             shape, address));
  });
}

namespace {
cwError_t launch_by_address(const void *address, const LaunchShape &shape,
                            void **args, cwStream_t stream) {
  return api([&] {
    std::shared_ptr<const KernelCall> call;
    if (const cwError_t error = check_shape(shape, address))
      return error;
    if (const cwError_t error = make_kernel_call(address, args, call))
      return error;
    return enqueue(stream, std::make_shared<KernelOperation>(std::move(call),
                                                             shape, address));
  });
}
} // namespace

} // namespace cw::cpu

using namespace cw::cpu;

cwError_t cwLaunchKernel(const void *kernel, cw_dim3 grid, cw_dim3 block,
                         void **args, size_t shared, cwStream_t stream) {
  return launch_by_address(kernel, {grid, block, shared, false}, args, stream);
}
cwError_t cwLaunchCooperativeKernel(const void *kernel, cw_dim3 grid,
                                    cw_dim3 block, void **args, size_t shared,
                                    cwStream_t stream) {
  return launch_by_address(kernel, {grid, block, shared, true}, args, stream);
}
cwError_t cwLaunchKernelExC(const cwLaunchConfig_t *config, const void *kernel,
                            void **args) {
  if (!config)
    return remember(cwErrorInvalidValue);
  LaunchShape shape{config->gridDim, config->blockDim, config->dynamicSmemBytes,
                    false};
  for (unsigned i = 0; i < config->numAttrs; ++i) {
    const cwLaunchAttribute &attribute = config->attrs[i];
    if (attribute.id == cwLaunchAttributeCooperative)
      shape.cooperative = attribute.val.cooperative;
    if (attribute.id == cwLaunchAttributeClusterDimension &&
        attribute.val.clusterDim.x * attribute.val.clusterDim.y *
                attribute.val.clusterDim.z >
            1)
      return remember(cwErrorNotSupported);
  }
  return launch_by_address(kernel, shape, args, config->stream);
}
