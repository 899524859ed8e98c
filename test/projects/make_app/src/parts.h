#ifdef __cplusplus
extern "C" {
#endif
void scale(float *values, int count, float by);
float sum(const float *values, int count);
#ifdef __cplusplus
}
#endif
