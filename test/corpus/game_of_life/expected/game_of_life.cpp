// Conway's game of life on a torus; a device flag says when nothing moves.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>
#include <cstring>

#define W 32
#define H 16

CW_DEVICE int changed;

CW_KERNEL void generation(const char *now, char *next)
{
    int x = cw::thread_idx().x + cw::block_idx().x * cw::block_dim().x;
    int y = cw::thread_idx().y + cw::block_idx().y * cw::block_dim().y;
    int neighbours = 0;
    for (int dy = -1; dy <= 1; dy++)
        for (int dx = -1; dx <= 1; dx++)
            if (dx || dy)
                neighbours += now[(y + dy + H) % H * W + (x + dx + W) % W];
    char alive = neighbours == 3 || (neighbours == 2 && now[y * W + x]);
    next[y * W + x] = alive;
    if (alive != now[y * W + x])
        cw::atomic_or(&changed, 1);
}

static int play(const char *const *picture, int rows, int generations)
{
    static char cells[H * W];
    char *now, *next;
    memset(cells, 0, sizeof(cells));
    for (int y = 0; y < rows; y++)
        for (int x = 0; picture[y][x]; x++)
            cells[(y + 4) * W + x + 4] = picture[y][x] == '*';
    cwMalloc((void **)&now, sizeof(cells));
    cwMalloc((void **)&next, sizeof(cells));
    cwMemcpy(now, cells, sizeof(cells), cwMemcpyHostToDevice);
    int still = 0, g;
    for (g = 0; g < generations && !still; g++) {
        int flag = 0;
        cwMemcpyToSymbol(changed, &flag, sizeof(flag));
        cw::launch<generation>(cw::dim3(W / 16, H / 4), cw::dim3(16, 4))(now, next);
        cwMemcpyFromSymbol(&flag, changed, sizeof(flag));
        char *t = now; now = next; next = t;
        still = !flag;
    }
    cwMemcpy(cells, now, sizeof(cells), cwMemcpyDeviceToHost);
    cwFree(now);
    cwFree(next);

    int population = 0;
    for (int y = 0; y < H; y++) {
        for (int x = 0; x < W; x++)
            population += cells[y * W + x];
        if (y >= 4 && y < 10) {
            for (int x = 4; x < 14; x++)
                putchar(cells[y * W + x] ? '*' : '.');
            putchar('\n');
        }
    }
    printf("population %d after %d%s\n", population, g, still ? ", still" : "");
    return population;
}

int main()
{
    const char *const glider[] = {".*.", "..*", "***"};
    const char *const corner[] = {"**", "*."};
    play(glider, 3, 16);
    play(corner, 2, 16);
    return 0;
}
