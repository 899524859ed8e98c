// The frontend: parses one unit with Clang and records every use of the CUDA
// world in it. The only room that knows Clang's AST and preprocessor.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Buffers.h"
#include "frontend/Definitions.h"
#include "frontend/KernelFacts.h"
#include "frontend/ReadLog.h"
#include "frontend/Use.h"
#include "rules/RuleSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringSet.h"
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace causeway {

struct SdkAnswers;

struct ParseOptions {
  std::string file;      ///< Absolute path of the unit.
  std::string directory; ///< Working directory of the compile.
  std::vector<std::string> args;
  std::string root;     ///< Uses are recorded in files below it.
  std::string cudaPath; ///< A CUDA SDK; empty: the facade headers.
  std::shared_ptr<const Buffers> buffers = nullptr; ///< Null: all is as on the
                                                    ///< disk.
};

/// What Clang said of the source: a missing header, a parse error.
struct SourceDiagnostic {
  enum class Severity { Warning, Error } severity;
  std::string file;
  unsigned line = 0, column = 0;
  std::string message;
  /// It stands at a name for which Clang has no declaration.
  bool undeclared = false;
};

struct ParsedUnit {
  std::vector<Use> uses;
  std::vector<SourceDiagnostic> diagnostics;
  /// Every file below the root that the unit read, by its real path.
  std::map<std::string, Digest> files;
  /// Offsets of identifiers that look like the CUDA world's but are not: the
  /// source's own declarations, and references to them.
  std::map<std::string, std::set<unsigned>> own;
  /// Offsets of identifiers that look like the CUDA world's and for which Clang
  /// has found no declaration.
  std::map<std::string, std::set<unsigned>> undeclared;
  /// Of them, those that Clang takes for types.
  std::map<std::string, std::set<unsigned>> unknownTypes;
  /// Includes that were not found, as they are written.
  std::set<std::string> missing;
  /// Those that it defines in files below the root.
  std::vector<Function> functions;
  /// Headers outside the root that use CUDA; nobody will edit them.
  std::set<std::string> outside;
  std::vector<KernelFacts> kernels; ///< Those that the unit defines.
  /// Variables in constant memory that it defines, and their bytes.
  std::map<FilePlace, uint64_t> constants;
  bool isCuda = false; ///< Parsed as CUDA, so the prelude came first.
  ReadLog reads;       ///< All that the result hangs on, but for the facade.
};

/// Parses one unit: host pass, and a device pass when `__CUDA_ARCH__` hides
/// code. Missing headers and parse errors are diagnostics, not failures.
ParsedUnit parseUnit(const RuleSet &Rules, const ParseOptions &Options);

/// The beginning of a unit (what it includes, up to its first line of code) as
/// Clang and the frontend have understood it, kept so that an edit behind it
/// costs only what is behind it. Made anew when anything of it has changed.
class Preamble {
public:
  Preamble();
  ~Preamble();
  Preamble(Preamble &&);
  Preamble &operator=(Preamble &&);

  struct Pass; ///< Of one side, host or device.

private:
  friend class UnitParser;
  std::unique_ptr<Pass> Host, Device;
  std::unique_ptr<SdkAnswers> Sdk;
};

/// The same as above; nothing when `Cancelled`, which is asked now and then,
/// said so. `Kept` is the beginning from one parse of this unit to the next;
/// null: none is kept.
std::optional<ParsedUnit> parseUnit(const RuleSet &Rules,
                                    const ParseOptions &Options, Preamble *Kept,
                                    llvm::function_ref<bool()> Cancelled);

/// What is known of a text that is looked at without a parser.
struct LexicalContext {
  /// Tokens that begin at these offsets are left alone; null: none are.
  const std::set<unsigned> *covered = nullptr;
  /// Whether a name is the project's where it stands, under the conditions that
  /// hold there; then only a rule can make it CUDA's.
  std::function<bool(llvm::StringRef Name, unsigned Offset,
                     const TextConditions &)>
      isOwn = [](llvm::StringRef, unsigned, const TextConditions &) {
        return false;
      };
  /// Whether the project's text defines a macro or function of that name.
  std::function<bool(llvm::StringRef Name)> isDefined = [](llvm::StringRef) {
    return false;
  };
  /// Whether Clang found no declaration of the name there.
  std::function<bool(unsigned Offset)> isUndeclared = [](unsigned) {
    return false;
  };
  /// Likewise of a name that can only be a type's.
  std::function<bool(unsigned Offset)> isUnknownType = [](unsigned) {
    return false;
  };
};

/// What bare text shows where no AST covers it: skipped `#if` branches,
/// macro bodies that nobody expands, code near a parse error, files that no
/// unit reaches.
std::vector<Use> lexicalUses(const RuleSet &Rules, const std::string &File,
                             llvm::StringRef Text,
                             const LexicalContext &Known = {});

/// Where a file's code starts, and where an include of its prelude belongs.
struct FileHead {
  /// The first token that is neither comment nor directive: what stands there
  /// may lean on the prelude already.
  unsigned firstCode = 0;
  /// Before the first `#include`, or the conditional around it; without one, or
  /// with code before it, before the first line that is no comment.
  unsigned includePoint = 0;
  /// Before the first line that is no comment.
  unsigned firstLine = 0;
  /// The names that are included before the first code, by their place.
  std::map<unsigned, std::string> includes;
};
FileHead fileHead(llvm::StringRef Text);

} // namespace causeway
