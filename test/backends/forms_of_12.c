// The calls whose parameters CUDA 13 changed, made of the names that CUDA 12
// has for them: this stands for an installation of CUDA 12, in C and C++.
// SPDX-License-Identifier: Apache-2.0
#include <stddef.h>
#include <stdint.h>

typedef enum cudaError { cudaSuccess } cudaError_t;
enum cudaMemoryAdvise { cudaMemAdviseSetReadMostly = 1 };
enum cudaStreamCaptureStatus { cudaStreamCaptureStatusNone };
enum cudaMemLocationType { cudaMemLocationTypeDevice = 1 };
struct cudaMemLocation {
  enum cudaMemLocationType type;
  int id;
};
struct cudaMemcpyAttributes;
struct cudaMemcpy3DBatchOp;
struct cudaGraphNodeParams;
typedef struct cudaGraphEdgeData_st cudaGraphEdgeData;
typedef struct CUstream_st *cudaStream_t;
typedef struct CUgraph_st *cudaGraph_t;
typedef struct CUgraphNode_st *cudaGraphNode_t;
typedef struct CUfunc_st *cudaFunction_t;

// clang-format off
#ifdef __cplusplus
extern "C" {
#endif
cudaError_t cudaMemAdvise(const void *, size_t, enum cudaMemoryAdvise, int);
cudaError_t cudaMemAdvise_v2(const void *, size_t, enum cudaMemoryAdvise, struct cudaMemLocation);
cudaError_t cudaMemPrefetchAsync(const void *, size_t, int, cudaStream_t);
cudaError_t cudaMemPrefetchAsync_v2(const void *, size_t, struct cudaMemLocation, unsigned int, cudaStream_t);
cudaError_t cudaGraphAddNode(cudaGraphNode_t *, cudaGraph_t, const cudaGraphNode_t *, size_t, struct cudaGraphNodeParams *);
cudaError_t cudaGraphAddNode_v2(cudaGraphNode_t *, cudaGraph_t, const cudaGraphNode_t *, const cudaGraphEdgeData *, size_t, struct cudaGraphNodeParams *);
cudaError_t cudaGraphGetEdges(cudaGraph_t, cudaGraphNode_t *, cudaGraphNode_t *, size_t *);
cudaError_t cudaGraphGetEdges_v2(cudaGraph_t, cudaGraphNode_t *, cudaGraphNode_t *, cudaGraphEdgeData *, size_t *);
cudaError_t cudaGraphNodeGetDependencies(cudaGraphNode_t, cudaGraphNode_t *, size_t *);
cudaError_t cudaGraphNodeGetDependencies_v2(cudaGraphNode_t, cudaGraphNode_t *, cudaGraphEdgeData *, size_t *);
cudaError_t cudaGraphNodeGetDependentNodes(cudaGraphNode_t, cudaGraphNode_t *, size_t *);
cudaError_t cudaGraphNodeGetDependentNodes_v2(cudaGraphNode_t, cudaGraphNode_t *, cudaGraphEdgeData *, size_t *);
cudaError_t cudaGraphAddDependencies(cudaGraph_t, const cudaGraphNode_t *, const cudaGraphNode_t *, size_t);
cudaError_t cudaGraphAddDependencies_v2(cudaGraph_t, const cudaGraphNode_t *, const cudaGraphNode_t *, const cudaGraphEdgeData *, size_t);
cudaError_t cudaGraphRemoveDependencies(cudaGraph_t, const cudaGraphNode_t *, const cudaGraphNode_t *, size_t);
cudaError_t cudaGraphRemoveDependencies_v2(cudaGraph_t, const cudaGraphNode_t *, const cudaGraphNode_t *, const cudaGraphEdgeData *, size_t);
cudaError_t cudaStreamGetCaptureInfo(cudaStream_t, enum cudaStreamCaptureStatus *, unsigned long long *, cudaGraph_t *, const cudaGraphNode_t **, size_t *);
cudaError_t cudaStreamGetCaptureInfo_v3(cudaStream_t, enum cudaStreamCaptureStatus *, unsigned long long *, cudaGraph_t *, const cudaGraphNode_t **, const cudaGraphEdgeData **, size_t *);
cudaError_t cudaStreamUpdateCaptureDependencies(cudaStream_t, cudaGraphNode_t *, size_t, unsigned int);
cudaError_t cudaStreamUpdateCaptureDependencies_v2(cudaStream_t, cudaGraphNode_t *, const cudaGraphEdgeData *, size_t, unsigned int);
#if CUDART_VERSION >= 12080
cudaError_t cudaMemcpyBatchAsync(void **, void **, size_t *, size_t, struct cudaMemcpyAttributes *, size_t *, size_t, size_t *, cudaStream_t);
cudaError_t cudaMemcpy3DBatchAsync(size_t, struct cudaMemcpy3DBatchOp *, size_t *, unsigned long long, cudaStream_t);
cudaError_t cudaFuncGetParamInfo(const void *, size_t, size_t *, size_t *);
cudaError_t cudaGetFuncBySymbol(cudaFunction_t *, const void *);
#endif
#ifdef __cplusplus
}
#endif

