# Writes the page in PAGE_DIR to OUT, a C++ source: index.html, style.css, and
# the scripts in js/ concatenated in the order of their names.
#
#   cmake -DPAGE_DIR=... -DOUT=... -P EmbedPage.cmake
#
# SPDX-License-Identifier: Apache-2.0
function(embed NAME)
  file(APPEND ${OUT}.tmp "extern const char ${NAME}[] =\n")
  foreach(FILE IN LISTS ARGN)
    # FILE(READ) interprets brackets and semicolons in text; hex has none.
    file(READ ${FILE} HEX HEX)
    string(REGEX REPLACE "(................................)" "\\1\n" HEX "${HEX}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" HEX "${HEX}")
    string(REGEX REPLACE "([^\n]+)\n?" "\"\\1\"\n" HEX "${HEX}")
    file(APPEND ${OUT}.tmp "${HEX}")
  endforeach()
  file(APPEND ${OUT}.tmp "\"\";\n")
endfunction()

file(GLOB SCRIPTS ${PAGE_DIR}/js/*.js)
list(SORT SCRIPTS)
file(WRITE ${OUT}.tmp "// Made by EmbedPage.cmake.\n#include \"audit/Page.h\"\nnamespace causeway {\n")
embed(PageIndex ${PAGE_DIR}/index.html)
embed(PageStyle ${PAGE_DIR}/style.css)
embed(PageScript ${SCRIPTS})
file(APPEND ${OUT}.tmp "} // namespace causeway\n")
file(COPY_FILE ${OUT}.tmp ${OUT} ONLY_IF_DIFFERENT)
file(TOUCH ${OUT})
