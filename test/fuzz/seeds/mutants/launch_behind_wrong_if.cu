int main() {
#ifndef __CUDACC__
  for  {
#endif
  }
  inBlock<<< out);
  cudaDeviceSynchronize();