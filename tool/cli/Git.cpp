// Input and output go through files, so that neither side can block the other.
// SPDX-License-Identifier: Apache-2.0
#include "cli/Git.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

extern char **environ;

namespace causeway {
namespace {

using llvm::StringRef;
namespace fs = llvm::sys::fs;

llvm::Error fail(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

/// A file for one of the streams, removed in the end.
struct StreamFile {
  llvm::SmallString<128> path;
  llvm::FileRemover remover;

  llvm::Error create(StringRef Text) {
    int FD;
    if (auto EC = fs::createTemporaryFile("causeway", "txt", FD, path))
      return fail("no temporary file can be made: " + EC.message());
    remover.setFile(path);
    llvm::raw_fd_ostream OS(FD, /*shouldClose=*/true);
    OS << Text;
    return llvm::Error::success();
  }
  std::string read() const {
    auto Buffer = llvm::MemoryBuffer::getFile(path);
    return Buffer ? (*Buffer)->getBuffer().str() : std::string();
  }
};

} // namespace

llvm::Expected<GitOutcome> tryGit(llvm::ArrayRef<std::string> Args,
                                  StringRef Input) {
  auto Program = llvm::sys::findProgramByName("git");
  if (!Program)
    return fail("git is not installed");
  StreamFile In, Out, Err;
  if (llvm::Error E = In.create(Input))
    return E;
  if (llvm::Error E = Out.create(""))
    return E;
  if (llvm::Error E = Err.create(""))
    return E;

  // GIT_DIR and its like come from a hook that started the program.
  std::vector<StringRef> Environment;
  for (char **Variable = environ; *Variable; ++Variable)
    if (!StringRef(*Variable).starts_with("GIT_"))
      Environment.push_back(*Variable);
  for (StringRef Variable :
       {"LC_ALL=C", "GIT_AUTHOR_NAME=causeway", "GIT_AUTHOR_EMAIL=causeway",
        "GIT_COMMITTER_NAME=causeway", "GIT_COMMITTER_EMAIL=causeway"})
    Environment.push_back(Variable);

  std::vector<StringRef> Line = {*Program};
  Line.insert(Line.end(), Args.begin(), Args.end());
  std::optional<StringRef> Redirects[] = {
      StringRef(In.path), StringRef(Out.path), StringRef(Err.path)};
  GitOutcome Result;
  Result.status = llvm::sys::ExecuteAndWait(
      *Program, Line, llvm::ArrayRef(Environment), Redirects);
  Result.out = Out.read();
  Result.err = Err.read();
  return Result;
}

llvm::Expected<std::string> runGit(llvm::ArrayRef<std::string> Args,
                                   StringRef Input) {
  auto Result = tryGit(Args, Input);
  if (!Result)
    return Result.takeError();
  if (Result->status != 0)
    return fail("git: " + StringRef(Result->err).trim());
  return std::move(Result->out);
}

} // namespace causeway
