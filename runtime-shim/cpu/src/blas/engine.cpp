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
#define CW_BLAS_FIND_SINGLE(NAME, FUNCTION) find(single.NAME, #FUNCTION);
#define CW_BLAS_FIND_REAL(NAME, FUNCTION) find(real.NAME, #FUNCTION);
    CW_BLAS_ENGINE(CW_BLAS_FIND_SINGLE, s)
    CW_BLAS_ENGINE(CW_BLAS_FIND_REAL, d)
#undef CW_BLAS_FIND_REAL
#undef CW_BLAS_FIND_SINGLE
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
