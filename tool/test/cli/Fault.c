/* Preloaded into the program: at the call of this number that changes a folder,
 * counted from the start, the disk fails or the process is killed.
 * CAUSEWAY_FAULT is the number, and what the call fails with; 0: a kill.
 * SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static int fails(void) {
  static int calls, at = -1, code;
  if (at < 0) {
    const char *given = getenv("CAUSEWAY_FAULT");
    if (!given || sscanf(given, "%d %d", &at, &code) != 2)
      at = 0;
  }
  if (++calls != at)
    return 0;
  if (!code)
    kill(getpid(), SIGKILL);
  errno = code;
  return 1;
}

#define CHANGES(name, types, values)                                           \
  int name types {                                                             \
    int(*real) types = (int(*) types)dlsym(RTLD_NEXT, #name);                  \
    return fails() ? -1 : real values;                                         \
  }

CHANGES(renameat, (int a, const char *b, int c, const char *d), (a, b, c, d))
CHANGES(linkat, (int a, const char *b, int c, const char *d, int e),
        (a, b, c, d, e))
CHANGES(unlinkat, (int a, const char *b, int c), (a, b, c))
CHANGES(mkdirat, (int a, const char *b, mode_t c), (a, b, c))
CHANGES(rename, (const char *a, const char *b), (a, b))
CHANGES(mkdir, (const char *a, mode_t b), (a, b))
CHANGES(symlinkat, (const char *a, int b, const char *c), (a, b, c))
