// Managed memory that host and device take turns with, allocated and declared.
// SPDX-License-Identifier: Apache-2.0
#include <cw/runtime.h>
#include <cstdio>

CW_MANAGED int turns = 0;
CW_MANAGED int history[4];

struct Node {
  int value;
  Node *next;
};

CW_KERNEL void walk(Node *head) {
  int sum = 0;
  for (Node *node = head; node; node = node->next) {
    sum += node->value;
    node->value = -node->value;
  }
  history[turns] = sum;
  turns = turns + 1;
}

int main() {
  const int n = 10;
  Node *nodes;
  if (cwMallocManaged(&nodes, n * sizeof(Node)) != cwSuccess)
    return 1;
  for (int i = 0; i < n; ++i) {
    nodes[i].value = i + 1;
    nodes[i].next = i + 1 < n ? &nodes[i + 1] : nullptr;
  }

  for (int turn = 0; turn < 4; ++turn) {
    cw::launch<walk>(1, 1)(nodes);
    cwDeviceSynchronize();
    nodes[turn].value = 100; // the host's move
  }
  printf("turns: %d\n", turns);
  for (int turn = 0; turn < turns; ++turn)
    printf("sum %d: %d\n", turn, history[turn]);
  cwFree(nodes);
  return 0;
}
