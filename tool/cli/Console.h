// What the program says besides its results: errors, progress, colours. All of
// it goes to stderr, so that stdout can be piped.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>

namespace causeway {

/// Exit statuses, the same for every command.
enum Exit { AllDone = 0, WorkLeft = 1, BadInput = 2 };

/// Colours on a terminal, unless NO_COLOR is set or TERM is dumb.
bool wantsColors(llvm::raw_fd_ostream &OS);

void printError(const llvm::Twine &Message);
void printWarning(const llvm::Twine &Message);
void printNote(const llvm::Twine &Message);
/// One line for each error inside; takes it over.
void printErrors(llvm::Error E);
/// The same for what ends a command: its exit status.
int fail(llvm::Error E);

/// To be called first after LLVM's own signal handlers are there: a closed stdout is an error of who writes to it, and no
/// file that is opened takes its number; a reader who goes away ends nothing.
void beginOutput();
/// To be called last. A result that stdout did not take whole is none.
int endOutput(int Status);

/// How far a long run is: a bar on a terminal, with the time that is left, else
/// a line for each step.
class Progress {
public:
  explicit Progress(bool Quiet) : Quiet(Quiet) {}
  ~Progress() { clear(); }
  void step(size_t Done, size_t Total, llvm::StringRef What);
  /// Takes the bar away, so that other text can be printed.
  void clear();

private:
  bool Quiet;
  bool Shown = false;
  /// The time left is told from the pace of the steps after the first, since
  /// that one waits for the workers to start.
  size_t FirstDone = 0;
  std::chrono::steady_clock::time_point FirstAt;
};

} // namespace causeway
