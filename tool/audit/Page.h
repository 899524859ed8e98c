// The page in tool/audit/page/ as text. EmbedPage.cmake generates the
// definitions; the texts are constants and owned by the program.
//
//   OS << "<style>" << PageStyle << "</style>";
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace causeway {

extern const char PageIndex[], PageStyle[];
extern const char
    PageScript[]; ///< All scripts in page/js/, in the order of their names.

} // namespace causeway
