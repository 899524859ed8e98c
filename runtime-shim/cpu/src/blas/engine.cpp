// SPDX-License-Identifier: Apache-2.0
#include "engine.h"

#include <cstdio>
#include <dlfcn.h>
#include <initializer_list>

namespace cw::cpu::blas {
namespace {

struct Engine {
  Engine() {
    for (const char *name : {"libopenblas.so.0", "libopenblas.so"})
      if ((library = dlopen(name, RTLD_NOW | RTLD_LOCAL)))
        break;
    if (!library) {
      std::fprintf(stderr,
                   "causeway: linear algebra on the cpu backend needs OpenBLAS,"
                   " which was not found (%s); install it (Debian's package is"
                   " libopenblas0), or set LD_LIBRARY_PATH to where it is\n",
                   dlerror());
      return;
    }
#define CW_FIND(P, ROUTINE, FIELD) find(P.FIELD, "cblas_" ROUTINE)
#define CW_FIND_ALL(S, P)                                                      \
  CW_FIND(S, P "axpy", axpy);                                                  \
  CW_FIND(S, P "copy", copy);                                                  \
  CW_FIND(S, P "swap", swap);                                                  \
  CW_FIND(S, P "scal", scal);                                                  \
  CW_FIND(S, P "dot", dot);                                                    \
  CW_FIND(S, P "nrm2", nrm2);                                                  \
  CW_FIND(S, P "asum", asum);                                                  \
  CW_FIND(S, "i" P "amax", iamax);                                             \
  CW_FIND(S, P "gemv", gemv);                                                  \
  CW_FIND(S, P "ger", ger);                                                    \
  CW_FIND(S, P "gemm", gemm)
    CW_FIND_ALL(single, "s");
    CW_FIND_ALL(real, "d");
#undef CW_FIND_ALL
#undef CW_FIND
  }

  template <class F> void find(F *&function, const char *name) {
    function = reinterpret_cast<F *>(dlsym(library, name));
    if (!function && whole) {
      std::fprintf(stderr,
                   "causeway: OpenBLAS has no %s; install a newer one\n", name);
      whole = false;
    }
  }

  void *library = nullptr;
  bool whole = true;
  Routines<float> single{};
  Routines<double> real{};
};

const Engine &engine() {
  static const Engine loaded;
  return loaded;
}

} // namespace

bool available() { return engine().library && engine().whole; }
template <> const Routines<float> &routines() { return engine().single; }
template <> const Routines<double> &routines() { return engine().real; }

} // namespace cw::cpu::blas
