// SPDX-License-Identifier: Apache-2.0
#include "engine/Disk.h"
#include "frontend/Paths.h"
#include "input/File.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

namespace causeway {

namespace fs = llvm::sys::fs;
using llvm::StringRef;

void Disk::reopen(const Buffers *New) {
  for (const Buffers *B : {Open, New})
    if (B)
      for (const auto &[Path, Text] : *B) {
        Places.erase(Path);
        Files.erase(Path);
      }
  Open = New;
}

bool Disk::answers(StringRef Path, const ReadLog::Entry &E) {
  using Kind = ReadLog::Kind;
  Place &P = place(Path);
  if (P.odd)
    return false;
  switch (E.kind) {
  case Kind::Absent:
  case Kind::File:
  case Kind::Folder:
    return P.kind == E.kind;
  case Kind::Listing:
    if (P.kind != Kind::Folder)
      return false;
    if (!P.listing) {
      std::vector<std::string> Names;
      std::error_code EC;
      for (fs::directory_iterator I(Path, EC), End; !EC && I != End;
           I.increment(EC))
        Names.push_back(llvm::sys::path::filename(I->path()).str());
      if (EC)
        return false;
      P.listing = ReadLog::listingDigest(std::move(Names));
    }
    return *P.listing == E.digest;
  case Kind::Content:
    if (P.kind != Kind::File)
      return false;
    File &F = file(P.realPath, /*Keep=*/false);
    return F.readable &&
           ReadLog::contentDigest(F.digest, P.realPath) == E.digest;
  }
  return false;
}

std::optional<Digest> Disk::digest(StringRef RealPath) {
  File &F = file(RealPath, /*Keep=*/true);
  return F.readable ? std::optional(F.digest) : std::nullopt;
}

StringRef Disk::text(StringRef RealPath) {
  File &F = file(RealPath, /*Keep=*/true);
  return F.text ? F.text->getBuffer() : StringRef();
}

bool Disk::isTaken(StringRef Path) {
  if (opened(Path))
    return true;
  auto [It, New] = Taken.try_emplace(Path);
  if (New) {
    fs::file_status Status;
    It->second = !fs::status(Path, Status, /*follow=*/false);
  }
  return It->second;
}

Disk::Place &Disk::place(StringRef Path) {
  auto [It, New] = Places.try_emplace(Path);
  Place &P = It->second;
  if (!New)
    return P;
  fs::file_status Status;
  if (fs::status(Path, Status)) {
    if (opened(Path)) {
      P.kind = ReadLog::Kind::File;
      P.realPath = Path.str();
    }
    return P;
  }
  P.odd = Status.type() != fs::file_type::regular_file &&
          Status.type() != fs::file_type::directory_file;
  P.kind = Status.type() == fs::file_type::directory_file
               ? ReadLog::Kind::Folder
               : ReadLog::Kind::File;
  if (P.kind == ReadLog::Kind::File && !P.odd) {
    llvm::SmallString<256> Real;
    if (fs::real_path(Path, Real))
      Real = Path;
    P.realPath = Real.str().str();
  }
  return P;
}

Disk::File &Disk::file(StringRef RealPath, bool Keep) {
  auto [It, New] = Files.try_emplace(RealPath);
  File &F = It->second;
  if (!New && (!Keep || F.text || !F.readable))
    return F;
  if (const std::string *Text = opened(RealPath)) {
    F.digest = causeway::digest(*Text);
    F.readable = true;
    F.text = llvm::MemoryBuffer::getMemBuffer(*Text);
    return F;
  }
  auto Text = readFile(RealPath);
  if (!Text)
    return F;
  F.digest = causeway::digest((*Text)->getBuffer());
  F.readable = true;
  if (Keep || isBelow(RealPath, Root))
    F.text = std::move(*Text);
  return F;
}

const std::string *Disk::opened(StringRef RealPath) const {
  if (!Open)
    return nullptr;
  auto It = Open->find(RealPath.str());
  return It == Open->end() ? nullptr : &It->second;
}

} // namespace causeway
