// SPDX-License-Identifier: Apache-2.0
#include "matmul.h"
int main() { run_matmul("matmul32", 32); }
