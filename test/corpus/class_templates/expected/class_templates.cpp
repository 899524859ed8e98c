// Class templates that own device memory and launch kernels from their
// members, with kernels that are templates over the class's parameters.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>
#include <utility>
#include <vector>

template <typename T, int Width> struct Pack {
  T lane[Width];
};

template <typename T, int Width, typename F>
CW_KERNEL void transformKernel(Pack<T, Width> *data, int n, F f) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    for (int l = 0; l < Width; ++l)
      data[i].lane[l] = f(data[i].lane[l], l);
}

template <typename T> CW_KERNEL void iotaKernel(T *data, int n, T first) {
  int i = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  if (i < n)
    data[i] = first + T(i);
}

template <typename T> struct Axpy {
  T a;
  CW_HOST CW_DEVICE T operator()(T x, int lane) const { return a * x + lane; }
};

template <typename T, int Width> class DeviceArray {
public:
  using value_type = Pack<T, Width>;

  explicit DeviceArray(int size) : size_(size) {
    cwMalloc(&data_, size * sizeof(value_type));
  }
  DeviceArray(DeviceArray &&other)
      : data_(std::exchange(other.data_, nullptr)), size_(other.size_) {}
  ~DeviceArray() { cwFree(data_); }

  DeviceArray &iota(T first) {
    T *flat = reinterpret_cast<T *>(data_);
    cw::launch<iotaKernel<T>>(blocks(size_ * Width), kBlock)(flat, size_ * Width, first);
    return *this;
  }

  template <typename F> DeviceArray &transform(F f) {
    cw::launch<transformKernel<T, Width, F>>(blocks(size_), kBlock)(data_, size_, f);
    return *this;
  }

  std::vector<value_type> host() const {
    std::vector<value_type> result(size_);
    cwMemcpy(result.data(), data_, size_ * sizeof(value_type),
               cwMemcpyDeviceToHost);
    return result;
  }

private:
  static constexpr int kBlock = 32;
  static int blocks(int n) { return (n + kBlock - 1) / kBlock; }
  value_type *data_ = nullptr;
  int size_;
};

template <typename T, int Width> void test(const char *name) {
  const int n = 50;
  DeviceArray<T, Width> array(n);
  array.iota(T(2)).transform(Axpy<T>{T(3)});
  DeviceArray<T, Width> moved = std::move(array);
  auto result = moved.host();
  int wrong = 0;
  for (int i = 0; i < n; ++i)
    for (int l = 0; l < Width; ++l)
      wrong += result[i].lane[l] != T(3) * (T(2) + T(i * Width + l)) + T(l);
  printf("%s x %d: %d wrong, last %.1f\n", name, Width, wrong,
         (double)result[n - 1].lane[Width - 1]);
}

int main() {
  test<int, 1>("int");
  test<float, 4>("float");
  test<double, 2>("double");
  return 0;
}
