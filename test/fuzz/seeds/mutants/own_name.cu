bool share(unsigned cuMemsetD8_v2, cudaGraphicsResource_t *resource) {
  return cudaGraphicsGLRegisterBuffer(resource, cuMemsetD8_v2,
                                      cudaGraphicsRegisterFlagsNone) == cudaSuccess;
}
