// Undefines the macros of <cw/device.h> for builtin variables while CUDA's
// cooperative_groups.h is included.
// SPDX-License-Identifier: Apache-2.0
#pragma push_macro("block_dim")
#pragma push_macro("grid_dim")
#undef block_dim
#undef grid_dim
#include_next <cooperative_groups.h>
#pragma pop_macro("block_dim")
#pragma pop_macro("grid_dim")
