// Operations, which streams execute and graphs consist of. They contain all
// their data and are immutable, so streams and graphs share them.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <cw/cpu/launch.h>

#include "error.h"
#include "memory.h"

namespace cw::cpu {

class Operation {
public:
  virtual ~Operation() = default;
  /// Executes the operation, on any thread. An error or an exception puts the
  /// device into an error state.
  virtual cwError_t run() const = 0;
  virtual cwGraphNodeType type() const = 0;
  /// Whether the operation is so short that the caller may run it directly if
  /// there is nothing to wait for.
  virtual bool brief() const { return false; }
  /// Host functions run even when the device has failed.
  virtual bool runs_after_failure() const { return false; }
};
using OperationPtr = std::shared_ptr<const Operation>;

struct KernelOperation final : Operation {
  KernelOperation(std::shared_ptr<const KernelCall> call,
                  const LaunchShape &shape, const void *kernel);
  cwError_t run() const override;
  cwGraphNodeType type() const override { return cwGraphNodeTypeKernel; }

  std::shared_ptr<const KernelCall> call;
  LaunchShape shape;
  const void *kernel; ///< its address, or null
  std::uint64_t launch_number;
};

struct CopyOperation final : Operation {
  explicit CopyOperation(const CopyBox &box,
                         std::unique_ptr<char[]> staged = nullptr)
      : box(box), staged(std::move(staged)) {}
  cwError_t run() const override {
    box.copy();
    return cwSuccess;
  }
  cwGraphNodeType type() const override { return cwGraphNodeTypeMemcpy; }
  bool brief() const override { return box.bytes() <= 4096; }

  CopyBox box;
  /// The parameters of a graph's node; empty for other copies.
  std::optional<cwMemcpy3DParms> parameters;
  std::unique_ptr<char[]>
      staged; ///< holds the source of a copy from pageable memory
};

/// Fills rows of elements of 1, 2 or 4 bytes.
struct FillOperation final : Operation {
  cwError_t run() const override;
  cwGraphNodeType type() const override { return cwGraphNodeTypeMemset; }
  bool brief() const override { return width * height * depth <= 4096; }

  char *dst = nullptr;
  unsigned value = 0, element = 1;
  std::size_t width = 0, height = 1, depth = 1; ///< width in elements
  std::size_t pitch = 0, slice = 0;             ///< in bytes
};

struct HostOperation final : Operation {
  HostOperation(cwHostFn_t function, void *data)
      : function(function), data(data) {}
  cwError_t run() const override {
    return call_host("a host function", [&] { function(data); });
  }
  cwGraphNodeType type() const override { return cwGraphNodeTypeHost; }
  bool runs_after_failure() const override { return true; }

  cwHostFn_t function;
  void *data;
};

/// Only a point in the order.
struct EmptyOperation final : Operation {
  cwError_t run() const override { return cwSuccess; }
  cwGraphNodeType type() const override { return cwGraphNodeTypeEmpty; }
  bool brief() const override { return true; }
  bool runs_after_failure() const override { return true; }
};

/// An internal operation of the runtime in a stream's order.
template <class F> struct InternalOperation final : Operation {
  InternalOperation(F function, bool is_brief, cwGraphNodeType node_type)
      : function(std::move(function)), is_brief(is_brief),
        node_type(node_type) {}
  cwError_t run() const override { return function(); }
  cwGraphNodeType type() const override { return node_type; }
  bool brief() const override { return is_brief; }
  bool runs_after_failure() const override { return true; }

  F function;
  bool is_brief;
  cwGraphNodeType node_type;
};
template <class F>
OperationPtr internal(F f, bool brief = true,
                      cwGraphNodeType type = cwGraphNodeTypeEmpty) {
  return std::make_shared<InternalOperation<F>>(std::move(f), brief, type);
}

} // namespace cw::cpu
