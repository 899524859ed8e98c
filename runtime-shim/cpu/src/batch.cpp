// Batch forms of calls, for many ranges or locations.
// SPDX-License-Identifier: Apache-2.0
#include "error.h"
#include "memory.h"

namespace cw::cpu {
namespace {

/// Attributes and locations apply to runs of ranges: entry i applies from range
/// `starts[i]` on. Calls `each(range, entry)`.
template <class Each>
cwError_t for_runs(std::size_t ranges, const std::size_t *starts,
                   std::size_t entries, Each each) {
  if (!ranges || !entries || !starts || starts[0] != 0 || entries > ranges)
    return remember(cwErrorInvalidValue);
  for (std::size_t i = 1; i < entries; ++i)
    if (starts[i] <= starts[i - 1] || starts[i] >= ranges)
      return remember(cwErrorInvalidValue);
  std::size_t entry = 0;
  for (std::size_t range = 0; range < ranges; ++range) {
    if (entry + 1 < entries && starts[entry + 1] == range)
      ++entry;
    if (const cwError_t error = each(range, entry))
      return error;
  }
  return cwSuccess;
}

int device_of(const cwMemLocation &place) {
  return place.type == cwMemLocationTypeDevice ? place.id : cwCpuDeviceId;
}

/// The size of the element that lengths and offsets of this copy count.
std::size_t element_size(const cwMemcpy3DBatchOp &op) {
  for (const cwMemcpy3DOperand *side : {&op.src, &op.dst}) {
    cwChannelFormatDesc format;
    if (side->type == cwMemcpyOperandTypeArray &&
        cwGetChannelDesc(&format, side->op.array.array) == cwSuccess)
      return std::size_t(format.x + format.y + format.z + format.w) / 8;
  }
  return 1;
}

} // namespace
} // namespace cw::cpu

using namespace cw::cpu;

cwError_t cwMemcpyBatchAsync(void *const *dsts, const void *const *srcs,
                             const size_t *sizes, size_t count,
                             cwMemcpyAttributes *attributes,
                             size_t *attributeIndices, size_t attributeCount,
                             cwStream_t stream) {
  if (!dsts || !srcs || !sizes || !attributes)
    return remember(cwErrorInvalidValue);
  return for_runs(count, attributeIndices, attributeCount,
                  [&](std::size_t i, std::size_t) {
                    return cwMemcpyAsync(dsts[i], srcs[i], sizes[i],
                                         cwMemcpyDefault, stream);
                  });
}

cwError_t cwMemcpy3DBatchAsync(size_t count, cwMemcpy3DBatchOp *operations,
                               unsigned long long flags, cwStream_t stream) {
  if (!count || !operations || flags)
    return remember(cwErrorInvalidValue);
  for (size_t i = 0; i < count; ++i) {
    const cwMemcpy3DBatchOp &op = operations[i];
    const bool arrays = op.src.type == cwMemcpyOperandTypeArray ||
                        op.dst.type == cwMemcpyOperandTypeArray;
    const std::size_t element = element_size(op);
    cwMemcpy3DParms p = {};
    bool fits = true;
    auto bytes = [&](std::size_t elements) {
      const CheckedSize all = CheckedSize(elements) * element;
      fits = fits && all.fits();
      return all.value();
    };
    auto side = [&](const cwMemcpy3DOperand &operand, cwArray_t &array,
                    cwPos &position, cwPitchedPtr &pointer) {
      if (operand.type == cwMemcpyOperandTypeArray) {
        array = operand.op.array.array;
        const cwOffset3D &at = operand.op.array.offset;
        position = make_cwPos(at.x, at.y, at.z);
        return;
      }
      const auto &memory = operand.op.ptr;
      const std::size_t row =
          memory.rowLength ? memory.rowLength : op.extent.width;
      pointer = make_cwPitchedPtr(memory.ptr, bytes(row), bytes(row),
                                  memory.layerHeight ? memory.layerHeight
                                                     : op.extent.height);
    };
    side(op.src, p.srcArray, p.srcPos, p.srcPtr);
    side(op.dst, p.dstArray, p.dstPos, p.dstPtr);
    p.extent = op.extent;
    if (!arrays)
      p.extent.width = bytes(p.extent.width);
    if (!fits)
      return remember(cwErrorInvalidValue);
    p.kind = cwMemcpyDefault;
    if (const cwError_t error = cwMemcpy3DAsync(&p, stream))
      return error;
  }
  return cwSuccess;
}

