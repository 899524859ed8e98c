/* Edits land between comments, line breaks, tabs and continued lines, and
   leave all of them where they were. */
/* SPDX-License-Identifier: Apache-2.0 */
#  include   <cuda_runtime.h>   // trailing words: cudaMalloc
#include<cstdio>

/* cudaFree(in comments); stays: threadIdx.x */
static const char *words = "cudaMalloc <<<1, 2>>> __global__";

template<class T>__global__/* a kernel */void
   spread ( T*out , T v )   // __syncthreads()
{
	out [ blockIdx . x*blockDim/* why not */.x
	      + threadIdx
	        .x ] = v ;
}

__global__ void pairs(int *out, int2 v) { out[threadIdx.x] += v.x * v.y; } /**/ __global__ void none() {}

#define WIDE(out) \
	spread<int> <<< /* grid */ 2, \
	                /* block */ 16 >>> \
	    ( out, 9 )

int main ( )
{
	int *out = NULL ; size_t bytes = 32*sizeof ( int ) ;
	cudaError_t e=cudaMalloc ( /* where */ ( void** ) & out ,
	                           /* how much */ bytes ) ;
	if(cudaSuccess!=e)return 1;

	spread /* kernel */ <<< 2 /* blocks */ ,
	                        16 // threads
	                    >>> ( out , 4 ) ;
	spread<int>
	<<<
		dim3 ( 2 ) ,
		dim3 ( 16 , 1 ) , 0 /* no shared memory */ ,
		0
	>>>
	(
		out ,
		5
	) ;
	WIDE ( out ) ;
	if (out) pairs<<<1,32>>>(out, make_int2(2, (3)));
	none<<<(1),(1)>>>();none<<<1,1>>>( /* nothing */ );
	cuda\
DeviceSynchronize();

	int host [ 32 ] ;
	(cudaMemcpy)(host,out,bytes,cudaMemcpyDeviceToHost);
	int sum=0;for(int i=0;i<32;i++)sum+=host[i];
	printf ( "%s\n%d\n" , words , sum ) ;
	return cudaFree ( out ) ;;
}
