// SPDX-License-Identifier: Apache-2.0
// What the OpenCL versions share: PoCL's device, buffers, and launches that
// read as CUDA's do. An error ends the program, a missing PoCL with status 77.
// Each version is its CUDA kernel, with the same blocks and tiles. PoCL has no
// sub-groups on CPUs before version 4, so a shuffle stores to local memory and
// loads what another lane has stored.
#pragma once
#define CL_TARGET_OPENCL_VERSION 120
#include "../bench.h"
#include <CL/cl.h>
#include <cstring>
class OpenCl {
public:
  struct Size {
    int x, y = 1;
  };
  explicit OpenCl(const char *source = "") {
    std::vector<cl_platform_id> platforms(16);
    cl_uint count = 0;
    clGetPlatformIDs(cl_uint(platforms.size()), platforms.data(),
                     &count); // an error: there is none
    platforms.resize(std::min<std::size_t>(count, platforms.size()));
    for (cl_platform_id platform : platforms) {
      char name[256] = "";
      clGetPlatformInfo(platform, CL_PLATFORM_NAME, sizeof name - 1, name,
                        nullptr);
      if (std::strcmp(name, "Portable Computing Language") == 0)
        clGetDeviceIDs(platform, CL_DEVICE_TYPE_CPU, 1, &device_, nullptr);
    }
    if (!device_) {
      std::fprintf(stderr, "OpenCL: PoCL has no CPU device here\n");
      std::exit(77);
    }
    cl_int error;
    context_ = clCreateContext(nullptr, 1, &device_, nullptr, nullptr, &error);
    check(error, "clCreateContext");
    queue_ = queue();
    program_ = clCreateProgramWithSource(context_, 1, &source, nullptr, &error);
    check(error, "clCreateProgramWithSource");
    if (clBuildProgram(program_, 1, &device_, "", nullptr, nullptr) !=
        CL_SUCCESS) {
      char log[4096] = "";
      clGetProgramBuildInfo(program_, device_, CL_PROGRAM_BUILD_LOG,
                            sizeof log - 1, log, nullptr);
      fail(log, CL_BUILD_PROGRAM_FAILURE);
    }
  }
  cl_command_queue queue() {
    cl_int error;
    cl_command_queue made = clCreateCommandQueue(context_, device_, 0, &error);
    check(error, "clCreateCommandQueue");
    return made;
  }
  cl_kernel kernel(const char *name) {
    cl_int error;
    cl_kernel made = clCreateKernel(program_, name, &error);
    check(error, name);
    return made;
  }
  cl_mem buffer(std::size_t bytes) {
    cl_int error;
    cl_mem made =
        clCreateBuffer(context_, CL_MEM_READ_WRITE, bytes, nullptr, &error);
    check(error, "clCreateBuffer");
    return made;
  }
  template <class T> cl_mem buffer(const std::vector<T> &v) {
    cl_mem made = buffer(v.size() * sizeof(T));
    write(made, v.data(), v.size() * sizeof(T));
    return made;
  }
  void write(cl_mem to, const void *from, std::size_t bytes) {
    check(clEnqueueWriteBuffer(queue_, to, CL_TRUE, 0, bytes, from, 0, nullptr,
                               nullptr),
          "clEnqueueWriteBuffer");
  }
  void read(void *to, cl_mem from, std::size_t bytes) {
    check(clEnqueueReadBuffer(queue_, from, CL_TRUE, 0, bytes, to, 0, nullptr,
                              nullptr),
          "clEnqueueReadBuffer");
  }
  void copy(cl_mem to, cl_mem from, std::size_t bytes) {
    check(
        clEnqueueCopyBuffer(queue_, from, to, 0, 0, bytes, 0, nullptr, nullptr),
        "clEnqueueCopyBuffer");
  }
  void fill(cl_mem to, unsigned char byte, std::size_t bytes) {
    check(clEnqueueFillBuffer(queue_, to, &byte, 1, 0, bytes, 0, nullptr,
                              nullptr),
          "clEnqueueFillBuffer");
  }
  // Like kernel<<<grid, block, 0, queue>>>(arguments...).
  template <class... A>
  void launch_in(cl_command_queue queue, cl_kernel kernel, Size grid,
                 Size block, const A &...arguments) {
    cl_uint index = 0;
    (check(clSetKernelArg(kernel, index++, sizeof(A), &arguments),
           "clSetKernelArg"),
     ...);
    const std::size_t global[] = {std::size_t(grid.x) * block.x,
                                  std::size_t(grid.y) * block.y},
                      local[] = {std::size_t(block.x), std::size_t(block.y)};
    check(clEnqueueNDRangeKernel(queue, kernel, 2, nullptr, global, local, 0,
                                 nullptr, nullptr),
          "clEnqueueNDRangeKernel");
  }
  template <class... A>
  void launch(cl_kernel kernel, Size grid, Size block, const A &...arguments) {
    launch_in(queue_, kernel, grid, block, arguments...);
  }
  void finish() { check(clFinish(queue_), "clFinish"); }
  static void check(cl_int error, const char *what) {
    if (error != CL_SUCCESS)
      fail(what, error);
  }

private:
  [[noreturn]] static void fail(const char *what, cl_int error) {
    std::fprintf(stderr, "OpenCL: %s (%d)\n", what, error);
    std::exit(1);
  }
  cl_device_id device_ = nullptr;
  cl_context context_;
  cl_command_queue queue_;
  cl_program program_;
};
