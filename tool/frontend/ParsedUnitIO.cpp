// The format: numbers are LEB128. Each text is stored once, in a table. Each
// path that was read stores only the part that differs from the path before it.
//
// SPDX-License-Identifier: Apache-2.0
#include "frontend/ParsedUnitIO.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/DataExtractor.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"

namespace causeway {
namespace {

using llvm::StringRef;

bool hasDigest(ReadLog::Kind K) {
  return K == ReadLog::Kind::Content || K == ReadLog::Kind::Listing;
}

StringRef bytesOf(const Digest &D) {
  return StringRef(reinterpret_cast<const char *>(D.data()), D.size());
}

// ---- Writing ----------------------------------------------------------------

class Writer {
public:
  void number(uint64_t N) { llvm::encodeULEB128(N, Body); }
  void text(StringRef Text) {
    auto [It, New] = Ids.try_emplace(Text, Ids.size());
    if (New) {
      llvm::encodeULEB128(Text.size(), Table);
      Table << Text;
    }
    number(It->second);
  }
  void span(Span S) {
    number(S.begin);
    number(S.end - S.begin);
  }
  void digest(const Digest &D) { Body << bytesOf(D); }
  void place(const FilePlace &P) {
    text(P.first);
    number(P.second);
  }
  /// Writes the size of a list, then calls `Item` for each element.
  template <typename List, typename Fn> void list(const List &L, Fn Item) {
    number(L.size());
    for (const auto &Each : L)
      Item(Each);
  }

  void finish(llvm::raw_ostream &OS) {
    llvm::encodeULEB128(Ids.size(), OS);
    OS << TableBytes << BodyBytes;
  }

private:
  std::string TableBytes, BodyBytes;
  llvm::raw_string_ostream Table{TableBytes}, Body{BodyBytes};
  llvm::StringMap<size_t> Ids;
};

void write(Writer &W, const Use &U) {
  W.number(unsigned(U.kind));
  W.number(unsigned(U.confidence));
  W.text(U.name);
  W.text(U.file);
  W.span(U.token);
  W.span(U.whole);
  W.number(U.slots.size());
  for (const Slot &S : U.slots) {
    W.text(S.name);
    W.span(S.span);
    W.text(S.append);
    W.number(S.appendAt);
  }
  W.text(U.function);
  W.number(U.inKernel | unsigned(U.inC) << 1);
  W.text(U.notEditable);
}

void write(Writer &W, const SourceDiagnostic &D) {
  W.number(unsigned(D.severity));
  W.text(D.file);
  W.number(D.line);
  W.number(D.column);
  W.text(D.message);
  W.number(D.undeclared);
}

void write(Writer &W, const KernelFacts &K) {
  auto Place = [&](const FilePlace &P) { W.place(P); };
  W.text(K.name);
  W.text(K.file);
  W.span(K.span);
  W.list(K.callees, [&](const auto &C) {
    W.text(C.first);
    W.span(C.second);
  });
  W.number(K.asWritten | K.sharedAtLeast << 1 | K.dynamicShared << 2 |
           K.recursion << 3 | K.callsUnknown << 4 | K.isTemplate << 5);
  W.number(K.sharedBytes);
  W.list(K.places, [&](const auto &P) {
    W.number(unsigned(P.first));
    W.list(P.second, Place);
  });
  W.list(K.precision, [&](const auto &P) {
    W.text(P.first);
    W.place(P.second);
  });
  W.list(K.needs, [&](const auto &P) {
    W.text(P.first);
    W.list(P.second, Place);
  });
  W.list(K.inMacros, Place);
  W.number(K.maxThreads.value_or(0));
  W.list(K.blockSizes, [&](const auto &Size) {
    for (unsigned N : Size)
      W.number(N);
  });
}

void writeReads(llvm::raw_ostream &OS, const ReadLog &Log) {
  OS << char(Log.repeatable);
  llvm::encodeULEB128(Log.entries.size(), OS);
  StringRef Before;
  for (const auto &[Path, E] : Log.entries) {
    size_t Shared = 0;
    while (Shared < std::min(Before.size(), Path.size()) &&
           Before[Shared] == Path[Shared])
      ++Shared;
    llvm::encodeULEB128(Shared, OS);
    llvm::encodeULEB128(Path.size() - Shared, OS);
    OS << StringRef(Path).drop_front(Shared) << char(E.kind);
    if (hasDigest(E.kind))
      OS << bytesOf(E.digest);
    Before = Path;
  }
}

// ---- Reading ----------------------------------------------------------------

/// Reads untrusted bytes. After the first error, all that is read is empty and
/// `good` is false.
class Reader {
public:
  explicit Reader(StringRef Bytes) : Data(Bytes, true, 8) {}
  ~Reader() { llvm::consumeError(At.takeError()); }

