// Turns Clang's errors into the unit's diagnostics. Errors that a migration
// fixes, or that nvcc does not report, become uses or are dropped. Owns the
// errors that wait for `settle`; the unit and the recorder must outlive it.
//
//   CollectDiagnostics Diagnostics(Unit, &Out);
//   auto Engine = CompilerInstance::createDiagnostics(
//       Options, &Diagnostics, /*ShouldOwnClient=*/false);
//   ... // parse
//   Diagnostics.settle(Out.declarations(Context));
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "frontend/Recorder.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/ArrayRef.h"
#include <utility>
#include <vector>

namespace causeway {

class CollectDiagnostics : public clang::DiagnosticConsumer {
public:
  /// \p Out records undeclared names. Null while only the driver runs and no
  /// source is read.
  explicit CollectDiagnostics(ParsedUnit &Unit, Recorder *Out = nullptr)
      : Unit(Unit), Out(Out) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

  /// Reports the deferred errors. It drops those of definitions that match a
  /// declaration with qualifiers: nvcc gives the declaration's qualifiers to
  /// the definition, but Clang takes them for two different functions.
  void settle(llvm::ArrayRef<clang::Decl *> Declarations);

private:
  bool isMovedAttribute(const clang::Diagnostic &Info) const;
  bool isSuffix(const clang::Diagnostic &Info);
  bool isNarrowing(const clang::Diagnostic &Info);
  bool maybeInherits(const clang::Diagnostic &Info, SourceDiagnostic &D);

  static constexpr size_t None = -1;

  ParsedUnit &Unit;
  Recorder *Out;
  std::vector<std::pair<clang::SourceLocation, SourceDiagnostic>> Waiting;
  /// Index of the last diagnostic, if it is "no matching function".
  size_t NoMatch = None;
};

} // namespace causeway
