// Uses every part of the shim's naming convention once, as a migrated program
// would; that it compiles is the test.
// SPDX-License-Identifier: Apache-2.0
#include <cw/complex.h>
#include <cw/coop.h>
#include <cw/half.h>
#include <cw/profiler.h>
#include <cw/runtime.h>
#include <cw/texture.h>

#include <type_traits>

#if !defined(CW_BACKEND_CPU) && !defined(CW_BACKEND_CUDA) &&                   \
    !defined(CW_BACKEND_HIP)
#error "a backend says which it is"
#endif
#ifndef CW_KERNEL_LANGUAGE
#error "kernels can be compiled here"
#endif

static_assert(
    std::is_same_v<decltype(cw::make_float4(1, 2, 3, 4)), cw::float4>);
static_assert(sizeof(cw::float3) == 12 && alignof(cw::float3) == 4);
static_assert(sizeof(cw::float4) == 16 && alignof(cw::float4) == 16);
static_assert(sizeof(cw::uchar4) == 4 && alignof(cw::uchar4) == 4);
static_assert(sizeof(cw::double2) == 16 && alignof(cw::double2) == 16);
static_assert(sizeof(cw::short3) == 6 && sizeof(cw::longlong2) == 16);
static_assert(sizeof(cw_int2) == sizeof(cw::int2));

CW_CONSTANT int constant[4];
CW_DEVICE int variable;
CW_DEVICE CW_MANAGED int managed;
struct CW_ALIGN(32) Aligned {
  char c;
};
static_assert(alignof(Aligned) == 32);

CW_HOST CW_DEVICE CW_FORCEINLINE int both(int x) {
#ifdef CW_DEVICE_ARCH
  return x + CW_DEVICE_ARCH;
#else
  return x;
#endif
}
CW_DEVICE CW_NOINLINE int apart(int x) { return x + 1; }

CW_KERNEL void CW_LAUNCH_BOUNDS(128) places(unsigned *out) {
  cw::uint3 thread = cw::thread_idx(), block = cw::block_idx();
  cw::dim3 size = cw::block_dim(), grid = cw::grid_dim();
  int lanes = cw::warp_size();
  out[0] = thread.x + block.y + size.z + grid.x + lanes + both(apart(1));
  out[1] = cw::min(cw::thread_idx().x, 3u) + cw::max(cw::block_dim().y, 4u);
}

CW_KERNEL void CW_LAUNCH_BOUNDS(128, 2) blocks(int *out, int n) {
  CW_SHARED int fixed[8];
  CW_STATIC_SHARED(table, CW_ALIGN(16) int table[2][4]);
  CW_DYNAMIC_SHARED(int, dynamic);
  fixed[n & 7] = table[n & 1][0] = dynamic[n] =
      constant[n & 3] + variable + managed;
  cw::barrier();
  out[0] = table[0][n & 3] + cw::barrier_count(n) + cw::barrier_and(n) +
           cw::barrier_or(n);
  cw::fence_block();
  cw::fence_device();
  cw::fence_system();
  out[1] = fixed[1] + dynamic[1];
  if (n < 0)
    cw::trap();
  out[2] = (int)cw::clock64();
}

CW_KERNEL void warps(int *i, float *f, double *d, unsigned *out) {
  cw::lane_mask every = 0xffffffff;
  unsigned lane = cw::thread_idx().x % cw::warp_size();
  i[0] = cw::shfl(0xffffffff, i[1], 0) + cw::shfl_up(every, i[2], 1);
  f[0] = cw::shfl_down(every, f[1], 1) + cw::shfl_xor(0xffffffffu, f[2], 1, 16);
  d[0] = cw::shfl(every, d[1], 3, 8);
  unsigned low = cw::ballot(every, lane < 3);
  unsigned long long wide = cw::ballot(every, lane < 3);
  cw::lane_mask active = cw::active_mask();
  out[0] = low + (unsigned)wide + cw::any(active, lane) + cw::all(every, lane);
  cw::sync_warp();
  cw::sync_warp(every);
  int same;
  out[1] = cw::match_any(every, i[3]);
  out[2] = cw::match_all(every, i[4], &same);
  out[3] = cw::reduce_add(every, out[4]) + cw::reduce_min(every, out[4]) +
           cw::reduce_max(every, out[4]) + cw::reduce_and(every, out[4]) +
           cw::reduce_or(every, out[4]) + cw::reduce_xor(every, out[4]);
  i[5] = cw::reduce_min(every, i[6]);
  i[7] = cw::unsynced::shfl(i[8], 0) + cw::unsynced::shfl_down(i[8], 1) +
         cw::unsynced::shfl_up(i[8], 1) + cw::unsynced::shfl_xor(i[8], 1, 8) +
         cw::unsynced::any(i[9]) + cw::unsynced::all(i[9]);
  out[5] = cw::unsynced::ballot(i[9]);
}

