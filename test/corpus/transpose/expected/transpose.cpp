// Transposes a matrix through a padded shared tile; a block's threads cover a
// tile in several rows each.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>
#include <cstdlib>

enum { TILE_DIM = 16, BLOCK_ROWS = 4 };

CW_KERNEL void transpose(cw::float2 *odata, const cw::float2 *idata, int width, int height)
{
    CW_STATIC_SHARED(tile, cw::float2 tile[TILE_DIM][TILE_DIM+1]);

    int x = cw::block_idx().x*TILE_DIM + cw::thread_idx().x;
    int y = cw::block_idx().y*TILE_DIM + cw::thread_idx().y;
    for (int j = 0; j < TILE_DIM; j += BLOCK_ROWS)
        if (x < width && y+j < height)
            tile[cw::thread_idx().y+j][cw::thread_idx().x] = idata[(y+j)*width + x];

    cw::barrier();

    x = cw::block_idx().y*TILE_DIM + cw::thread_idx().x;
    y = cw::block_idx().x*TILE_DIM + cw::thread_idx().y;
    for (int j = 0; j < TILE_DIM; j += BLOCK_ROWS)
        if (x < height && y+j < width)
            odata[(y+j)*height + x] = tile[cw::thread_idx().x][cw::thread_idx().y+j];
}

int main(int argc, char **argv)
{
    const int width = 45, height = 29;
    const size_t bytes = width*height*sizeof(cw::float2);
    cw::float2 *h_in = (cw::float2 *)malloc(bytes), *h_out = (cw::float2 *)malloc(bytes);
    for (int i = 0; i < width*height; i++)
        h_in[i] = cw::make_float2((float)i, -(float)i);

    cw::float2 *d_in, *d_out;
    cwMalloc((void **)&d_in, bytes);
    cwMalloc((void **)&d_out, bytes);
    cwMemcpy(d_in, h_in, bytes, cwMemcpyHostToDevice);
    cw::launch<transpose>(cw::dim3((width+TILE_DIM-1)/TILE_DIM, (height+TILE_DIM-1)/TILE_DIM), cw::dim3(TILE_DIM, BLOCK_ROWS))(d_out, d_in, width, height);
    cwMemcpy(h_out, d_out, bytes, cwMemcpyDeviceToHost);

    int wrong = 0;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++) {
            cw::float2 v = h_out[x*height + y];
            wrong += v.x != (float)(y*width + x) || v.y != -v.x;
        }
    printf("%d x %d: %d wrong\n", width, height, wrong);

    cwFree(d_in); cwFree(d_out);
    free(h_in); free(h_out);
    return wrong ? EXIT_FAILURE : EXIT_SUCCESS;
}
