// Each step is one atomic call, so the existing files show how far a step went.
//
// SPDX-License-Identifier: Apache-2.0
#include "tree/Transaction.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace causeway {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace {

constexpr llvm::StringLiteral Own = ".causeway";
constexpr llvm::StringLiteral Run = ".causeway/run";
constexpr llvm::StringLiteral Journal = ".causeway/run/journal";
constexpr llvm::StringLiteral Magic = "causeway 1";

constexpr int Interruptions[] = {SIGINT, SIGTERM, SIGHUP};

llvm::Error fail(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

llvm::Error systemError(int Code) {
  return llvm::errorCodeToError(std::error_code(Code, std::generic_category()));
}

std::string newName(size_t I) {
  return (Run + "/" + llvm::Twine(I) + ".new").str();
}
std::string oldName(size_t I) {
  return (Run + "/" + llvm::Twine(I) + ".old").str();
}

int64_t changeTime(const struct stat &S) {
  return int64_t(S.st_mtim.tv_sec) * 1000000000 + S.st_mtim.tv_nsec;
}

} // namespace

Transaction::HeldSignals::HeldSignals() {
  sigemptyset(&Held);
  for (int Signal : Interruptions)
    sigaddset(&Held, Signal);
  sigprocmask(SIG_BLOCK, &Held, &Before);
}

Transaction::HeldSignals::~HeldSignals() {
  sigprocmask(SIG_SETMASK, &Before, nullptr);
}

bool Transaction::HeldSignals::waiting() const {
  sigset_t Pending;
  sigpending(&Pending);
  return llvm::any_of(Interruptions, [&](int Signal) {
    return sigismember(&Pending, Signal) == 1;
  });
}

