#!/bin/sh
# Tests cwc++ from outside. Usage: driver.sh CWC++ CASE
# SPDX-License-Identifier: Apache-2.0
set -eu
driver=$1 case=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
  printf 'driver.sh: %s: %s\n' "$case" "$*" >&2
  exit 1
}

cat >kernel.cpp <<'TEXT'
#include <cw/runtime.h>
extern "C" int doubled(int);
CW_KERNEL void twice(int *x) { *x *= 2; }
int doubled(int n) {
  int *x;
  cwMalloc(&x, sizeof *x);
  cwMemcpy(x, &n, sizeof n, cwMemcpyHostToDevice);
  cw::launch(twice, 1, 1)(x);
  cwMemcpy(&n, x, sizeof n, cwMemcpyDeviceToHost);
  cwFree(x);
  return n;
}
TEXT
# Only C: `new` is a name.
cat >host.c <<'TEXT'
#include <cw/runtime.h>
int doubled(int);
int main(void) { int new = 21; return doubled(new) == 42 ? 0 : 1; }
TEXT

case $case in
c_and_cpp_in_one_command)
  "$driver" -O1 host.c kernel.cpp -o app
  ./app || fail "the program's answer is wrong"
  ;;
objects_are_linked)
  "$driver" -std=c++17 -c host.c -o host.o
  "$driver" -c kernel.cpp
  "$driver" host.o kernel.o -o app
  ./app || fail "the program's answer is wrong"
  ;;
libs_serve_a_c_linker)
  cc $("$driver" --cflags) -c host.c
  "$driver" -c kernel.cpp
  cc host.o kernel.o -o app $("$driver" --libs)
  ./app || fail "the program's answer is wrong"
  ;;
a_module_is_a_shared_object)
  printf '#include <cw/runtime.h>\nCW_KERNEL void k(int *x) { *x = 1; }\nCW_EXPORT_KERNEL(k)\n' >module.cpp
  "$driver" --module module.cpp -o module.bin
  nm -D module.bin | grep -q . || fail "it exports nothing"
  ;;
device_link_gives_an_empty_object)
  "$driver" -c kernel.cpp
  "$driver" --device-link kernel.o -o link.o
  "$driver" host.c kernel.o link.o -o app
  ./app || fail "the program's answer is wrong"
  ;;
an_older_standard_is_raised)
  for standard in c++98 c++0x c++11 gnu++14 c++1z; do
    "$driver" -std=$standard -fsyntax-only kernel.cpp || fail "-std=$standard"
  done
  case $("$driver" --show -std=c++20 -c kernel.cpp) in
  *-std=c++20*) ;;
  *) fail "a newer standard is kept" ;;
  esac
  ;;
what_nvcc_is_told_of_its_host_compiler_is_taken)
  for words in '-ccbin -c kernel.cpp' '-ccbin g++ -c kernel.cpp' '-ccbin=g++ -c kernel.cpp' '-c kernel.cpp -ccbin'; do
    # shellcheck disable=SC2086
    case $("$driver" --show $words) in *ccbin* | *' g++'*) fail "$words" ;; esac
  done
  case $("$driver" --show -Xcompiler '-Wall -O1' -Xcompiler=-g,-Wextra -c kernel.cpp) in
  *"-Wall -O1 -g -Wextra"*) ;;
  *) fail "-Xcompiler passes its words on" ;;
  esac
  [ "$("$driver" .c -ccbin -Xcompiler '-dumpfullversion -dumpversion')" = "$(c++ -dumpfullversion)" ] ||
    fail "a question for the version is answered"
  ;;
an_architecture_chooses_the_level)
  printf '#include <cw/runtime.h>\nstatic_assert(CW_ARCH_LEVEL == EXPECTED, "");\n' >level.cpp
  "$driver" -fsyntax-only -DEXPECTED=800 level.cpp
  "$driver" -fsyntax-only -DEXPECTED=900 -gencode arch=compute_70,code=sm_70 -arch=sm_90 level.cpp
  CW_ARCH_LEVEL=1000 "$driver" -fsyntax-only -DEXPECTED=1000 level.cpp
  case $(CW_BACKEND=cuda CW_ARCH_LEVEL=900 "$driver" --show -c level.cpp) in
  *-arch=sm_90*) ;;
  *) fail "cuda is told too" ;;
  esac
  ;;
