// Decides whether a number beside a thread index counts the lanes of a warp.
// The proof is the code that uses the result. A LaneProof caches what it learns
// of each function; the facts and the AST must outlive it.
//
//   LaneProof Proof(Facts); // Facts: what the pass knows of lanes
//   if (Proof.of(*Number, *Function) == NumberMeaning::Lanes)
//     ... // edit the number
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rules/RuleSet.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include <memory>
#include <vector>

namespace causeway {

/// The facts about lanes in a unit's device code, which a pass supplies.
class LaneFacts {
public:
  struct Call {
    const clang::FunctionDecl *caller;
    const clang::CallExpr *call;
  };

  virtual ~LaneFacts() = default;
  /// The role of an expression's value.
  virtual Lanes lanesOf(const clang::Expr &E) const = 0;
  /// The rule of the called CUDA function; null if another function is called.
  virtual const Rule *ruleOf(const clang::CallExpr &E) const = 0;
  /// The source's own functions that the call may reach, as their first
  /// declarations.
  virtual std::vector<const clang::FunctionDecl *>
  calleesOf(const clang::CallExpr &E) const = 0;
  /// Whether a function exchanges values between lanes, or calls one that does.
  virtual bool exchangesValues(const clang::FunctionDecl &F) const = 0;
  /// Whether a variable is the distance of a shuffle.
  virtual bool isDistance(const clang::VarDecl &V) const = 0;
  virtual llvm::ArrayRef<Call> callsOf(const clang::FunctionDecl &F) const = 0;
};

enum class NumberMeaning {
  Lanes,  ///< It counts lanes, so it must follow the width of a warp.
  Bits,   ///< It counts the bits of a word, so it must stay.
  Unknown ///< The code proves neither.
};

/// The combined meaning of several uses of one number.
class NumberMeanings {
public:
  void add(NumberMeaning M) {
    (M == NumberMeaning::Lanes  ? Lanes
     : M == NumberMeaning::Bits ? Bits
                                : Unknown) = true;
  }
  /// One use proves lanes, unless another proves bits. Bits need every use to
  /// prove them.
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
  /// operation that contains it.
  NumberMeaning of(const clang::Expr &Number, const clang::FunctionDecl &In);

private:
  class Body;
  class Search;

  Body *bodyOf(const clang::FunctionDecl &F);

  const LaneFacts &Facts;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Body>> Bodies;
};

} // namespace causeway