  bool good() { return bool(At) && !Broken; }
  bool atEnd() { return good() && Data.eof(At); }

  uint64_t number() { return Data.getULEB128(At); }
  StringRef bytes(uint64_t Size) { return Data.getBytes(At, Size); }
  Digest digest() {
    Digest D{};
    StringRef Bytes = bytes(D.size());
    if (good())
      llvm::copy(Bytes.bytes(), D.begin());
    return D;
  }
  template <typename Enum> Enum choice(Enum Last) {
    uint64_t N = number();
    Broken |= N > uint64_t(Last);
    return Broken ? Enum() : Enum(N);
  }
  unsigned offset() {
    uint64_t N = number();
    Broken |= N > UINT_MAX;
    return unsigned(N);
  }
  Span span() {
    unsigned Begin = offset(), Size = offset();
    Broken |= Size > UINT_MAX - Begin;
    return {Begin, Begin + Size};
  }
  FilePlace place() {
    std::string File = text();
    return {std::move(File), offset()};
  }
  std::set<FilePlace> places() {
    std::set<FilePlace> All;
    list([&] { All.insert(place()); });
    return All;
  }
  /// Reads a size and calls `Item` that often.
  template <typename Fn> void list(Fn Item) {
    for (uint64_t N = number(); N && good(); --N)
      Item();
  }

