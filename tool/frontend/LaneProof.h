// Whether a number that meets an index of threads counts the lanes of a warp,
// as far as the code that uses the result proves it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/RuleSet.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>
#include <vector>

namespace causeway {

/// What is known of lanes in the device code of a unit.
class LaneFacts {
public:
  struct Call {
    const clang::FunctionDecl *caller;
    const clang::CallExpr *call;
  };

  virtual ~LaneFacts() = default;
  /// What the value of an expression has to do with lanes.
  virtual Lanes lanesOf(const clang::Expr &E) const = 0;
  /// The rule of the CUDA function that is called; null for any other.
  virtual const Rule *ruleOf(const clang::CallExpr &E) const = 0;
  /// The source's own functions that may be called, by their first
  /// declarations.
  virtual std::vector<const clang::FunctionDecl *>
  calleesOf(const clang::CallExpr &E) const = 0;
  /// Whether a function exchanges values between lanes, or calls one that does.
  virtual bool exchangesValues(const clang::FunctionDecl &F) const = 0;
  /// Whether a variable is how far a shuffle reaches.
  virtual bool isDistance(const clang::VarDecl &V) const = 0;
  virtual llvm::ArrayRef<Call> callsOf(const clang::FunctionDecl &F) const = 0;
};

/// What a number means where it stands.
enum class NumberMeaning {
  Lanes,  ///< It counts lanes: it must follow the width of a warp.
  Bits,   ///< It counts the bits of a word: it must stay.
  Unknown ///< The code proves neither.
};

/// What several uses of one number say together.
class NumberMeanings {
public:
  void add(NumberMeaning M) {
    (M == NumberMeaning::Lanes  ? Lanes
     : M == NumberMeaning::Bits ? Bits
                                : Unknown) = true;
  }
  /// One use proves lanes, unless another one proves bits.
  NumberMeaning all() const {
    if (Lanes)
      return Bits ? NumberMeaning::Unknown : NumberMeaning::Lanes;
    return Bits && !Unknown ? NumberMeaning::Bits : NumberMeaning::Unknown;
  }

private:
  bool Lanes = false, Bits = false, Unknown = false;
};

class LaneProof {
public:
  explicit LaneProof(const LaneFacts &Facts);
  ~LaneProof();

  /// \p Number is an expression in the code of \p In: the number, or the
  /// operation that it is part of.
  NumberMeaning of(const clang::Expr &Number, const clang::FunctionDecl &In);

private:
  class Body;
  class Search;

  Body *bodyOf(const clang::FunctionDecl &F);

  const LaneFacts &Facts;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Body>> Bodies;
};

} // namespace causeway