relocatable_device_code_is_asked_of_the_backend)
  for words in '-rdc=true' '-rdc true' '--relocatable-device-code=true'; do
    # shellcheck disable=SC2086
    "$driver" $words host.c kernel.cpp -o app || fail "cpu: $words"
    # shellcheck disable=SC2086
    case $(CW_BACKEND=cuda "$driver" --show $words -c kernel.cpp) in *' -rdc=true'*) ;; *) fail "cuda: $words" ;; esac
    # shellcheck disable=SC2086
    case $(CW_BACKEND=hip "$driver" --show $words -c kernel.cpp) in *' -fgpu-rdc'*) ;; *) fail "hip: $words" ;; esac
  done
  case $(CW_BACKEND=cuda "$driver" --show -rdc=true -arch=sm_90 -c host.c; CW_BACKEND=cuda "$driver" --show -rdc=false -c kernel.cpp) in
  *-rdc* | *-arch*) fail "where there is no device code, or it isn't wanted" ;;
  esac
  ;;
host_options_reach_nvcc_wrapped)
  printed=$(CW_BACKEND=cuda "$driver" --show -O2 -fopenmp -Wall -c kernel.cpp)
  case $printed in
  *nvcc*"-x cu"*"-O2 -Xcompiler -fopenmp -Xcompiler -Wall"*) ;;
  *) fail "$printed" ;;
  esac
  printed=$(CW_BACKEND=cuda "$driver" --show --module kernel.cpp -o kernel.fatbin)
  case $printed in *-Xcompiler*) fail "nvcc's own option is wrapped: $printed" ;; esac
  ;;
c_sources_find_the_headers_beside_nvcc)
  mkdir -p sdk/bin sdk/include
  touch sdk/include/cuda_runtime.h
  printf '#!/bin/sh\n' >sdk/bin/nvcc
  chmod +x sdk/bin/nvcc
  printed=$(CW_BACKEND=cuda NVCC="$PWD/sdk/bin/nvcc -arch=native" "$driver" --show -c host.c)
  case $printed in
  cc*"-I$PWD/sdk/include"*) ;;
  *) fail "$printed" ;;
  esac
  ;;
the_driver_as_cxx_does_not_call_itself)
  CXX=$driver CC=$driver "$driver" host.c kernel.cpp -o app
  ./app || fail "the program's answer is wrong"
  ;;
an_unknown_backend_is_an_error)
  if message=$(CW_BACKEND=tpu "$driver" -c kernel.cpp 2>&1); then fail "it succeeds"; fi
  case $message in *"'tpu'"*"one of "*cpu*) ;; *) fail "$message" ;; esac
  ;;
a_missing_compiler_is_told_with_what_brings_it)
  if CXX=no-such-cxx "$driver" -c kernel.cpp 2>said; then fail "it passed"; fi
  grep -q "'no-such-cxx' was not found: install g++" said || fail "$(cat said)"
  if CW_BACKEND=hip HIPCC=no-such-hipcc "$driver" -c kernel.cpp 2>said; then fail "it passed"; fi
  grep -q "'no-such-hipcc' was not found: install hipcc" said || fail "$(cat said)"
  ;;
a_failing_compiler_is_an_error)
  echo 'int f( {' >broken.c
  if "$driver" broken.c kernel.cpp -o app 2>/dev/null; then fail "it succeeds"; fi
  ;;
shared_variables_of_files_leave_room_for_threads)
  # More than the default stack of a thread holds.
  cat >tables.cpp <<'TEXT'
#include <cstdio>
#include <cw/runtime.h>
CW_SHARED int table[5 << 20];
CW_KERNEL void k(int *out) {
  table[cw::thread_idx().x] = int(cw::thread_idx().x);
  cw::barrier();
  out[cw::block_idx().x * 32 + cw::thread_idx().x] = table[31 - cw::thread_idx().x];
}
int main() {
  int *out, sum = 0;
  void *args[] = {&out};
  cwStream_t stream;
  cwStreamCreate(&stream);
  cwMallocManaged(&out, 64 * 32 * sizeof(int));
  cw::launch(k, 64, 32)(out);
  cw::launch(k, 64, 32, 0, stream)(out);
  cwDeviceSynchronize();
  cwLaunchCooperativeKernel(cw::kernel_address(k), 8, 32, args, 0, nullptr);
  if (cwDeviceSynchronize() != cwSuccess)
    return 1;
  for (int i = 0; i < 64 * 32; ++i)
    sum += out[i] == 31 - i % 32;
  std::printf("%d\n", sum);
}
TEXT
  "$driver" -O1 tables.cpp -o app
  [ "$(CW_WORKERS=4 ./app)" = 2048 ] || fail "the program's answer is wrong"
  ;;
*) fail "no such case" ;;
esac
