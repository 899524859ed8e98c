// Finds CUDA in build scripts and migrates it. Each language (CMake, make,
// setup.py) has a small tokenizer; its words are data in rules/build/. Reads
// files and never writes one. The Result owns the migrated text.
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

/// Whether a file's name is that of a supported build script.
bool isBuildScript(llvm::StringRef Path);

/// Adds the findings and migrated text of build scripts to `Result`, which has
/// the new names of sources. The scripts are absolute paths, usually below
/// `Root`. A script that cannot be read is a diagnostic. `Open` holds texts that
/// replace files on disk; it may be null.
void migrateBuildScripts(const BuildRules &Rules,
                         llvm::ArrayRef<std::string> Scripts,
                         llvm::StringRef Root, const Buffers *Open,
                         MigrationResult &Result);

} // namespace causeway
