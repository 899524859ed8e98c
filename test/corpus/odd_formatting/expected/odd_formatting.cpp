/* Edits land between comments, line breaks, tabs and continued lines, and
   leave all of them where they were. */
/* SPDX-License-Identifier: Apache-2.0 */
#  include   <cw/runtime.h>   // trailing words: cudaMalloc
#include<cstdio>

/* cudaFree(in comments); stays: threadIdx.x */
static const char *words = "cudaMalloc <<<1, 2>>> __global__";

template<class T>CW_KERNEL/* a kernel */void
   spread ( T*out , T v )   // __syncthreads()
{
	out [ cw::block_idx() . x*cw::block_dim()/* why not */.x
	      + cw::thread_idx()
	        .x ] = v ;
}

CW_KERNEL void pairs(int *out, cw::int2 v) { out[cw::thread_idx().x] += v.x * v.y; } /**/ CW_KERNEL void none() {}

#define WIDE(out) \
	cw::launch<spread<int>>(/* grid */ 2, \
	                /* block */ 16) \
	    ( out, 9 )

int main ( )
{
	int *out = NULL ; size_t bytes = 32*sizeof ( int ) ;
	cwError_t e=cwMalloc ( /* where */ ( void** ) & out ,
	                           /* how much */ bytes ) ;
	if(cwSuccess!=e)return 1;

	cw::launch<spread /* kernel */<int>>(2 /* blocks */ ,
	                        16 // threads
	)( out , 4 ) ;
	cw::launch<spread<int>>(cw::dim3 ( 2 ) ,
		cw::dim3 ( 16 , 1 ) , 0 /* no shared memory */ ,
		0)
	(
		out ,
		5
	) ;
	WIDE ( out ) ;
	if (out) cw::launch<pairs>(1,32)(out, cw::make_int2(2, (3)));
	cw::launch<none>((1),(1))();cw::launch<none>(1,1)( /* nothing */ );
	cwDeviceSynchronize();

	int host [ 32 ] ;
	(cwMemcpy)(host,out,bytes,cwMemcpyDeviceToHost);
	int sum=0;for(int i=0;i<32;i++)sum+=host[i];
	printf ( "%s\n%d\n" , words , sum ) ;
	return cwFree ( out ) ;;
}