CW_KERNEL void atomics(int *i, unsigned *u, unsigned long long *l, float *f,
                       double *d) {
  i[1] = cw::atomic_add(i, 1) + cw::atomic_sub(i, 2) + cw::atomic_exch(i, 3) +
         cw::atomic_min(i, 4) + cw::atomic_max(i, 5) + cw::atomic_and(i, 6) +
         cw::atomic_or(i, 7) + cw::atomic_xor(i, 8) + cw::atomic_cas(i, 9, 10);
  u[1] = cw::atomic_inc(u, 11) + cw::atomic_dec(u, 12) + cw::atomic_add(u, 1);
  l[1] = cw::atomic_add(l, 13) + cw::atomic_cas(l, 14, 15) +
         cw::atomic_max(l, 16) + cw::atomic_exch(l, 17);
  f[1] = cw::atomic_add(f, 1) + cw::atomic_exch(f, 2);
  d[1] = cw::atomic_add(d, 3);
  i[2] = cw::atomic_add_block(i, 1) + cw::atomic_max_block(i, 2) +
         cw::atomic_cas_block(i, 3, 4);
  i[3] = cw::atomic_add_system(i, 5) + cw::atomic_cas_system(i, 6, 7) +
         cw::atomic_exch_system(i, 8);
}

CW_KERNEL void intrinsics(unsigned *u, int *i, unsigned long long *l, float *f,
                          double *d) {
  u[0] = cw::popc(u[1]) + cw::popcll(l[1]) + cw::clz(i[1]) + cw::clzll(l[2]) +
         cw::ffs(i[2]) + cw::ffsll(l[3]) + cw::brev(u[2]);
  l[0] = cw::brevll(l[4]) + cw::umul64hi(l[5], l[6]) + cw::mul64hi(l[7], l[8]);
  u[3] = cw::byte_perm(u[4], u[5], 0x3210) + cw::umulhi(u[6], u[7]) +
         cw::umul24(u[8], u[9]) + cw::usad(u[1], u[2], u[3]);
  i[3] = cw::mulhi(i[4], i[5]) + cw::mul24(i[6], i[7]) + cw::hadd(i[1], i[2]) +
         cw::rhadd(i[1], i[2]) + cw::sad(i[1], i[2], u[1]);
  u[10] = cw::funnelshift_l(u[1], u[2], 3) + cw::funnelshift_r(u[1], u[2], 3);
  f[0] = cw::fmul_rn(f[1], f[2]) + cw::fadd_rn(f[3], f[4]) +
         cw::fmaf_rn(f[1], f[2], f[3]) + cw::fdividef(f[5], f[6]);
  f[1] = cw::fast_expf(f[2]) + cw::fast_logf(f[3]) + cw::fast_log2f(f[1]) +
         cw::fast_log10f(f[1]) + cw::fast_sinf(f[4]) + cw::fast_cosf(f[5]) +
         cw::fast_tanf(f[1]) + cw::fast_powf(f[6], f[7]) +
         cw::fast_exp10f(f[1]) + cw::fast_fdividef(f[8], f[9]);
  cw::fast_sincosf(f[1], &f[2], &f[3]);
  f[2] = cw::rsqrtf(f[3]) + cw::rcbrtf(f[4]) + cw::saturatef(f[5]) +
         cw::sinpif(f[6]) + cw::cospif(f[7]) + cw::norm3df(f[1], f[2], f[3]) +
         cw::erfinvf(f[8]) + cw::normcdff(f[9]) + cw::exp10f(f[1]);
  cw::sincosf(f[1], &f[2], &f[3]);
  cw::sincos(d[1], &d[2], &d[3]);
  d[0] = cw::dadd_rn(d[1], d[2]) + cw::dmul_rn(d[3], d[4]) + cw::rsqrt(d[5]) +
         cw::fma_rn(d[1], d[2], d[3]) + cw::longlong_as_double(l[9]) +
         cw::hiloint2double(i[8], i[9]);
  i[4] = cw::float2int_rn(f[10]) + cw::float_as_int(f[11]) +
         cw::double2hiint(d[6]) + cw::double2loint(d[6]) +
         (int)cw::double_as_longlong(d[1]);
  f[12] = cw::int_as_float(i[5]) + cw::int2float_rn(i[6]) + cw::ldg(&f[13]) +
          CW_PI_F;
  i[5] = cw::min(i[6], i[7]) + cw::max(i[8], i[9]);
}

