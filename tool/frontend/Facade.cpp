// Lays the facade headers out in memory.
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Facade.h"
#include "frontend/Paths.h"
#include "frontend/SdkFiles.h"
#include "input/File.h"

namespace causeway {

static std::string forwardTo(llvm::StringRef Header) {
  // What the CUDA world declares can be called from both sides; saying so once
  // here keeps the facade headers plain. The sources themselves stay outside of
  // the pragma: Clang refuses shared memory in functions of both sides.
  // The folder is searched before all others, which makes a system folder of no
  // other; so each file says by itself that it is the system's.
  return ("#pragma once\n"
          "#pragma GCC system_header\n"
          "#ifdef __CUDA__\n"
          "#pragma clang force_cuda_host_device begin\n"
          "#endif\n"
          "#include \"" +
          FacadeRoot + "/facade/" + Header +
          "\"\n"
          "#ifdef __CUDA__\n"
          "#pragma clang force_cuda_host_device end\n"
          "#endif\n")
      .str();
}

std::vector<std::pair<std::string, std::string>>
facadeFiles(const RuleSet &Rules) {
  std::vector<std::pair<std::string, std::string>> Files;
  for (const FacadeHeader &H : Rules.facade())
    Files.emplace_back((FacadeRoot + "/facade/" + H.name).str(), H.contents);
  for (const auto &[Include, Header] : Rules.facadeOfHeader())
    Files.emplace_back((FacadeIncludeDir + "/" + Include).str(),
                       forwardTo(Header));
  std::string Prelude;
  if (!Rules.prelude().empty())
    Prelude = ("#include <" + Rules.prelude() + ">\n").str();
  Files.emplace_back(FacadePrelude.str(), Prelude);
  return Files;
}

namespace {

namespace vfs = llvm::vfs;

/// A disk on which no CUDA SDK is installed. Where the facade has a header of
/// the same name, it is served in place of the SDK's.
class WithoutSdk : public vfs::ProxyFileSystem {
public:
  WithoutSdk(llvm::IntrusiveRefCntPtr<vfs::FileSystem> Disk,
             llvm::IntrusiveRefCntPtr<vfs::FileSystem> Facade,
             const RuleSet &Rules, const ParseOptions &Options,
             SdkAnswers *Known)
      : ProxyFileSystem(Disk), Facade(std::move(Facade)),
        Sdk(Rules, std::move(Disk), Options.root), Main(Options.file),
        Known(Known ? *Known : Own) {}

  llvm::ErrorOr<vfs::Status> status(const llvm::Twine &Path) override {
    llvm::SmallString<256> Name = absolute(Path);
    if (isBelow(Name, FacadeRoot))
      return std::make_error_code(std::errc::no_such_file_or_directory);
    auto Status = ProxyFileSystem::status(Path);
    if (!Status || !Status->isRegularFile() || Name == Main)
      return Status;
    if (!isSdk(Name, Status->getUniqueID()))
      return Status;
    return Facade->status(served(Name));
  }

  bool exists(const llvm::Twine &Path) override { return bool(status(Path)); }

  llvm::ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const llvm::Twine &Path) override {
    llvm::SmallString<256> Name = absolute(Path);
    if (isBelow(Name, FacadeRoot))
      return std::make_error_code(std::errc::no_such_file_or_directory);
    auto File = ProxyFileSystem::openFileForRead(Path);
    if (!File || Name == Main)
      return File;
    auto Real = (*File)->getName();
    if (!Real || !Sdk.owns(Name, *Real))
      return File;
    return Facade->openFileForRead(served(Name));
  }

private:
  bool isSdk(llvm::StringRef Name, llvm::sys::fs::UniqueID File) {
    auto [It, New] = Known.answers.try_emplace(Name);
    if (New || It->second.file != File) {
      llvm::SmallString<256> Real;
      bool IsSdk = !getRealPath(Name, Real) && Sdk.owns(Name, Real);
      It->second = {File, IsSdk};
    }
    return It->second.isSdk;
  }
  llvm::SmallString<256> absolute(const llvm::Twine &Path) const {
    llvm::SmallString<256> Name;
    Path.toVector(Name);
    makeAbsolute(Name);
    return Name;
  }
  /// Nothing lies there where the facade serves no such header.
  std::string served(llvm::StringRef Path) const {
    return (FacadeIncludeDir + "/" + Sdk.servedName(Path)).str();
  }

  llvm::IntrusiveRefCntPtr<vfs::FileSystem> Facade;
  SdkFiles Sdk;
  std::string Main; ///< It is read whatever it is.
  SdkAnswers Own;
  SdkAnswers &Known; ///< Own, or what outlives this.
};

} // namespace

llvm::IntrusiveRefCntPtr<vfs::FileSystem>
facadeFileSystem(const RuleSet &Rules, const ParseOptions &Options,
                 ReadLog *Log, SdkAnswers *Known) {
  auto Memory = llvm::makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
  for (auto &[Path, Text] : facadeFiles(Rules))
    // With a time, as a file has: without one Clang takes them for files that
    // may be another each time it looks.
    Memory->addFile(Path, 1, llvm::MemoryBuffer::getMemBufferCopy(Text, Path));
  // A file system of its own, so that its working directory is too: units
  // with different directories are parsed at the same time.
  llvm::IntrusiveRefCntPtr<vfs::FileSystem> Disk(
      vfs::createPhysicalFileSystem().release());
  Disk = regularFilesOf(std::move(Disk));
  if (Options.buffers)
    Disk = overlayBuffers(std::move(Disk), *Options.buffers);
  if (Log)
    Disk = logReads(std::move(Disk), *Log);
  if (Options.cudaPath.empty())
    Disk = llvm::makeIntrusiveRefCnt<WithoutSdk>(std::move(Disk), Memory, Rules,
                                                 Options, Known);
  auto Overlay = llvm::makeIntrusiveRefCnt<vfs::OverlayFileSystem>(Disk);
  Overlay->pushOverlay(Memory);
  Overlay->setCurrentWorkingDirectory(Options.directory);
  return Overlay;
}

} // namespace causeway
