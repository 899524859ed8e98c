// Lays the facade headers out in memory.
// SPDX-License-Identifier: Apache-2.0
#include "frontend/Facade.h"
#include "input/File.h"

namespace causeway {

static std::string forwardTo(llvm::StringRef Header) {
  // What the CUDA world declares can be called from both sides; saying so once
  // here keeps the facade headers plain. The sources themselves stay outside of
  // the pragma: Clang refuses shared memory in functions of both sides.
  return ("#pragma once\n"
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

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
facadeFileSystem(const RuleSet &Rules, llvm::StringRef Directory, ReadLog *Log,
                 const Buffers *Open) {
  auto Memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  for (auto &[Path, Text] : facadeFiles(Rules))
    // With a time, as a file has: without one Clang takes them for files that
    // may be another each time it looks.
    Memory->addFile(Path, 1, llvm::MemoryBuffer::getMemBufferCopy(Text, Path));
  // A file system of its own, so that its working directory is too: units
  // with different directories are parsed at the same time.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk(
      llvm::vfs::createPhysicalFileSystem().release());
  Disk = regularFilesOf(std::move(Disk));
  if (Open)
    Disk = overlayBuffers(std::move(Disk), *Open);
  if (Log)
    Disk = logReads(std::move(Disk), *Log);
  auto Overlay =
      llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(std::move(Disk));
  Overlay->pushOverlay(Memory);
  Overlay->setCurrentWorkingDirectory(Directory);
  return Overlay;
}

} // namespace causeway
