// Keeps the builtin variables' macros of <cw/device.h> out of CUDA's
// cooperative_groups.h, whoever includes it. SPDX-License-Identifier:
// Apache-2.0
#pragma push_macro("block_dim")
#pragma push_macro("grid_dim")
#undef block_dim
#undef grid_dim
#include_next <cooperative_groups.h>
#pragma pop_macro("block_dim")
#pragma pop_macro("grid_dim")
