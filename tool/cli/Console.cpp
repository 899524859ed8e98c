// SPDX-License-Identifier: Apache-2.0
#include "cli/Console.h"
#include "engine/Text.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <cmath>
#include <csignal>
#include <fcntl.h>
#include <iostream>
#include <unistd.h>

namespace causeway {

using llvm::errs;
using llvm::raw_ostream;

bool wantsColors(llvm::raw_fd_ostream &OS) {
  auto NoColor = llvm::sys::Process::GetEnv("NO_COLOR");
  return OS.has_colors() && (!NoColor || NoColor->empty());
}

static void say(raw_ostream::Colors C, llvm::StringRef Kind,
                const llvm::Twine &Message) {
  bool Colors = wantsColors(errs());
  errs() << "causeway: ";
  if (Colors)
    errs().changeColor(C, true);
  errs() << Kind << ':';
  if (Colors)
    errs().resetColor();
  errs() << ' ' << printable(Message.str()) << '\n';
}

void printError(const llvm::Twine &Message) {
  say(raw_ostream::RED, "error", Message);
}

void printWarning(const llvm::Twine &Message) {
  say(raw_ostream::YELLOW, "warning", Message);
}

void printNote(const llvm::Twine &Message) {
  say(raw_ostream::CYAN, "note", Message);
}

void printErrors(llvm::Error E) {
  llvm::handleAllErrors(std::move(E), [](const llvm::ErrorInfoBase &Info) {
    // Move the place to the front, and print "error" once.
    std::string Text = Info.message();
    if (size_t At = Text.find(": error: "); At != std::string::npos)
      Text.replace(At, 9, ": ");
    printError(Text);
  });
}

int fail(llvm::Error E) {
  printErrors(std::move(E));
  return BadInput;
}

/// "12 s", "3 min", "1 h 10 min": rough, because it is an estimate.
static std::string roughTime(double Seconds) {
  long S = std::lround(Seconds);
  if (S < 60)
    return std::to_string(S) + " s";
  long Minutes = (S + 30) / 60;
  if (Minutes < 60)
    return std::to_string(Minutes) + " min";
  return std::to_string(Minutes / 60) + " h " + std::to_string(Minutes % 60) +
         " min";
}

void beginOutput() {
  // In ascending order, because open() takes the lowest free number. A write to
  // stdout still fails, as on the closed descriptor.
  for (int FD : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(FD, F_GETFD) < 0)
      (void)::open("/dev/null", FD == STDERR_FILENO ? O_RDWR : O_RDONLY);
  // A handler, because child processes inherit SIG_IGN.
  std::signal(SIGPIPE, [](int) {});
  std::signal(SIGXFSZ, [](int) {});
}

int endOutput(int Status) {
  // CLI11 prints help to std::cout.
  std::cout.flush();
  int Code = std::cout ? 0 : errno;
  llvm::outs().flush();
  if (std::error_code EC = llvm::outs().error())
    Code = EC.value();
  llvm::outs().clear_error();
  errs().clear_error();
  if (Code == EPIPE) {
    // The reader has closed the pipe. End by the signal, as other programs do.
    std::signal(SIGPIPE, SIG_DFL);
    std::raise(SIGPIPE);
  }
  if (!Code)
    return Status;
  printError("stdout: " + llvm::sys::StrError(Code) +
             "; the result is not complete");
  errs().clear_error();
  return BadInput;
}

void Progress::step(size_t Done, size_t Total, llvm::StringRef What) {
  if (Quiet)
    return;
  if (!errs().is_displayed()) {
    errs() << '[' << Done << '/' << Total << "] " << printable(What) << '\n';
    return;
  }
  auto Now = std::chrono::steady_clock::now();
  std::string Left;
  if (!FirstDone) {
    FirstDone = Done;
    FirstAt = Now;
  } else if (double Since =
                 std::chrono::duration<double>(Now - FirstAt).count();
             Since > 2 && Done > FirstDone) {
    double Pace = Since / double(Done - FirstDone);
    Left = ", " + roughTime(Pace * double(Total - Done)) + " left";
  }
  constexpr size_t Width = 30;
  size_t Full = Total ? Width * Done / Total : Width;
  errs() << "\r\033[K[" << std::string(Full, '#')
         << std::string(Width - Full, ' ') << "] " << Done << '/' << Total
         << Left << ' ' << printable(llvm::sys::path::filename(What));
  errs().flush();
  Shown = true;
  if (Done == Total)
    clear();
}

void Progress::clear() {
  if (Shown)
    errs() << "\r\033[K";
  Shown = false;
}

} // namespace causeway
