// Finds CUDA in build scripts and migrates it. Each language (CMake, make,
// setup.py) has a small tokenizer of its own; the words are data, rules/build/.
// Reads files and never writes one: the migrated text goes into the result,
// which owns it.
//
//   if (isBuildScript("/src/CMakeLists.txt"))
//     migrateBuildScripts(Rules.build(), {"/src/CMakeLists.txt"}, "/src",
//                         /*Open=*/nullptr, Result);
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/Migration.h"
#include "rules/BuildRules.h"
#include "llvm/ADT/ArrayRef.h"

namespace causeway {

/// Whether a file is a build script that this room knows, by its name.
bool isBuildScript(llvm::StringRef Path);

/// Adds the findings and migrated text of build scripts (absolute paths, in or
/// below `Root`) to `Result`, which names the sources. A script that cannot be
/// read is a diagnostic. `Open` holds texts that stand for files; it may be
/// null.
void migrateBuildScripts(const BuildRules &Rules,
                         llvm::ArrayRef<std::string> Scripts,
                         llvm::StringRef Root, const Buffers *Open,
                         MigrationResult &Result);

} // namespace causeway