CW_KERNEL void halves(cw::half *h, cw::half2 *h2, float *f) {
  h[0] = cw::hadd(cw::float2half(f[0]), cw::hmul(h[1], h[2]));
  h2[0] = cw::hfma2(h2[1], h2[2], cw::floats2half2_rn(f[1], f[2]));
  f[3] = cw::half2float(cw::low2half(h2[0])) + cw::high2float(h2[1]);
  h[3] = cw::hgt(h[1], h[2]) ? cw::hsqrt(h[1]) : cw::hexp(h[2]);
}

CW_KERNEL void groups(int *out) {
  namespace cg = cw::coop;
  cg::thread_block block = cg::this_thread_block();
  cg::thread_block_tile<16> tile = cg::tiled_partition<16>(block);
  out[block.thread_rank()] = tile.shfl_xor(out[tile.thread_rank()], 1);
  block.sync();
  cg::this_grid().sync();
}

CW_KERNEL void images(cwTextureObject_t t, cwSurfaceObject_t s, float *out) {
  out[0] = cw::tex2d<float>(t, 0.5f, 0.5f) + cw::tex1d_fetch<float>(t, 3) +
           cw::tex3d<float>(t, 0.5f, 0.5f, 0.5f) + cw::tex1d<float>(t, 0.5f);
  cw::surf2d_read(&out[1], s, 4, 0);
  cw::surf2d_write(out[1], s, 8, 0);
}

template <class T, class F> CW_KERNEL void transform(T *data, F f) {
  data[cw::thread_idx().x] = f(data[cw::thread_idx().x]);
}
template <class T>
CW_KERNEL void pointers(T *out, const float *in, int n, const char *text) {
  *out = in && text ? in[n] : n;
}
struct Twice {
  CW_DEVICE float operator()(float x) const { return 2 * x; }
};

void CW_CALLBACK done(void *) {}

#ifdef CW_BACKEND_CUDA
// CUDA 13's own struct has none of these any more.
int dropped(const cwDeviceProp &p) {
  return p.clockRate + p.memoryClockRate + p.deviceOverlap +
         p.kernelExecTimeoutEnabled + p.computeMode + p.maxTexture1DLinear +
         p.singleToDoublePrecisionPerfRatio + p.cooperativeMultiDeviceLaunch;
}
// Nor has it launches on several devices.
static_assert(cwDevAttrCooperativeMultiDeviceLaunch == 96 &&
              cwCooperativeLaunchMultiDeviceNoPreSync == 1 &&
              cwCooperativeLaunchMultiDeviceNoPostSync == 2 &&
              sizeof(cwLaunchParams) == 56);
#endif

cwError_t graphs(cwStream_t stream, cwGraph_t graph, cwGraphNode_t *node,
                 const cwMemcpy3DParms *copy) {
  cwGraphExec_t exec;
  cwStreamCaptureStatus status;
  const cwGraphNode_t *dependencies;
  size_t count;
  int value = 0;
  cwStreamGetCaptureInfo(stream, &status);
  cwStreamGetCaptureInfo(stream, &status, nullptr, &graph, &dependencies,
                         &count);
  cwGraphInstantiateWithFlags(&exec, graph);
  cwGraphExecMemcpyNodeSetParams(exec, *node, copy);
  cwGraphAddMemcpyNodeToSymbol(node, graph, nullptr, 0, variable, &value,
                               sizeof value, 0, cwMemcpyHostToDevice);
  cwGraphAddMemcpyNodeFromSymbol(node, graph, nullptr, 0, &value, variable,
                                 sizeof value, 0, cwMemcpyDeviceToHost);
  cwGraphMemcpyNodeSetParamsToSymbol(*node, variable, &value, sizeof value, 0,
                                     cwMemcpyHostToDevice);
  cwGraphMemcpyNodeSetParamsFromSymbol(*node, &value, variable, sizeof value, 0,
                                       cwMemcpyDeviceToHost);
  cwGraphExecMemcpyNodeSetParamsToSymbol(exec, *node, variable, &value,
                                         sizeof value, 0, cwMemcpyHostToDevice);
  return cwGraphExecMemcpyNodeSetParamsFromSymbol(
      exec, *node, &value, variable, sizeof value, 0, cwMemcpyDeviceToHost);
}

