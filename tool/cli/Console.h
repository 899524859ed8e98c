// Output besides results: errors, progress and colours. All of it goes to
// stderr, so that stdout can be piped. The streams are LLVM's; a Progress owns
// only its state.
//
//   Progress Bar(/*Quiet=*/false);
//   Bar.step(1, 10, "a.cu");
//   if (llvm::Error E = run())
//     return fail(std::move(E));
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>

namespace causeway {

/// Exit statuses, the same for every command.
enum Exit { AllDone = 0, WorkLeft = 1, BadInput = 2 };

/// True on a terminal, unless NO_COLOR is set or TERM is dumb.
bool wantsColors(llvm::raw_fd_ostream &OS);

void printError(const llvm::Twine &Message);
void printWarning(const llvm::Twine &Message);
void printNote(const llvm::Twine &Message);
/// Prints and consumes `E`, one line for each error in it.
void printErrors(llvm::Error E);
/// Prints the error that ends a command; returns the exit status.
int fail(llvm::Error E);

/// Call it first, after LLVM has installed its signal handlers. It ensures that
/// no file gets the number of a closed standard stream, and that a closed pipe
/// is a write error and not the end of the program.
void beginOutput();
/// Call it last. Incomplete output on stdout is an error.
int endOutput(int Status);

/// The progress of a long run: a bar with the remaining time on a terminal,
/// otherwise one line per step.
class Progress {
public:
  explicit Progress(bool Quiet) : Quiet(Quiet) {}
  ~Progress() { clear(); }
  void step(size_t Done, size_t Total, llvm::StringRef What);
  /// Removes the bar, so that other text can be printed.
  void clear();

private:
  bool Quiet;
  bool Shown = false;
  /// The remaining time is an estimate from the steps after the first, which
  /// includes the start of the workers.
  size_t FirstDone = 0;
  std::chrono::steady_clock::time_point FirstAt;
};

} // namespace causeway
