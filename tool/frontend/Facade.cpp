// Builds the facade's file system in memory.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Facade.h"
#include "frontend/Paths.h"
#include "frontend/SdkFiles.h"
#include "input/File.h"

namespace causeway {

static std::string forwardTo(llvm::StringRef Header) {
  // Everything that the facade declares can be called from host and device. The
  // pragma says so once, which keeps the facade headers plain. It must not
  // cover the sources: Clang rejects shared memory in functions of both sides.
  // The facade's folder is the first `-I` folder, not a system folder, so each
  // file marks itself as a system header.
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

/// A file system that hides an installed CUDA SDK. If the facade has a header
/// of the same name, it replaces the SDK's.
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
  /// The path of the facade's header; no file exists there if the facade has
  /// none.
  std::string served(llvm::StringRef Path) const {
    return (FacadeIncludeDir + "/" + Sdk.servedName(Path)).str();
  }

  llvm::IntrusiveRefCntPtr<vfs::FileSystem> Facade;
  SdkFiles Sdk;
  std::string Main; ///< The unit itself is never hidden.
  SdkAnswers Own;
  SdkAnswers &Known; ///< Own, or the caller's.
};

} // namespace

llvm::IntrusiveRefCntPtr<vfs::FileSystem>
facadeFileSystem(const RuleSet &Rules, const ParseOptions &Options,
                 ReadLog *Log, SdkAnswers *Known) {
  auto Memory = llvm::makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
  for (auto &[Path, Text] : facadeFiles(Rules))
    // With a modification time. Without one Clang assumes that a file may
    // differ at each read.
    Memory->addFile(Path, 1, llvm::MemoryBuffer::getMemBufferCopy(Text, Path));
  // Each unit has its own file system, since units with different working
  // directories are parsed at the same time.
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
