// Managed memory that host and device take turns with, allocated and declared.
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

__managed__ int turns = 0;
__managed__ int history[4];

struct Node {
  int value;
  Node *next;
};

__global__ void walk(Node *head) {
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
  if (cudaMallocManaged(&nodes, n * sizeof(Node)) != cudaSuccess)
    return 1;
  for (int i = 0; i < n; ++i) {
    nodes[i].value = i + 1;
    nodes[i].next = i + 1 < n ? &nodes[i + 1] : nullptr;
  }

  for (int turn = 0; turn < 4; ++turn) {
    walk<<<1, 1>>>(nodes);
    cudaDeviceSynchronize();
    nodes[turn].value = 100; // the host's move
  }
  printf("turns: %d\n", turns);
  for (int turn = 0; turn < turns; ++turn)
    printf("sum %d: %d\n", turn, history[turn]);
  cudaFree(nodes);
  return 0;
}
