// The Mandelbrot set in fixed-point numbers, drawn with characters.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>

constexpr int kWidth = 60, kHeight = 20, kLimit = 50;
constexpr int kBits = 20; // binary places

CW_HOST CW_DEVICE int escape(int px, int py) {
  long long cr = ((long long)px * 3 << kBits) / kWidth - (9LL << kBits) / 4;
  long long ci = ((long long)py * 2 << kBits) / kHeight - (1LL << kBits);
  long long zr = 0, zi = 0;
  for (int i = 0; i < kLimit; ++i) {
    long long rr = zr * zr / (1 << kBits), ii = zi * zi / (1 << kBits);
    if (rr + ii > 4LL << kBits)
      return i;
    zi = 2 * zr * zi / (1 << kBits) + ci;
    zr = rr - ii + cr;
  }
  return kLimit;
}

CW_KERNEL void draw(unsigned char *image, size_t pitch) {
  const int x = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  const int y = cw::block_idx().y * cw::block_dim().y + cw::thread_idx().y;
  if (x < kWidth && y < kHeight)
    image[y * pitch + x] = (unsigned char)escape(x, y);
}

int main() {
  unsigned char *image, host[kHeight][kWidth];
  size_t pitch;
  cwMallocPitch((void **)&image, &pitch, kWidth, kHeight);
  cw::dim3 block(16, 8), grid;
  grid.x = (kWidth + block.x - 1) / block.x;
  grid.y = (kHeight + block.y - 1) / block.y;
  cw::launch<draw>(grid, block)(image, pitch);
  cwMemcpy2D(host, kWidth, image, pitch, kWidth, kHeight,
               cwMemcpyDeviceToHost);
  cwFree(image);

  int wrong = 0;
  for (int y = 0; y < kHeight; ++y) {
    char line[kWidth + 1] = {};
    for (int x = 0; x < kWidth; ++x) {
      int steps = host[y][x];
      wrong += steps != escape(x, y);
      line[x] = steps == kLimit ? '#' : steps > 8 ? '+' : steps > 4 ? '-' : '.';
    }
    printf("%s\n", line);
  }
  printf("wrong: %d\n", wrong);
  return wrong != 0;
}
