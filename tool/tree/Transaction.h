// Changes to the files of one tree that happen together or not at all, also
// when the program is killed in between or another one is at work.
//
// New files are written into `.causeway/run` of the tree, under short names.
// `commit` notes down what it is about to do, moves each file to its place and
// keeps what was there. Until the note is gone, all of it can be taken back:
// at once where a step fails, else by the next run.
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
  /// Takes the tree below `Root`, made if need be, and takes back what an
  /// interrupted run left there. An error when another program has the tree.
  static llvm::Expected<std::unique_ptr<Transaction>>
  begin(llvm::StringRef Root);
  /// Leaves nothing of what was not committed.
  ~Transaction();
  Transaction(const Transaction &) = delete;

  const Folder &tree() const { return Tree; }

  /// `Mode` is what the file gets, less what the umask takes unless it is
  /// `Exact`.
  llvm::Error put(llvm::StringRef Path, llvm::StringRef Text, unsigned Mode,
                  bool Exact = false);
  llvm::Error put(llvm::StringRef Path, unsigned Mode, bool Exact,
                  llvm::function_ref<llvm::Error(int FD)> Fill);
  llvm::Error putLink(llvm::StringRef Path, llvm::StringRef Target);
  /// What is not there when it comes to that is as good as removed.
  void remove(llvm::StringRef Path);

  llvm::Error commit();

private:
  struct Step {
    enum Kind : char { Folder = 'd', Put = 'p', Remove = 'r' } kind;
    std::string path;
    /// Of the new file: who has changed it since has work to lose.
    int64_t size = 0, time = 0;
  };

  Transaction(Folder Tree) : Tree(std::move(Tree)) {}
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

  /// Ctrl-C has to wait while this lives; what takes long asks whether it does.
  class HeldSignals {
  public:
    HeldSignals();
    ~HeldSignals();
    bool waiting() const;

  private:
    sigset_t Held, Before;
  };

  HeldSignals Signals;
  Folder Tree;
  std::vector<Step> Steps;
  /// Folders that were made for the tree itself, absolute.
  std::vector<std::string> Made;
  bool HasRun = false;    ///< Its folder is there.
  bool Unsettled = false; ///< What could not be taken back stays noted.
};

/// Takes back what an interrupted run left in these trees, which need not
/// exist; `Above`: also in those that they are in. To be done before the trees
/// are read. Returns the roots of those for which there was something to do.
llvm::Expected<std::vector<std::string>>
takeBackInterrupted(llvm::ArrayRef<std::string> Paths, bool Above);

} // namespace causeway
