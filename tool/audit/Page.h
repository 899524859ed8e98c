// The page of tool/audit/page/ as text, as EmbedPage.cmake wrote it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace causeway {

extern const char PageIndex[], PageStyle[];
extern const char PageScript[]; ///< All of page/js/, in the order of names.

} // namespace causeway
