// Common code of the cpu backend's tests: checked calls, device buffers.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <gtest/gtest.h>

#include <cw/runtime.h>

#define EXPECT_OK(call) EXPECT_EQ((call), cwSuccess)
#define ASSERT_OK(call) ASSERT_EQ((call), cwSuccess)

/// Device memory for n values, freed at the end of the scope.
template <class T> class Buffer {
public:
  explicit Buffer(std::size_t n) : n_(n) {
    EXPECT_EQ(cwMalloc(&data_, n * sizeof(T)), cwSuccess);
    EXPECT_EQ(cwMemset(data_, 0, n * sizeof(T)), cwSuccess);
  }
  explicit Buffer(const std::vector<T> &values) : Buffer(values.size()) {
    EXPECT_EQ(
        cwMemcpy(data_, values.data(), n_ * sizeof(T), cwMemcpyHostToDevice),
        cwSuccess);
  }
  Buffer(const Buffer &) = delete;
  ~Buffer() { cwFree(data_); }
  operator T *() { return data_; }
  /// The values once everything in the default stream is done.
  std::vector<T> read() {
    std::vector<T> values(n_);
    EXPECT_EQ(
        cwMemcpy(values.data(), data_, n_ * sizeof(T), cwMemcpyDeviceToHost),
        cwSuccess);
    return values;
  }

private:
  T *data_ = nullptr;
  std::size_t n_;
};

/// Every test starts on a working device without a stored error.
class Runtime : public ::testing::Test {
protected:
  void SetUp() override {
    cwSetDevice(0);
    cwGetLastError();
    ASSERT_EQ(cwPeekAtLastError(), cwSuccess);
  }
  void TearDown() override {
    EXPECT_EQ(cwGetLastError(), cwSuccess) << "left behind by the test";
  }
};
