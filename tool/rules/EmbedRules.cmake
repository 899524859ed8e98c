# Writes the rule files and facade headers of RULES_DIR into OUT, a C++ source.
# Called with cmake -DRULES_DIR=... -DOUT=... -P EmbedRules.cmake
# SPDX-License-Identifier: Apache-2.0
file(GLOB FILES RELATIVE ${RULES_DIR} ${RULES_DIR}/cuda/*.yaml ${RULES_DIR}/cuda/*.h ${RULES_DIR}/build/*.yaml)
list(SORT FILES)
file(WRITE ${OUT}.tmp "// Made by EmbedRules.cmake.\n#include \"rules/BuiltinRules.h\"\n"
  "namespace causeway {\nconst BuiltinFile BuiltinFiles[] = {\n")
foreach(FILE IN LISTS FILES)
  file(READ ${RULES_DIR}/${FILE} TEXT)
  file(APPEND ${OUT}.tmp "{\"${FILE}\", R\"causeway(")
  file(APPEND ${OUT}.tmp "${TEXT}")
  file(APPEND ${OUT}.tmp ")causeway\"},\n")
endforeach()
file(APPEND ${OUT}.tmp "{nullptr, nullptr}};\n} // namespace causeway\n")
file(COPY_FILE ${OUT}.tmp ${OUT} ONLY_IF_DIFFERENT)
file(TOUCH ${OUT})
