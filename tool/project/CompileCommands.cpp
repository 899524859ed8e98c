// LLVM's JSON reader validates a database and locates mistakes. Clang's Tooling
// library interprets the valid database, and infers commands for other files.
//
// SPDX-License-Identifier: Apache-2.0
#include "project/CompileCommands.h"
#include "input/File.h"
#include "input/Json.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <optional>

namespace causeway {
namespace {

using llvm::StringRef;
namespace json = llvm::json;

template <typename... Ts> llvm::Error fail(const char *Format, Ts... Values) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Format,
                                 Values...);
}

/// One entry as Tooling accepts it: the directory is absolute, and unknown keys
/// are removed.
llvm::Expected<json::Object> entry(const json::Value &Value, StringRef Folder) {
  const json::Object *From = Value.getAsObject();
  if (!From)
    return fail("must be an object");
  auto File = From->getString("file");
  if (!File || File->empty())
    return fail("'file' is missing");
  json::Object To{{"file", *File}};
  llvm::SmallString<256> Directory;
  if (const json::Value *D = From->get("directory")) {
    if (!D->getAsString())
      return fail("'directory' must be text");
    Directory = *D->getAsString();
  }
  llvm::sys::fs::make_absolute(Folder, Directory);
  llvm::sys::path::remove_dots(Directory, /*remove_dot_dot=*/true);
  To["directory"] = Directory.str().str();
  if (const json::Value *Arguments = From->get("arguments")) {
    const json::Array *List = Arguments->getAsArray();
    if (!List || List->empty() ||
        !llvm::all_of(*List, [](const json::Value &V) {
          return V.getAsString().has_value();
        }))
      return fail("'arguments' must be a list of texts");
    To["arguments"] = json::Array(*List);
  } else if (auto Command = From->getString("command");
             Command && !Command->trim().empty()) {
    To["command"] = *Command;
  } else {
    return fail("'arguments' and 'command' are both missing");
  }
  if (auto Output = From->getString("output"))
    To["output"] = *Output;
  return To;
}

/// Whether `Args[I]` is nvcc's option for `@FILE`, which takes a list of files.
/// If so, `I` becomes the index of its last argument.
bool isOptionFile(const std::vector<std::string> &Args, size_t &I,
                  std::vector<std::string> &Files) {
  StringRef Arg = Args[I];
  if (!Arg.consume_front("--options-file") && !Arg.consume_front("-optf"))
    return false;
  if (Arg.empty() && I + 1 < Args.size())
    Arg = Args[++I];
  else if (!Arg.consume_front("="))
    return false;
  llvm::SmallVector<StringRef, 2> Names;
  Arg.split(Names, ',', -1, /*KeepEmpty=*/false);
  for (StringRef Name : Names)
    Files.push_back(("@" + Name).str());
  return true;
}

} // namespace

llvm::Expected<CompileCommands> CompileCommands::parse(StringRef Json,
                                                       StringRef Folder) {
  auto Parsed = parseJson(Json);
  if (!Parsed)
    return fail("not valid JSON: %s",
                llvm::toString(Parsed.takeError()).c_str());
  const json::Array *Entries = Parsed->getAsArray();
  if (!Entries)
    return fail("must be a JSON array of compile commands");
  json::Array Checked;
  for (auto [I, Value] : llvm::enumerate(*Entries)) {
    auto Entry = entry(Value, Folder);
    if (!Entry)
      return fail("entry %zu: %s", I + 1,
                  llvm::toString(Entry.takeError()).c_str());
    Checked.push_back(std::move(*Entry));
  }
  std::string Text, Message;
  llvm::raw_string_ostream(Text) << json::Value(std::move(Checked));
  auto Read = clang::tooling::JSONCompilationDatabase::loadFromBuffer(
      Text, Message, clang::tooling::JSONCommandLineSyntax::Gnu);
  if (!Read)
    return fail("%s", StringRef(Message).trim().str().c_str());
  CompileCommands Result;
  Result.Database =
      clang::tooling::inferMissingCompileCommands(std::move(Read));
  return Result;
}

std::vector<std::string> CompileCommands::files() const {
  return Database->getAllFiles();
}

std::vector<Unit> CompileCommands::unitsOf(StringRef File) const {
  std::vector<Unit> Units;
  for (auto &Command : Database->getCompileCommands(File)) {
    Unit U{File.str(), Command.Directory, {}};
    for (size_t I = 1; I < Command.CommandLine.size(); ++I)
      U.args.push_back(Command.CommandLine[I]);
    expandOptionFiles(U.args, U.directory);
    bool Twice = llvm::any_of(Units, [&](const Unit &Other) {
      return Other.args == U.args && Other.directory == U.directory;
    });
    if (!Twice)
      Units.push_back(std::move(U));
  }
  return Units;
}

/// Limits for option files. They may include each other, so their size may
/// double with each level.
constexpr uint64_t MaxOptionBytes = uint64_t(16) << 20;
constexpr unsigned MaxOptionFiles = 1000, MaxOptionDepth = 16;

namespace {

class OptionFiles {
public:
  explicit OptionFiles(StringRef Directory) : Directory(Directory) {}

  void expand(const std::vector<std::string> &Args, unsigned Depth,
              std::vector<std::string> &Out) {
    for (size_t I = 0; I < Args.size(); ++I) {
      std::vector<std::string> Names;
      if (!isOptionFile(Args, I, Names))
        Names = {Args[I]};
      for (const std::string &Name : Names)
        if (auto Inside = read(Name, Depth))
          expand(*Inside, Depth + 1, Out);
        else
          Out.push_back(Name);
    }
  }

private:
  std::optional<std::vector<std::string>> read(StringRef Arg, unsigned Depth) {
    if (!Arg.consume_front("@") || Depth == MaxOptionDepth || !FilesLeft)
      return std::nullopt;
    llvm::SmallString<256> Path(Arg);
    llvm::sys::fs::make_absolute(Directory, Path);
    auto Buffer = readFile(Path, BytesLeft);
    if (!Buffer)
      return std::nullopt;
    --FilesLeft;
    BytesLeft -= (*Buffer)->getBufferSize();
    StringRef Text = (*Buffer)->getBuffer();
    std::string Converted;
    if (llvm::hasUTF16ByteOrderMark({Text.data(), Text.size()}) &&
        llvm::convertUTF16ToUTF8String({Text.data(), Text.size()}, Converted))
      Text = Converted;
    Text.consume_front("\xEF\xBB\xBF");
    llvm::BumpPtrAllocator Memory;
    llvm::StringSaver Saver(Memory);
    llvm::SmallVector<const char *, 64> Words;
    llvm::cl::TokenizeGNUCommandLine(Text, Saver, Words);
    return std::vector<std::string>(Words.begin(), Words.end());
  }

  StringRef Directory;
  uint64_t BytesLeft = MaxOptionBytes;
  unsigned FilesLeft = MaxOptionFiles;
};

} // namespace

void expandOptionFiles(std::vector<std::string> &Args, StringRef Directory) {
  std::vector<std::string> Expanded;
  OptionFiles(Directory).expand(Args, 0, Expanded);
  Args = std::move(Expanded);
}

} // namespace causeway
