// SPDX-License-Identifier: Apache-2.0
#include "block_loops.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "grid_run.h"

namespace cw::cpu {
namespace {

/// A row of the table that the kernel compiler writes (compiler/Plugin.cpp).
struct Row {
  const void *kernel;
  BlockFunction loops; ///< null: only fibers can run the kernel
  const char *reason;  ///< why
  unsigned warps;      ///< needs warps of 32 lanes that fill the block's rows
};

struct Table {
  std::shared_mutex mutex;
  std::unordered_map<const void *, Row> rows;
};
Table &table() {
  static Table *const forever = new Table;
  return *forever;
}

/// What CW_REPORT=kernels prints when the program ends.
struct Report {
  std::mutex mutex;
  std::map<std::string, std::string> lines;
  ~Report() {
    for (const auto &[kernel, how] : lines)
      std::fprintf(stderr, "causeway: %s: %s\n", kernel.c_str(), how.c_str());
  }
};
Report *report() {
  static const bool asked = [] {
    const char *text = std::getenv("CW_REPORT");
    return text && std::strstr(text, "kernels");
  }();
  if (!asked)
    return nullptr;
  static Report once;
  return &once;
}

bool only_fibers() {
  static const bool asked = [] {
    const char *text = std::getenv("CW_KERNELS");
    return text && std::strcmp(text, "fibers") == 0;
  }();
  return asked;
}

} // namespace

BlockFunction block_function(const KernelCall &call, const LaunchShape &shape) {
  const char *reason = "it was not compiled by the kernel compiler";
  BlockFunction loops = nullptr;
  if (only_fibers()) {
    reason = "CW_KERNELS=fibers";
  } else if (const void *kernel = call.compiled()) {
    Table &t = table();
    std::shared_lock<std::shared_mutex> lock(t.mutex);
    if (auto row = t.rows.find(kernel); row != t.rows.end()) {
      loops = row->second.loops;
      reason = row->second.reason;
      const bool rows =
          shape.block.x % 32 == 0 || shape.block.y * shape.block.z == 1;
      if (loops && row->second.warps && (configured_warp_size != 32 || !rows)) {
        loops = nullptr;
        reason = rows ? "it is compiled for warps of 32 lanes"
                      : "the rows of the block are no whole warps";
      }
    }
  }
  if (Report *lines = report()) {
    std::lock_guard<std::mutex> lock(lines->mutex);
    lines->lines[subject(call)] =
        loops ? "compiled" : std::string("fibers: ") + reason;
  }
  return loops;
}

} // namespace cw::cpu

/// Tells vector functions to compute each element by the scalar function.
extern "C" {
char cw_exact_math = 0;
}
cw::cpu::ExactMath::ExactMath() { cw_exact_math = 1; }
cw::cpu::ExactMath::~ExactMath() { cw_exact_math = 0; }

/// Called before main by programs that the kernel compiler made.
extern "C" void cw_register_block_loops(const void *rows, unsigned count) {
  using namespace cw::cpu;
  Table &t = table();
  std::unique_lock<std::shared_mutex> lock(t.mutex);
  for (unsigned i = 0; i < count; ++i) {
    const Row &row = static_cast<const Row *>(rows)[i];
    Row &known = t.rows[row.kernel];
    if (!known.loops)
      known = row;
  }
}