cwError_t cwMemPrefetchBatchAsync(void **pointers, size_t *sizes, size_t count,
                                  cwMemLocation *locations,
                                  size_t *locationIndices, size_t locationCount,
                                  unsigned long long flags, cwStream_t stream) {
  if (!pointers || !sizes || !locations || flags)
    return remember(cwErrorInvalidValue);
  return for_runs(count, locationIndices, locationCount,
                  [&](std::size_t i, std::size_t place) {
                    return cwMemPrefetchAsync(pointers[i], sizes[i],
                                              device_of(locations[place]),
                                              stream);
                  });
}
cwError_t cwMemDiscardBatchAsync(void **pointers, size_t *sizes, size_t count,
                                 unsigned long long flags, cwStream_t) {
  return api([&] {
    if (!pointers || !sizes || !count || flags)
      return cwErrorInvalidValue;
    // Discarded memory may keep its contents, so there is nothing to do.
    for (size_t i = 0; i < count; ++i) {
      const auto known = find_allocation(pointers[i]);
      if (!known || known->kind != MemoryKind::Managed ||
          sizes[i] >
              known->size -
                  std::size_t(static_cast<char *>(pointers[i]) - known->base))
        return cwErrorInvalidValue;
    }
    return cwSuccess;
  });
}
cwError_t
cwMemDiscardAndPrefetchBatchAsync(void **pointers, size_t *sizes, size_t count,
                                  cwMemLocation *locations,
                                  size_t *locationIndices, size_t locationCount,
                                  unsigned long long flags, cwStream_t stream) {
  if (const cwError_t error =
          cwMemDiscardBatchAsync(pointers, sizes, count, flags, stream))
    return error;
  return cwMemPrefetchBatchAsync(pointers, sizes, count, locations,
                                 locationIndices, locationCount, flags, stream);
}

cwError_t cwMemRangeGetAttributes(void **data, size_t *dataSizes,
                                  cwMemRangeAttribute *attributes,
                                  size_t attributeCount, const void *pointer,
                                  size_t count) {
  if (!data || !dataSizes || !attributes || !attributeCount)
    return remember(cwErrorInvalidValue);
  for (size_t i = 0; i < attributeCount; ++i)
    if (const cwError_t error = cwMemRangeGetAttribute(
            data[i], dataSizes[i], attributes[i], pointer, count))
      return error;
  return cwSuccess;
}

// Pools by location: the only kind is a device's pool, which cwMallocAsync
// uses.
static cwError_t check_pool_place(const cwMemLocation *location,
                                  cwMemAllocationType type) {
  if (!location)
    return cwErrorInvalidValue;
  return location->type == cwMemLocationTypeDevice &&
                 type == cwMemAllocationTypePinned
             ? cwSuccess
             : cwErrorNotSupported;
}
cwError_t cwMemGetDefaultMemPool(cwMemPool_t *pool, cwMemLocation *location,
                                 cwMemAllocationType type) {
  if (const cwError_t error = check_pool_place(location, type))
    return remember(error);
  return cwDeviceGetDefaultMemPool(pool, location->id);
}
cwError_t cwMemGetMemPool(cwMemPool_t *pool, cwMemLocation *location,
                          cwMemAllocationType type) {
  if (const cwError_t error = check_pool_place(location, type))
    return remember(error);
  return cwDeviceGetMemPool(pool, location->id);
}
cwError_t cwMemSetMemPool(cwMemLocation *location, cwMemAllocationType type,
                          cwMemPool_t pool) {
  if (const cwError_t error = check_pool_place(location, type))
    return remember(error);
  return cwDeviceSetMemPool(location->id, pool);
}
