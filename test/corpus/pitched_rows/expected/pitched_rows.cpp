// Works on a pitched 2D allocation: 2D copies in, out and between two of them.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>

#include <cstdio>
#include <cstdlib>
#include <vector>

static void check(cwError_t error, const char *what) {
  if (error == cwSuccess)
    return;
  fprintf(stderr, "%s: %s\n", what, cwGetErrorString(error));
  exit(1);
}

CW_KERNEL void scaleRows(short *data, size_t pitch, int width, int height) {
  int x = cw::block_idx().x * cw::block_dim().x + cw::thread_idx().x;
  int y = cw::block_idx().y * cw::block_dim().y + cw::thread_idx().y;
  if (x >= width || y >= height)
    return;
  short *row = (short *)((char *)data + y * pitch);
  row[x] = (short)(row[x] * (y + 1));
}

int main() {
  const int width = 37, height = 11;
  const size_t rowBytes = width * sizeof(short);
  std::vector<short> in(width * height), out(width * height, -1);
  for (int i = 0; i < width * height; ++i)
    in[i] = (short)(i % 97);

  short *first = nullptr, *second = nullptr;
  size_t firstPitch = 0, secondPitch = 0;
  check(cwMallocPitch(&first, &firstPitch, rowBytes, height), "first");
  check(cwMallocPitch(&second, &secondPitch, rowBytes, height), "second");
  printf("a row fits its pitch: %d\n", firstPitch >= rowBytes);

  check(cwMemset2D(second, secondPitch, 0, rowBytes, height), "clear");
  check(cwMemcpy2D(first, firstPitch, in.data(), rowBytes, rowBytes, height,
                     cwMemcpyHostToDevice),
        "in");
  cw::dim3 block(16, 4);
  cw::dim3 grid((width + block.x - 1) / block.x, (height + block.y - 1) / block.y);
  cw::launch<scaleRows>(grid, block)(first, firstPitch, width, height);
  check(cwGetLastError(), "launch");

  // All rows but the last: the second one keeps its zeros there.
  check(cwMemcpy2D(second, secondPitch, first, firstPitch, rowBytes,
                     height - 1, cwMemcpyDeviceToDevice),
        "across");
  check(cwMemcpy2D(out.data(), rowBytes, second, secondPitch, rowBytes,
                     height, cwMemcpyDeviceToHost),
        "out");

  int wrong = 0, sum = 0;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      int i = y * width + x;
      short expected = y == height - 1 ? 0 : (short)(in[i] * (y + 1));
      wrong += out[i] != expected;
      sum += out[i];
    }
  printf("wrong: %d, sum %s zero\n", wrong, sum ? "is not" : "is");
  check(cwFree(first), "free");
  check(cwFree(second), "free");
  return wrong != 0;
}
