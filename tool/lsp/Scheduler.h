// Decides when texts are sent to the parsing process, restarts the process when
// it ends, and kills it when it exceeds the time limit. The server owns it; it
// owns the process and the socket.
//
//   Scheduler Analysis;
//   Analysis.restart(Rules, Options);
//   Analysis.opened(D);
//   std::vector<std::string> News;
//   for (const auto &Message : Analysis.receive(Documents, News))
//     ...
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lsp/Analyst.h"
#include "lsp/Documents.h"
#include "lsp/Transport.h"
#include <chrono>
#include <set>

namespace causeway::lsp {

class Scheduler {
public:
  using Clock = std::chrono::steady_clock;

  Scheduler() = default;
  ~Scheduler() { stop(); }
  Scheduler(const Scheduler &) = delete;

  /// Starts a new process with these rules, which must outlive it, and options.
  /// All documents must be sent again.
  void restart(const RuleSet &Rules, WorkspaceOptions Options);
  void stop();
  bool isRunning() const { return Process > 0; }
  /// Whether a process that has received so many messages has received all.
  bool hasTaken(int64_t Messages) const {
    return Messages == Sent && Waiting.empty();
  }

  void setDebounce(std::chrono::milliseconds For) { Debounce = For; }

  /// A document was opened, changed or closed. Changes wait for a pause in
  /// typing; other messages are sent at once.
  void opened(const Document &D);
  void changed(const Document &D);
  void saved(const Document &D);
  void closed(const std::string &Path);
  void diskChanged();
  /// Sends a waiting document at once, because a request needs it.
  void hurry(const Document &D);

  /// The next time at which `tick` has work, independent of descriptors.
  std::optional<Clock::time_point> nextDue() const;
  /// Sends documents whose pause is over, and checks the time limit.
  void tick();

  /// The socket of the process, for `poll`; -1 if there is none.
  int socket() const { return Link ? Link->in() : -1; }
  bool wantsToWrite() const { return Link && Link->wantsToWrite(); }
  void flush();
  /// Reads the messages of the process. If it has ended, starts another one,
  /// sends `Documents` to it, and adds messages for the user to `News`.
  std::vector<llvm::json::Value>
  receive(llvm::ArrayRef<const Document *> Documents,
          std::vector<std::string> &News);

private:
  void start();
  void send(const Document &D);
  void send(llvm::json::Value Message);
  std::string end();

  const RuleSet *Rules = nullptr;
  AnalystOptions Options;
  pid_t Process = -1;
  std::optional<Channel> Link;
  std::chrono::milliseconds Debounce{150};
  std::map<std::string, std::pair<const Document *, Clock::time_point>> Waiting;
  std::string Busy, BusyState; ///< The unit that it parses.
  Clock::time_point BusySince;
  bool TookTooLong = false;
  int64_t Sent = 0;    ///< Messages to this process.
  unsigned Deaths = 0; ///< Since the last change of a document.
};

} // namespace causeway::lsp
