#if __CUDA_ARCH__
cudaEventRecord  cudaEventRecord(