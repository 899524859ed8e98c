// One file per unit. Its name is a hash of the facts that are known before
// anything is read. The file lists what the parser read, so that a later run
// can check it.
//
// SPDX-License-Identifier: Apache-2.0
#include "engine/UnitCache.h"
#include "frontend/CompileArgs.h"
#include "frontend/ParsedUnitIO.h"
#include "input/File.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

namespace causeway {

namespace fs = llvm::sys::fs;
using llvm::StringRef;

namespace {

constexpr llvm::StringLiteral Magic = "causeway cache\n";

/// Hashes texts so that two different lists never feed the same bytes.
class ListHasher {
public:
  ListHasher &add(StringRef Text) {
    uint64_t Size = Text.size();
    Hasher.update(
        llvm::ArrayRef(reinterpret_cast<const uint8_t *>(&Size), sizeof Size));
    Hasher.update(Text);
    return *this;
  }
  ListHasher &add(const Digest &D) {
    Hasher.update(D);
    return *this;
  }
  Digest finish() { return Hasher.final<16>(); }

private:
  llvm::BLAKE3 Hasher;
};

/// Identifies the running program: a rebuilt program has another inode, size or
/// time.
std::string runningProgram() {
  static int Anchor;
  fs::file_status S;
  if (fs::status(fs::getMainExecutable("causeway", &Anchor), S))
    return "";
  return (llvm::Twine(S.getUniqueID().getDevice()) + " " +
          llvm::Twine(S.getUniqueID().getFile()) + " " +
          llvm::Twine(S.getSize()) + " " +
          llvm::Twine(S.getLastModificationTime().time_since_epoch().count()))
      .str();
}

/// The payload of an entry whose checksum is right.
std::optional<std::string> readEntry(const std::string &Path) {
  auto Buffer = readFile(Path);
  if (!Buffer)
    return std::nullopt;
  StringRef Bytes = (*Buffer)->getBuffer();
  Digest Sum;
  if (!Bytes.consume_front(Magic) || Bytes.size() < Sum.size())
    return std::nullopt;
  llvm::copy(Bytes.take_front(Sum.size()).bytes(), Sum.begin());
  Bytes = Bytes.drop_front(Sum.size());
  if (digest(Bytes) != Sum)
    return std::nullopt;
  return Bytes.str();
}

void writeEntry(const std::string &Path, StringRef Bytes) {
  auto Temporary = fs::TempFile::create(Path + ".%%%%%%.tmp");
  if (!Temporary) {
    llvm::consumeError(Temporary.takeError());
    return;
  }
  llvm::raw_fd_ostream OS(Temporary->FD, /*shouldClose=*/false);
  Digest Sum = digest(Bytes);
  OS << Magic << StringRef(reinterpret_cast<char *>(Sum.data()), Sum.size())
     << Bytes;
  OS.flush();
  bool Whole = !OS.has_error();
  OS.clear_error();
  llvm::consumeError(Whole ? Temporary->keep(Path) : Temporary->discard());
}

} // namespace

llvm::Expected<UnitCache>
UnitCache::open(StringRef Folder, const RuleSet &Rules, uint64_t MaxBytes) {
  if (auto EC = fs::create_directories(Folder))
    return llvm::createStringError(EC, "%s: %s", Folder.str().c_str(),
                                   EC.message().c_str());
  UnitCache Cache;
  Cache.Folder = Folder.str();
  Cache.MaxBytes = MaxBytes;
  ListHasher Hasher;
  Hasher.add(runningProgram())
      .add(std::to_string(ParsedUnitFormat))
      .add(clang::getClangFullVersion())
      .add(Rules.fingerprint());
  // Clang also searches headers in these folders.
  for (const char *Name : {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH"})
    Hasher.add(llvm::sys::Process::GetEnv(Name).value_or(""));
  Cache.Program = Hasher.finish();
  return Cache;
}

std::string UnitCache::entry(const ParseOptions &Unit) const {
  ListHasher Hasher;
  Hasher.add(Program)
      .add(Unit.file)
      .add(Unit.directory)
      .add(Unit.root)
      .add(Unit.cudaPath);
  for (const std::string &Arg : clangCommand(Unit, Pass::Host))
    Hasher.add(Arg);
  return path(Hasher.finish());
}

std::string UnitCache::entry(StringRef Key) const {
  return path(ListHasher().add(Program).add("answers").add(Key).finish());
}

std::string UnitCache::path(const Digest &Name) const {
  llvm::SmallString<256> Path(Folder);
  // LLVM's pruning removes only files with this prefix.
  llvm::sys::path::append(Path, "llvmcache-" + llvm::toHex(Name, true));
  return Path.str().str();
}

std::optional<std::string> UnitCache::find(const ParseOptions &Unit,
                                           Disk &Now) const {
  if (Folder.empty())
    return std::nullopt;
  auto Bytes = readEntry(entry(Unit));
  if (Bytes && !everyRead(*Bytes, [&](StringRef Path, const ReadLog::Entry &E) {
        return Now.answers(Path, E);
      }))
    return std::nullopt;
  return Bytes;
}

void UnitCache::keep(const ParseOptions &Unit, StringRef Bytes) const {
  // Keep only entries that `find` may return.
  if (!Folder.empty() && everyRead(Bytes, [](auto...) { return true; }))
    writeEntry(entry(Unit), Bytes);
}

std::optional<std::string> UnitCache::findAnswers(StringRef Key) const {
  return Folder.empty() ? std::nullopt : readEntry(entry(Key));
}

void UnitCache::keepAnswers(StringRef Key, StringRef Bytes) const {
  if (!Folder.empty())
    writeEntry(entry(Key), Bytes);
}

std::optional<std::string>
UnitCache::makeAnswers(StringRef Key,
                       llvm::function_ref<bool(StringRef)> IsValid,
                       llvm::function_ref<std::string()> Make) const {
  if (Folder.empty())
    return std::nullopt;
  std::string Path = entry(Key);
  auto Find = [&] {
    auto Bytes = readEntry(Path);
    return Bytes && IsValid(*Bytes) ? Bytes : std::nullopt;
  };
  if (auto Bytes = Find())
    return Bytes;
  // The system frees the lock if its process ends.
  int Lock;
  if (fs::openFileForReadWrite(Path + ".lock", Lock, fs::CD_OpenAlways,
                               fs::OF_None))
    return std::nullopt;
  auto Close = llvm::make_scope_exit(
      [&] { llvm::sys::Process::SafelyCloseFileDescriptor(Lock); });
  if (fs::tryLockFile(Lock, std::chrono::seconds(30)))
    return std::nullopt;
  if (auto Bytes = Find()) // another process has made them meanwhile
    return Bytes;
  std::string Bytes = Make();
  if (Bytes.empty())
    return std::nullopt;
  writeEntry(Path, Bytes);
  return Bytes;
}

void UnitCache::prune() const {
  if (Folder.empty())
    return;
  llvm::CachePruningPolicy Policy;
  Policy.Expiration = std::chrono::hours(30 * 24);
  Policy.MaxSizeBytes = MaxBytes;
  llvm::pruneCache(Folder, Policy);
}

} // namespace causeway
