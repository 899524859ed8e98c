// Arithmetic on sizes that callers give, of which any may be too large.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace cw::cpu {

/// A number of bytes that knows whether it, and all it was computed from, fits
/// a std::size_t. Once one does not, nothing computed from it does.
class CheckedSize {
public:
  CheckedSize(std::size_t value) : value_(value) {}
  bool fits() const { return fits_; }
  /// Only meaningful when it fits.
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
  /// Up to the next multiple.
  CheckedSize rounded_to(std::size_t unit) const {
    CheckedSize up = *this + (unit - 1);
    up.value_ -= up.value_ % unit;
    return up;
  }

private:
  std::size_t value_;
  bool fits_ = true;
};

/// The bytes from the first to the last one of a box of rows and slices; 0 for
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
