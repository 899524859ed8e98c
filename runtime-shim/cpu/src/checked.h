// Arithmetic on sizes from callers, any of which may be too large. The values
// own nothing.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace cw::cpu {

/// A number of bytes that records whether it, and all its inputs, fit into a
/// std::size_t. If one does not fit, no value computed from it fits.
class CheckedSize {
public:
  CheckedSize(std::size_t value) : value_(value) {}
  bool fits() const { return fits_; }
  /// Only valid if it fits.
  std::size_t value() const { return value_; }

  friend CheckedSize operator+(CheckedSize a, CheckedSize b) {
    CheckedSize sum(0);
    sum.fits_ = !__builtin_add_overflow(a.value_, b.value_, &sum.value_) &&
                a.fits_ && b.fits_;
    return sum;
  }
  friend CheckedSize operator*(CheckedSize a, CheckedSize b) {
    CheckedSize product(0);
    product.fits_ =
        !__builtin_mul_overflow(a.value_, b.value_, &product.value_) &&
        a.fits_ && b.fits_;
    return product;
  }
  /// Rounded up to the next multiple.
  CheckedSize rounded_to(std::size_t unit) const {
    CheckedSize up = *this + (unit - 1);
    up.value_ -= up.value_ % unit;
    return up;
  }

private:
  std::size_t value_;
  bool fits_ = true;
};

/// The bytes from the first to the last byte of a box of rows and slices; 0 for
/// an empty box.
inline CheckedSize box_span(CheckedSize width, std::size_t height,
                            std::size_t depth, CheckedSize pitch,
                            CheckedSize slice) {
  if ((width.fits() && !width.value()) || !height || !depth)
    return 0;
  CheckedSize span = width;
  if (height > 1)
    span = span + pitch * (height - 1);
  if (depth > 1)
    span = span + slice * (depth - 1);
  return span;
}

} // namespace cw::cpu
