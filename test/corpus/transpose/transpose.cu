// Transposes a matrix through a padded shared tile; a block's threads cover a
// tile in several rows each.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>

enum { TILE_DIM = 16, BLOCK_ROWS = 4 };

__global__ void transpose(float2 *odata, const float2 *idata, int width, int height)
{
    __shared__ float2 tile[TILE_DIM][TILE_DIM+1];

    int x = blockIdx.x*TILE_DIM + threadIdx.x;
    int y = blockIdx.y*TILE_DIM + threadIdx.y;
    for (int j = 0; j < TILE_DIM; j += BLOCK_ROWS)
        if (x < width && y+j < height)
            tile[threadIdx.y+j][threadIdx.x] = idata[(y+j)*width + x];

    __syncthreads();

    x = blockIdx.y*TILE_DIM + threadIdx.x;
    y = blockIdx.x*TILE_DIM + threadIdx.y;
    for (int j = 0; j < TILE_DIM; j += BLOCK_ROWS)
        if (x < height && y+j < width)
            odata[(y+j)*height + x] = tile[threadIdx.x][threadIdx.y+j];
}

int main(int argc, char **argv)
{
    const int width = 45, height = 29;
    const size_t bytes = width*height*sizeof(float2);
    float2 *h_in = (float2 *)malloc(bytes), *h_out = (float2 *)malloc(bytes);
    for (int i = 0; i < width*height; i++)
        h_in[i] = make_float2((float)i, -(float)i);

    float2 *d_in, *d_out;
    cudaMalloc((void **)&d_in, bytes);
    cudaMalloc((void **)&d_out, bytes);
    cudaMemcpy(d_in, h_in, bytes, cudaMemcpyHostToDevice);
    transpose<<<dim3((width+TILE_DIM-1)/TILE_DIM, (height+TILE_DIM-1)/TILE_DIM), dim3(TILE_DIM, BLOCK_ROWS)>>>(d_out, d_in, width, height);
    cudaMemcpy(h_out, d_out, bytes, cudaMemcpyDeviceToHost);

    int wrong = 0;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            float2 v = h_out[x*height + y];
            wrong += v.x != (float)(y*width + x) || v.y != -v.x;
        }
    printf("%d x %d: %d wrong\n", width, height, wrong);

    cudaFree(d_in); cudaFree(d_out);
    free(h_in); free(h_out);
    return wrong ? EXIT_FAILURE : EXIT_SUCCESS;
}
