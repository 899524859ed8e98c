// The names of verdicts, efforts and extensions.
//
// SPDX-License-Identifier: Apache-2.0
#include "rules/Rule.h"
#include "llvm/ADT/StringSwitch.h"

namespace causeway {

using llvm::StringRef;

StringRef toString(Verdict V) {
  switch (V) {
  case Verdict::Mapped:
    return "mapped";
  case Verdict::MappedReview:
    return "mapped-review";
  case Verdict::Unsupported:
    return "unsupported";
  case Verdict::Unknown:
    return "unknown";
  }
  return "";
}

StringRef toString(Effort E) {
  switch (E) {
  case Effort::Auto:
    return "auto";
  case Effort::Review:
    return "review";
  case Effort::Manual:
    return "manual";
  case Effort::Blocked:
    return "blocked";
  }
  return "";
}

std::optional<Effort> effortOf(StringRef Text) {
  return llvm::StringSwitch<std::optional<Effort>>(Text)
      .Case("auto", Effort::Auto)
      .Case("review", Effort::Review)
      .Case("manual", Effort::Manual)
      .Case("blocked", Effort::Blocked)
      .Default(std::nullopt);
}

static constexpr Extension Extensions[] = {
    {"warp", "Warp operations"},
    {"coop", "Cooperative groups and launches"},
    {"half", "Half precision"},
    {"bf16", "bfloat16"},
    {"fp8", "8-bit floating point"},
    {"fp6", "6-bit floating point"},
    {"fp4", "4-bit floating point"},
    {"fp64", "Double precision"},
    {"atomic64", "Atomics on 64 bits"},
    {"matrix", "Matrix units"},
    {"async_copy", "Barrier objects, pipelines, copies in the background"},
    {"texture", "Textures and surfaces"},
    {"graph", "Graphs and stream capture"},
    {"graph_nodes", "Graph nodes of every kind"},
    {"managed", "Memory that host and device share"},
    {"peer", "Memory of other devices"},
    {"mempool", "Stream-ordered memory"},
    {"vmm", "Virtual memory management"},
    {"library", "Modules loaded for all devices"},
    {"module", "Kernels loaded while the program runs"},
    {"ipc", "Memory and events that processes share"},
    {"rtc", "Compilation at run time"},
    {"whole_runtime", "The rarer parts of the runtime"},
    {"blas", "Dense linear algebra library"},
    {"fft", "Fourier transform library"},
    {"rand", "Random number library"},
    {"sparse", "Sparse matrix library"},
    {"solver", "Solver library"},
    {"dnn", "Deep learning library"},
    {"ccl", "Communication library"}};

llvm::ArrayRef<Extension> extensions() { return Extensions; }

} // namespace causeway
