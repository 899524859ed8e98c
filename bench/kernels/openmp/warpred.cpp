// SPDX-License-Identifier: Apache-2.0
#include "sums.h"
int main() { run_sums("warpred"); }
