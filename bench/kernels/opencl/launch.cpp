// SPDX-License-Identifier: Apache-2.0
#include "opencl.h"
static const char *source = R"(
kernel void empty() {}
kernel void one(global int *p) { if (get_local_id(0) == 0) *p += 1; }
)";
int main() {
  OpenCl cl(source);
  const int k = sized(10000);
  cl_mem p = cl.buffer(4);
  cl.fill(p, 0, 4);
  cl.finish();
  cl_command_queue s = cl.queue(), t = cl.queue();
  cl_kernel empty = cl.kernel("empty"), one = cl.kernel("one");
  // OpenCL makes an event anew where CUDA records it again.
  auto record = [&] {
    cl_event e;
    OpenCl::check(clEnqueueMarkerWithWaitList(s, 0, nullptr, &e),
                  "clEnqueueMarkerWithWaitList");
    clFlush(s);
    return e;
  };
  bench(
      "launch_async_1x1",
      [&] {
        for (int i = 0; i < k; ++i)
          cl.launch_in(s, empty, {1}, {1});
        clFinish(s);
      },
      k);
  bench(
      "launch_sync_1x1",
      [&] {
        for (int i = 0; i < k; ++i) {
          cl.launch_in(s, empty, {1}, {1});
          clFinish(s);
        }
      },
      k);
  bench(
      "launch_sync_64x32",
      [&] {
        for (int i = 0; i < k; ++i) {
          cl.launch_in(s, one, {64}, {32}, p);
          clFinish(s);
        }
      },
      k);
  bench(
      "event_record_wait",
      [&] {
        for (int i = 0; i < k; ++i) {
          cl_event e = record();
          OpenCl::check(clEnqueueBarrierWithWaitList(t, 1, &e, nullptr),
                        "clEnqueueBarrierWithWaitList");
          clReleaseEvent(e);
        }
        clFinish(t);
      },
      k);
  bench(
      "event_record_sync",
      [&] {
        for (int i = 0; i < k; ++i) {
          cl_event e = record();
          clWaitForEvents(1, &e);
          clReleaseEvent(e);
        }
      },
      k);
}