// clang-format on

#include <cw/api.h>
#include <cw/api_functions.h>

static inline cwError_t older_forms(void *p, cwStream_t s, cwGraph_t g,
                                    cwGraphNode_t n, cwGraphNode_t *ns,
                                    size_t *count,
                                    struct cwGraphNodeParams *params,
                                    const cwGraphNode_t **all) {
  enum cwStreamCaptureStatus status;
  unsigned long long id;
  cwMemAdvise(p, 4, cwMemAdviseSetReadMostly, 0);
  cwMemPrefetchAsync(p, 4, 0, s);
  cwGraphAddNode(ns, g, ns, NULL, 1, params);
  cwGraphGetEdges(g, ns, ns, count);
  cwGraphNodeGetDependencies(n, ns, count);
  cwGraphNodeGetDependentNodes(n, ns, count);
  cwGraphAddDependencies(g, ns, ns, 1);
  cwGraphRemoveDependencies(g, ns, ns, 1);
#if CUDART_VERSION >= 12080
  cwMemcpyBatchAsync(&p, (const void *const *)&p, count, 1, NULL, NULL, 0, s);
  cwMemcpy3DBatchAsync(1, NULL, 0, s);
#endif
  cwStreamUpdateCaptureDependencies(s, ns, 1, 0);
  return cwStreamGetCaptureInfo(s, &status, &id, &g, all, count);
}
static inline cwError_t with_data(cwStream_t s, cwGraph_t g, cwGraphNode_t n,
                                  cwGraphNode_t *ns, size_t *count,
                                  const cwGraphNode_t **all,
                                  cwGraphEdgeData *data,
                                  const cwGraphEdgeData **each) {
  enum cwStreamCaptureStatus status;
  unsigned long long id;
  cwGraphGetEdgesWithData(g, ns, ns, data, count);
  cwGraphNodeGetDependenciesWithData(n, ns, data, count);
  cwGraphNodeGetDependentNodesWithData(n, ns, data, count);
  cwGraphAddDependenciesWithData(g, ns, ns, data, 1);
  cwGraphRemoveDependenciesWithData(g, ns, ns, data, 1);
  cwStreamUpdateCaptureDependenciesWithData(s, ns, data, 1, 0);
  return cwStreamGetCaptureInfoWithData(s, &status, &id, &g, all, each, count);
}
#ifdef __cplusplus
inline cwError_t newer_forms(void *p, cwStream_t s, cwGraph_t g,
                             cwGraphNode_t n, cwGraphNode_t *ns, size_t *count,
                             cwGraphNodeParams *params,
                             const cwGraphNode_t **all, cwGraphEdgeData *data,
                             const cwGraphEdgeData **each) {
  cwStreamCaptureStatus status;
  unsigned long long id;
  const cwMemLocation where = {cwMemLocationTypeDevice, 0};
  cwMemAdvise(p, 4, cwMemAdviseSetReadMostly, where);
  cwMemPrefetchAsync(p, 4, where, 0);
  cwMemPrefetchAsync(p, 4, 0);
  cwGraphAddNode(ns, g, ns, 1, params);
  cwGraphGetEdges(g, ns, ns, data, count);
  cwGraphNodeGetDependencies(n, ns, data, count);
  cwGraphNodeGetDependentNodes(n, ns, data, count);
  cwGraphAddDependencies(g, ns, ns, data, 1);
  cwGraphRemoveDependencies(g, ns, ns, data, 1);
#if CUDART_VERSION >= 12080
  cwMemcpyBatchAsync(&p, &p, count, 1, nullptr, nullptr, 0, count, s);
  cwMemcpy3DBatchAsync(1, nullptr, count, 0, s);
#endif
  cwStreamUpdateCaptureDependencies(s, ns, data, 1);
  cwStreamGetCaptureInfo(s, &status);
  return cwStreamGetCaptureInfo(s, &status, &id, &g, all, each, count);
}
#endif