cwError_t host(cwStream_t stream, int *data, int n) {
  struct cwDeviceProp properties;
  cwGetDeviceProperties(&properties, 0);
  enum cwMemcpyKind kind = cwMemcpyHostToDevice;
  float *f, *pinned, *shared;
  cwMalloc(&f, n * sizeof(float));
  cwMallocHost(&pinned, n * sizeof(float));
  cwHostAlloc((void **)&pinned, 64, cwHostAllocMapped | cwHostAllocPortable);
  cwMallocManaged(&shared, n * sizeof(float));
  cwMemcpy(f, pinned, n * sizeof(float), kind);
  cwMemcpyAsync(f, pinned, 4, cwMemcpyDefault, stream);
  cwMemset(f, 0, n * sizeof(float));
  cwMemcpyToSymbol(constant, pinned, sizeof constant);
  cwMemcpyFromSymbol(pinned, variable, sizeof variable);
  cwMemcpyToSymbolAsync(constant, pinned, sizeof constant);
  cwMemcpyFromSymbolAsync(pinned, variable, sizeof variable, 0,
                          cwMemcpyDeviceToHost, stream);
  void *address;
  cwGetSymbolAddress(&address, variable);
  cwHostGetDevicePointer(&shared, pinned, 0);

  cw::launch(blocks, 1, 128, 64, stream)(data, n);
  cw::launch(transform<float, Twice>, cw::dim3(1, 2), cw::dim3(8, 8))(f,
                                                                      Twice());
  cw::launch(CW_DEDUCE(transform), 1, 32)(f, Twice());
#ifndef CW_BACKEND_HIP
  cw::launch(CW_DEDUCE(pointers), 1, 1)(f, NULL, 0, 0);
#endif
  void *args[] = {&data, &n};
  cwLaunchKernel((void *)cw::kernel_address(blocks), cw::dim3(1), cw::dim3(32),
                 args, 0, stream);
  cwLaunchKernel(blocks, cw::dim3(1), cw::dim3(32), args, 0, stream);
  void *group_args[] = {&data};
  cwLaunchCooperativeKernel((void *)cw::kernel_address(groups), cw::dim3(1),
                            cw::dim3(32), group_args, 0, stream);
  cwFuncSetAttribute(blocks, cwFuncAttributeMaxDynamicSharedMemorySize, 65536);
  cwFuncSetCacheConfig(blocks, cwFuncCachePreferL1);
  cwFuncAttributes attributes;
  cwFuncGetAttributes(&attributes, blocks);
  int active, grid, size;
  cwOccupancyMaxActiveBlocksPerMultiprocessor(&active, blocks, 128, 0);
  cwOccupancyMaxPotentialBlockSize(&grid, &size, blocks, 0, 0);
  cwDeviceGetAttribute(&active, cwDevAttrMultiProcessorCount, 0);
  cwLaunchHostFunc(stream, done, nullptr);

  cwEvent_t event;
  float milliseconds;
  cwEventCreate(&event);
  cwEventCreateWithFlags(&event, cwEventDisableTiming);
  cwEventRecord(event, stream);
  cwEventElapsedTime(&milliseconds, event, event);
  cwStreamWaitEvent(stream, event, 0);
  cwStreamWaitEvent(stream, event);
  cwEventCreate(&event, cwEventDisableTiming);
  cwExtent extent = make_cwExtent(1, 2, 3);
  cwPitchedPtr pitched;
  cwMalloc3D(&pitched, extent);
  cwChannelFormatDesc format = cwCreateChannelDesc<float>();
  cwArray_t array;
  cwMallocArray(&array, &format, 16, 16);
  cwMalloc3DArray(&array, &format, extent);
  cwProfilerStart();
  cwProfilerStop();
  cwFreeHost(pinned);
  cwFree(f);
  cwFloatComplex z =
      cwCmulf(make_cwFloatComplex(1, 2), cwConjf(cwFloatComplex{}));
  if (cwCrealf(z) > 0 && cwPeekAtLastError() != cwSuccess)
    return cwErrorInvalidValue;
  return CW_RUNTIME_VERSION > 0 ? cwDeviceSynchronize() : cwGetLastError();
}
