// The cheapest way down a grid, row by row (dynamic programming): several rows
// a launch, with a halo that shrinks as the rows go by.
// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <stdlib.h>
#include <cw/driver.h>
#include <cw/runtime.h>

#define BLOCK 64
#define HALO 4                 /* rows a launch */
#define IN_RANGE(x, lo, hi) ((x) >= (lo) && (x) < (hi))
#define MIN3(a, b, c) cw::min(cw::min(a, b), c)

CW_KERNEL void descend(const int *wall, const int *from, int *to,
                        int columns, int row, int rows)
{
    CW_STATIC_SHARED(prev, int prev[BLOCK]);
    CW_STATIC_SHARED(result, int result[BLOCK]);
    const int tx = cw::thread_idx().x;
    const int x = (int)cw::block_idx().x * (BLOCK - 2 * HALO) + tx - HALO;
    const bool valid = IN_RANGE(x, 0, columns);
    const int many = 1 << 28;

    prev[tx] = valid ? from[x] : many;
    cw::barrier();
    for (int i = 0; i < rows; i++) {
        if (IN_RANGE(tx, i + 1, BLOCK - i - 1))
            result[tx] = valid ? MIN3(prev[tx - 1], prev[tx], prev[tx + 1])
                                     + wall[(row + i) * columns + x]
                               : many;
        cw::barrier();
        if (IN_RANGE(tx, i + 1, BLOCK - i - 1))
            prev[tx] = result[tx];
        cw::barrier();
    }
    if (valid && IN_RANGE(tx, HALO, BLOCK - HALO))
        to[x] = prev[tx];
}

int main(int argc, char **argv)
{
    const int rows = argc > 1 ? atoi(argv[1]) : 30;
    const int columns = argc > 2 ? atoi(argv[2]) : 200;
    int *wall = (int *)malloc(rows * columns * sizeof(int));
    int *costs = (int *)malloc(2 * columns * sizeof(int));
    int *d_wall, *d_costs[2];
    unsigned seed = 7;

    for (int i = 0; i < rows * columns; i++) {
        seed = seed * 1664525u + 1013904223u;
        wall[i] = (seed >> 20) % 10;
    }
    cwMalloc((void **)&d_wall, rows * columns * sizeof(int));
    cwMalloc((void **)&d_costs[0], columns * sizeof(int));
    cwMalloc((void **)&d_costs[1], columns * sizeof(int));
    cwMemcpy(d_wall, wall, rows * columns * sizeof(int), cwMemcpyHostToDevice);
    cwMemcpy(d_costs[0], wall, columns * sizeof(int), cwMemcpyHostToDevice);

    const int width = BLOCK - 2 * HALO;
    int from = 0;
    for (int row = 1; row < rows; row += HALO, from ^= 1)
        cw::launch<descend>((columns + width - 1) / width, BLOCK)(
            d_wall, d_costs[from], d_costs[from ^ 1], columns, row,
            cw::min(HALO, rows - row));
    cwMemcpy(costs, d_costs[from], columns * sizeof(int), cwMemcpyDeviceToHost);

    int *now = (int *)malloc(columns * sizeof(int)), *next = costs + columns;
    for (int x = 0; x < columns; x++)
        now[x] = wall[x];
    for (int row = 1; row < rows; row++) {
        for (int x = 0; x < columns; x++) {
            int best = now[x];
            if (x > 0 && now[x - 1] < best) best = now[x - 1];
            if (x + 1 < columns && now[x + 1] < best) best = now[x + 1];
            next[x] = best + wall[row * columns + x];
        }
        for (int x = 0; x < columns; x++)
            now[x] = next[x];
    }
    int wrong = 0, cheapest = now[0];
    for (int x = 0; x < columns; x++) {
        wrong += now[x] != costs[x];
        cheapest = cheapest < costs[x] ? cheapest : costs[x];
    }
    printf("wrong: %d\ncheapest: %d\n", wrong, cheapest);

    cwFree(d_wall); cwFree(d_costs[0]); cwFree(d_costs[1]);
    free(wall); free(costs); free(now);
    return wrong != 0;
}
