// Changes several files of one tree, all or none, even if the program is killed
// or another one is running. A Transaction owns the lock of the tree.
//
// New files go into `.causeway/run` of the tree, under short names. `commit`
// writes a journal of its steps, moves each file to its place and keeps the
// previous one. While the journal exists, the steps can be undone: at once if a
// step fails, otherwise by the next run.
//
//   auto T = Transaction::begin("out");
//   if (!T)
//     return T.takeError();
//   if (llvm::Error E = (*T)->put("a.cpp", Text, 0666))
//     return E;
//   return (*T)->commit();
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tree/Folder.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringSet.h"
#include <csignal>
#include <memory>

namespace causeway {

class Transaction {
public:
  /// Locks the tree below `Root`, creates the folder if needed, and undoes the
  /// steps of an interrupted run. It is an error if another program holds the
  /// lock.
  static llvm::Expected<std::unique_ptr<Transaction>>
  begin(llvm::StringRef Root);
  /// Removes all files that were not committed.
  ~Transaction();
  Transaction(const Transaction &) = delete;

  const Folder &tree() const { return Tree; }

  /// The umask applies to `Mode` unless it is `Exact`.
  llvm::Error put(llvm::StringRef Path, llvm::StringRef Text, unsigned Mode,
                  bool Exact = false);
  llvm::Error put(llvm::StringRef Path, unsigned Mode, bool Exact,
                  llvm::function_ref<llvm::Error(int FD)> Fill);
  llvm::Error putLink(llvm::StringRef Path, llvm::StringRef Target);
  /// Removes a path on commit. A missing entry is no error.
  void remove(llvm::StringRef Path);

  llvm::Error commit();

private:
  struct Step {
    enum Kind : char { Folder = 'd', Put = 'p', Remove = 'r' } kind;
    std::string path;
    /// Of the new file. If they differ at recovery, the user has changed the
    /// file since, and undoing the step would lose that work.
    int64_t size = 0, time = 0;
  };

  /// Blocks Ctrl-C during its lifetime. Long operations call `waiting`.
  class HeldSignals {
  public:
    HeldSignals();
    ~HeldSignals();
    bool waiting() const;

  private:
    sigset_t Held, Before;
  };

  Transaction(std::unique_ptr<HeldSignals> Signals, Folder Tree)
      : Signals(std::move(Signals)), Tree(std::move(Tree)) {}
  static std::optional<std::vector<Step>> readNote(llvm::StringRef Text,
                                                   const struct stat &Note);
  llvm::Error recover();
  llvm::Error makeRun();
  llvm::Error beginFile();
  llvm::Error endFile(llvm::StringRef Path);
  llvm::Error planFolders();
  llvm::Error note();
  llvm::Error take(size_t I);
  llvm::Error takeBack(size_t I);
  llvm::Error takeAllBack();

  std::unique_ptr<HeldSignals> Signals;
  Folder Tree;
  std::vector<Step> Steps;
  /// Folders that `begin` created for the tree, absolute.
  std::vector<std::string> Made;
  bool HasRun = false; ///< `.causeway/run` exists.
  bool Unsettled =
      false; ///< Keeps the journal, because a step could not be undone.
};

/// Undoes the steps of an interrupted run in these trees, which need not exist;
/// with `Above`, also in the folders around them. Call it before the trees are
/// read. Returns the roots of the trees that had a journal.
llvm::Expected<std::vector<std::string>>
takeBackInterrupted(llvm::ArrayRef<std::string> Paths, bool Above);

} // namespace causeway
