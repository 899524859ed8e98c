SCALE_H
#ifdef __cplusplus
{
#endif
cudaError_t