// Decides when texts go to the process that parses, starts it anew when it
// ended, and ends it when it takes too long. Belongs to the server.
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

  /// Starts over with other rules, which must outlive the process, or options;
  /// all documents must be told again.
  void restart(const RuleSet &Rules, WorkspaceOptions Options);
  void stop();
  bool isRunning() const { return Process > 0; }
  /// Whether a process that has taken so many messages has taken all.
  bool hasTaken(int64_t Messages) const {
    return Messages == Sent && Waiting.empty();
  }

  void setDebounce(std::chrono::milliseconds For) { Debounce = For; }

  /// A document was opened, changed or closed. Changes wait until nobody has
  /// typed for a moment, the rest goes out at once.
  void opened(const Document &D);
  void changed(const Document &D);
  void saved(const Document &D);
  void closed(const std::string &Path);
  void diskChanged();
  /// Somebody waits for a document: it goes out now.
  void hurry(const Document &D);

  /// When something is to be done that no descriptor tells.
  std::optional<Clock::time_point> nextDue() const;
  /// Does it.
  void tick();

  /// The process's end, for `poll`; -1: there is none.
  int socket() const { return Link ? Link->in() : -1; }
  bool wantsToWrite() const { return Link && Link->wantsToWrite(); }
  void flush();
  /// Takes what it says, message by message. When it has ended it is started
  /// again, and `Documents` are told to it.
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
  std::string Busy, BusyState; ///< The unit that it is at.
  Clock::time_point BusySince;
  bool TookTooLong = false;
  int64_t Sent = 0;    ///< Messages to this process.
  unsigned Deaths = 0; ///< Since a document last changed.
};

} // namespace causeway::lsp