llvm::Expected<std::unique_ptr<Transaction>>
Transaction::begin(StringRef Root) {
  // From here on, an interruption leaves no folder behind.
  auto Signals = std::make_unique<HeldSignals>();
  std::vector<std::string> Made;
  for (StringRef P = Root; !P.empty() && !fs::exists(P);
       P = path::parent_path(P))
    Made.push_back(P.str());
  for (const std::string &P : llvm::reverse(Made))
    if (auto EC = fs::create_directory(P, /*IgnoreExisting=*/true, fs::all_all))
      return fail(P + ": " + EC.message());
  auto Tree = Folder::open(Root);
  if (!Tree)
    return Tree.takeError();
  // Some file systems have no locks; continue without one.
  if (::flock(Tree->descriptor(), LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK)
    return fail(Root + ": another causeway is writing there; run this again "
                       "when it is done");
  std::unique_ptr<Transaction> T(
      new Transaction(std::move(Signals), std::move(*Tree)));
  T->Made = std::move(Made);
  if (llvm::Error E = T->recover())
    return E;
  return T;
}

Transaction::~Transaction() {
  if (!Unsettled) {
    llvm::consumeError(Tree.removeAll(Run));
    Tree.removeEmpty(Own);
    for (const std::string &P : Made)
      ::rmdir(P.c_str()); // only if it is empty
  }
}

// ---- Temporary files -------------------------------------------------------

llvm::Error Transaction::makeRun() {
  if (HasRun)
    return llvm::Error::success();
  for (StringRef Sub : {StringRef(Own), StringRef(Run)}) {
    auto There = Tree.look(Sub);
    if (!There)
      return There.takeError();
    if (*There && !S_ISDIR((*There)->st_mode))
      return fail(Tree.shown(Sub) + ": exists and is not a folder");
    if (!*There)
      if (llvm::Error E = Tree.makeFolder(Sub))
        return E;
  }
  HasRun = true;
  return llvm::Error::success();
}

llvm::Error Transaction::beginFile() {
  if (Signals->waiting())
    return fail("interrupted; nothing was written");
  return makeRun();
}

llvm::Error Transaction::endFile(StringRef Path) {
  std::string Name = newName(Steps.size());
  auto There = Tree.look(Name);
  if (!There)
    return There.takeError();
  if (!*There)
    return fail(Tree.shown(Name) + ": is gone");
  Steps.push_back(
      {Step::Put, Path.str(), int64_t((*There)->st_size), changeTime(**There)});
  return llvm::Error::success();
}

llvm::Error Transaction::put(StringRef Path, unsigned Mode, bool Exact,
                             llvm::function_ref<llvm::Error(int)> Fill) {
  if (llvm::Error E = beginFile())
    return E;
  auto FD = Tree.create(newName(Steps.size()), Mode);
  if (!FD)
    return FD.takeError();
  llvm::Error Filling = Fill(FD->get());
  if (Exact && ::fchmod(FD->get(), Mode))
    Filling = llvm::joinErrors(std::move(Filling), systemError(errno));
  if (int Code = FD->close())
    Filling = llvm::joinErrors(std::move(Filling), systemError(Code));
  if (Filling)
    return fail(Tree.shown(Path) + ": " + llvm::toString(std::move(Filling)));
  return endFile(Path);
}

llvm::Error Transaction::put(StringRef Path, StringRef Text, unsigned Mode,
                             bool Exact) {
  return put(Path, Mode, Exact, [&](int FD) -> llvm::Error {
    int Code = writeAll(FD, Text);
    return Code ? systemError(Code) : llvm::Error::success();
  });
}

llvm::Error Transaction::putLink(StringRef Path, StringRef Target) {
  if (llvm::Error E = beginFile())
    return E;
  if (llvm::Error E = Tree.makeLink(newName(Steps.size()), Target))
    return E;
  return endFile(Path);
}

void Transaction::remove(StringRef Path) {
  Steps.push_back({Step::Remove, Path.str()});
}

// ---- Commit ----------------------------------------------------------------

/// Adds steps that create folders, and checks that no path is both a file and a
/// folder. Removals come first, because a removed file may become a folder.
/// Steps keep their index, since it names their files.
llvm::Error Transaction::planFolders() {
  llvm::StringSet<> Known;
  llvm::StringSet<> Going;
  for (const Step &S : Steps)
    if (S.kind == Step::Remove)
      Going.insert(S.path);
  for (size_t I = 0, E = Steps.size(); I < E; ++I) {
    if (Steps[I].kind != Step::Put)
      continue;
    std::string Path = Steps[I].path; // a copy, because Steps grows
    for (size_t At = Path.find('/'); At != std::string::npos;
         At = Path.find('/', At + 1)) {
      std::string Sub = Path.substr(0, At);
      if (!Known.insert(Sub).second)
        continue;
      if (!Going.contains(Sub)) {
        auto There = Tree.look(Sub);
        if (!There)
          return There.takeError();
        if (*There && S_ISDIR((*There)->st_mode))
          continue;
        if (*There && S_ISLNK((*There)->st_mode))
          return fail(Tree.shown(Sub) +
                      ": a link; nothing is read or written through one");
        if (*There)
          return fail(Tree.shown(Sub) + ": a file where a folder is needed");
      }
      Steps.push_back({Step::Folder, Sub});
    }
    if (Known.contains(Path))
      return fail(Tree.shown(Path) + ": is a file and a folder of the output");
    auto There = Tree.look(Path);
    if (!There) // below a file that is removed
      llvm::consumeError(There.takeError());
    else if (*There && S_ISDIR((*There)->st_mode))
      return fail(Tree.shown(Path) + ": a folder where a file is needed");
  }
  return llvm::Error::success();
}

llvm::Error Transaction::note() {
  std::string Temporary = (Journal + ".new").str();
  auto FD = Tree.create(Temporary, 0600);
  if (!FD)
    return FD.takeError();
  struct stat S;
  if (::fstat(FD->get(), &S))
    return fail(Tree.shown(Journal) + ": " + llvm::sys::StrError(errno));
  // A copied tree has a copy of the journal, which must undo nothing there. The
  // inode number distinguishes the two.
  std::string Text;
  auto Field = [&](const llvm::Twine &Value) {
    Text += Value.str();
    Text += '\0';
  };
  Field(Magic);
  Field(llvm::Twine(uint64_t(S.st_ino)));
  for (const Step &Each : Steps) {
    Field(llvm::Twine(char(Each.kind)));
    Field(Each.path);
    Field(llvm::Twine(Each.size));
    Field(llvm::Twine(Each.time));
  }
  Field("end");
  int Code = writeAll(FD->get(), Text);
  if (int Closing = FD->close(); !Code)
    Code = Closing;
  if (Code)
    return fail(Tree.shown(Journal) + ": " + llvm::sys::StrError(Code));
  return Tree.rename(Temporary, Journal);
}

llvm::Error Transaction::take(size_t I) {
  const Step &S = Steps[I];
  if (S.kind == Step::Folder)
    return Tree.makeFolder(S.path);
  auto There = Tree.look(S.path);
  if (!There)
    return There.takeError();
  // A hard link keeps the old file, and the path never lacks a file.
  if (*There && (S.kind == Step::Remove || !Tree.addName(S.path, oldName(I))))
    if (llvm::Error E = Tree.rename(S.path, oldName(I)))
      return E;
  return S.kind == Step::Put ? Tree.rename(newName(I), S.path)
                             : llvm::Error::success();
}

/// Restores the state before a step from any state in between. May be
/// interrupted and repeated.
llvm::Error Transaction::takeBack(size_t I) {
  const Step &S = Steps[I];
  if (S.kind == Step::Folder) {
    Tree.removeEmpty(S.path);
    return llvm::Error::success();
  }
  auto New = Tree.look(newName(I)), Old = Tree.look(oldName(I));
  if (!New || !Old)
    return llvm::joinErrors(New.takeError(), Old.takeError());
  if (S.kind == Step::Put && !*New) {
    auto There = Tree.look(S.path);
    if (!There)
      return There.takeError();
    if (*There)
      if (llvm::Error E = Tree.rename(S.path, newName(I)))
        return E;
  }
  return *Old ? Tree.rename(oldName(I), S.path) : llvm::Error::success();
}

llvm::Error Transaction::takeAllBack() {
  for (auto Kind : {Step::Put, Step::Folder, Step::Remove})
    for (size_t I = Steps.size(); I-- > 0;)
      if (Steps[I].kind == Kind)
        if (llvm::Error E = takeBack(I))
          return E;
  if (llvm::Error E = Tree.remove(Journal))
    return E;
  Steps.clear();
  return llvm::Error::success();
}

llvm::Error Transaction::commit() {
  if (Steps.empty())
    return llvm::Error::success();
  if (llvm::Error E = planFolders())
    return E;
  if (llvm::Error E = makeRun())
    return E;
  if (llvm::Error E = note())
    return E;
  llvm::Error Failed = llvm::Error::success();
  for (auto Kind : {Step::Remove, Step::Folder, Step::Put})
    for (size_t I = 0; I < Steps.size() && !Failed; ++I)
      if (Steps[I].kind == Kind)
        Failed = take(I);
  if (!Failed)
    Failed = Tree.remove(Journal); // the commit point
  if (!Failed) {
    Steps.clear();
    return llvm::Error::success();
  }
  std::string Why = llvm::toString(std::move(Failed));
  if (llvm::Error E = takeAllBack()) {
    Unsettled = true;
    return fail(Why + "; and the changes could not be undone (" +
                llvm::toString(std::move(E)) +
                "); solve this, then run this again");
  }
  return fail(Why + "; nothing was written");
}

// ---- Recovery --------------------------------------------------------------

/// The steps in a journal; nothing if it is damaged or not written by this user
/// in this very file.
std::optional<std::vector<Transaction::Step>>
Transaction::readNote(StringRef Text, const struct stat &Note) {
  llvm::SmallVector<StringRef, 64> Fields;
  Text.split(Fields, '\0');
  uint64_t Inode;
  if (Note.st_uid != ::geteuid() || Fields.size() < 4 || Fields[0] != Magic ||
      Fields[1].getAsInteger(10, Inode) || Inode != Note.st_ino ||
      (Fields.size() - 4) % 4 != 0)
    return std::nullopt;
  std::vector<Step> Noted;
  for (size_t I = 2; I + 4 < Fields.size(); I += 4) {
    Step S;
    if (Fields[I].size() != 1 || Fields[I + 2].getAsInteger(10, S.size) ||
        Fields[I + 3].getAsInteger(10, S.time))
      return std::nullopt;
    S.kind = Step::Kind(Fields[I][0]);
    S.path = Fields[I + 1].str();
    Noted.push_back(std::move(S));
  }
  return Noted;
}

llvm::Error Transaction::recover() {
  auto Ours = Tree.look(Run);
  if (!Ours)
    return Ours.takeError();
  if (*Ours && !S_ISDIR((*Ours)->st_mode))
    return Tree.remove(Run);
  auto There = Tree.look(Journal);
  if (!There)
    return There.takeError();
  if (!*There) // nothing was committed
    return Tree.removeAll(Run);
  Unsettled = true;
  auto Text = Tree.readText(Journal);
  if (!Text)
    return Text.takeError();
  auto Noted = readNote(*Text, **There);
  if (!Noted)
    return fail(Tree.shown(Run) +
                ": does not belong to an interrupted run of this tree; save "
                "what you need from it, then remove it");
  Steps = std::move(*Noted);
  for (size_t I = 0; I < Steps.size(); ++I) {
    const Step &S = Steps[I];
    if (S.kind != Step::Put)
      continue;
    auto New = Tree.look(newName(I));
    if (!New)
      return New.takeError();
    if (*New)
      continue;
    auto Now = Tree.look(S.path);
    if (!Now)
      return Now.takeError();
    if (*Now && ((*Now)->st_size != S.size || changeTime(**Now) != S.time))
      return fail(Tree.shown(S.path) +
                  ": changed after an interrupted run had written it; the "
                  "previous file is in " +
                  Tree.shown(Run) +
                  ": keep the version that you want, then remove that folder");
  }
  if (llvm::Error E = takeAllBack())
    return E;
  Unsettled = false;
  return Tree.removeAll(Run);
}

llvm::Expected<std::vector<std::string>>
takeBackInterrupted(llvm::ArrayRef<std::string> Paths, bool Above) {
  std::vector<std::string> Roots;
  for (const std::string &Path : Paths) {
    llvm::SmallString<256> Absolute(Path), Real;
    fs::make_absolute(Absolute);
    StringRef P = Absolute;
    while (!P.empty() && fs::real_path(P, Real))
      P = Above ? path::parent_path(P) : "";
    for (P = Real; !P.empty(); P = Above ? path::parent_path(P) : "") {
      if (!fs::exists(P + "/" + Run))
        continue;
      bool Noted = fs::exists(P + "/" + Journal);
      auto T = Transaction::begin(P);
      if (!T)
        return T.takeError();
      if (Noted) // otherwise no step happened, or all
        Roots.push_back(P.str());
    }
  }
  return Roots;
}

} // namespace causeway