  void readTable() {
    list([&] { Table.push_back(bytes(number())); });
  }
  std::string text() {
    uint64_t Id = number();
    Broken |= Id >= Table.size();
    return Broken ? std::string() : Table[Id].str();
  }

private:
  llvm::DataExtractor Data;
  llvm::DataExtractor::Cursor At{0};
  std::vector<StringRef> Table;
  bool Broken = false;
};

Use readUse(Reader &R) {
  Use U;
  U.kind = R.choice(Use::Kind::WarpWidth);
  U.confidence = R.choice(Confidence::Lexical);
  U.name = R.text();
  U.file = R.text();
  U.token = R.span();
  U.whole = R.span();
  R.list([&] {
    Slot S;
    S.name = R.text();
    S.span = R.span();
    S.append = R.text();
    S.appendAt = R.offset();
    U.slots.push_back(std::move(S));
  });
  U.function = R.text();
  uint64_t Flags = R.number();
  U.inKernel = Flags & 1;
  U.inC = Flags & 2;
  U.notEditable = R.text();
  return U;
}

SourceDiagnostic readDiagnostic(Reader &R) {
  SourceDiagnostic D;
  D.severity = R.choice(SourceDiagnostic::Severity::Error);
  D.file = R.text();
  D.line = R.offset();
  D.column = R.offset();
  D.message = R.text();
  D.undeclared = R.number();
  return D;
}

KernelFacts readKernel(Reader &R) {
  KernelFacts K;
  K.name = R.text();
  K.file = R.text();
  K.span = R.span();
  R.list([&] {
    std::string File = R.text();
    K.callees.insert({std::move(File), R.span()});
  });
  uint64_t Flags = R.number();
  K.asWritten = Flags & 1;
  K.sharedAtLeast = Flags & 2;
  K.dynamicShared = Flags & 4;
  K.recursion = Flags & 8;
  K.callsUnknown = Flags & 16;
  K.isTemplate = Flags & 32;
  K.sharedBytes = R.number();
  R.list([&] {
    Fact F = R.choice(Fact::Assembly);
    K.places[F] = R.places();
  });
  R.list([&] {
    std::string Type = R.text();
    K.precision[Type] = R.place();
  });
  R.list([&] {
    std::string Extension = R.text();
    K.needs[Extension] = R.places();
  });
  K.inMacros = R.places();
  if (unsigned Threads = R.offset())
    K.maxThreads = Threads;
  R.list([&] {
    std::array<unsigned, 3> Size{};
    for (unsigned &N : Size)
      N = R.offset();
    K.blockSizes.insert(Size);
  });
  return K;
}

bool readReads(
    Reader &R,
    llvm::function_ref<bool(StringRef Path, const ReadLog::Entry &)> Each) {
  bool Repeatable = R.bytes(1) == StringRef("\1", 1);
  std::string Path;
  bool Went = true;
  R.list([&] {
    uint64_t Shared = R.number(), Rest = R.number();
    StringRef End = R.bytes(Rest);
    Path.resize(std::min<uint64_t>(Shared, Path.size()));
    Path += End;
    ReadLog::Entry E;
    E.kind = R.choice(ReadLog::Kind::Listing);
    if (hasDigest(E.kind))
      E.digest = R.digest();
    Went = Went && R.good() && Each(Path, E);
  });
  return Went && R.good() && Repeatable;
}

} // namespace

std::string serialize(const ParsedUnit &Unit) {
  Writer W;
  W.number(Unit.isCuda);
  W.number(Unit.uses.size());
  for (const Use &U : Unit.uses)
    write(W, U);
  W.number(Unit.diagnostics.size());
  for (const SourceDiagnostic &D : Unit.diagnostics)
    write(W, D);
  W.number(Unit.files.size());
  for (const auto &[Path, Text] : Unit.files) {
    W.text(Path);
    W.digest(Text);
  }
  for (const auto *Places :
       {&Unit.own, &Unit.undeclared, &Unit.unknownTypes, &Unit.outside}) {
    W.number(Places->size());
    for (const auto &[Path, Offsets] : *Places) {
      W.text(Path);
      W.number(Offsets.size());
      unsigned Before = 0;
      for (unsigned Offset : Offsets)
        W.number(Offset - std::exchange(Before, Offset));
    }
  }
  W.number(Unit.missing.size());
  for (const std::string &Name : Unit.missing)
    W.text(Name);
  W.number(Unit.functions.size());
  for (const Function &F : Unit.functions) {
    W.text(F.name);
    W.text(F.file);
    W.span(F.token);
    W.span(F.whole);
    W.number(unsigned(F.side));
  }
  W.list(Unit.kernels, [&](const KernelFacts &K) { write(W, K); });
  W.list(Unit.constants, [&](const auto &C) {
    W.place(C.first);
    W.number(C.second);
  });

  std::string Reads, Bytes;
  llvm::raw_string_ostream ReadsOut(Reads), Out(Bytes);
  writeReads(ReadsOut, Unit.reads);
  llvm::encodeULEB128(Reads.size(), Out);
  Out << Reads;
  W.finish(Out);
  return Bytes;
}

std::optional<ParsedUnit> deserialize(StringRef Bytes) {
  Reader R(Bytes);
  R.bytes(R.number()); // skip the read log
  R.readTable();
  ParsedUnit Unit;
  Unit.isCuda = R.number();
  R.list([&] { Unit.uses.push_back(readUse(R)); });
  R.list([&] { Unit.diagnostics.push_back(readDiagnostic(R)); });
  R.list([&] {
    std::string Path = R.text();
    Unit.files[Path] = R.digest();
  });
  for (auto *Places :
       {&Unit.own, &Unit.undeclared, &Unit.unknownTypes, &Unit.outside})
    R.list([&] {
      auto &Offsets = (*Places)[R.text()];
      unsigned At = 0;
      R.list([&] { Offsets.insert(Offsets.end(), At += R.offset()); });
    });
  R.list([&] { Unit.missing.insert(R.text()); });
  R.list([&] {
    Function F;
    F.name = R.text();
    F.file = R.text();
    F.token = R.span();
    F.whole = R.span();
    F.side = R.choice(Function::Side::Kernel);
    Unit.functions.push_back(std::move(F));
  });
  R.list([&] { Unit.kernels.push_back(readKernel(R)); });
  R.list([&] {
    FilePlace At = R.place();
    Unit.constants[At] = R.number();
  });
  if (!R.atEnd())
    return std::nullopt;
  return Unit;
}

bool everyRead(
    StringRef Bytes,
    llvm::function_ref<bool(StringRef Path, const ReadLog::Entry &)> Each) {
  Reader All(Bytes);
  StringRef Reads = All.bytes(All.number());
  if (!All.good())
    return false;
  Reader R(Reads);
  return readReads(R, Each) && R.atEnd();
}

} // namespace causeway
