// A step of the build: reads the rule files, facade headers and profiles and
// writes them as one C++ source that the program carries.
//   causeway_compile_rules RULES_DIR OUT.cpp
// SPDX-License-Identifier: Apache-2.0
#include "generate/RuleFolder.h"
#include "rules/CompiledRules.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace causeway;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static llvm::Error addProfile(const std::string &Top, const std::string &Name,
                              std::vector<Profile> &Profiles) {
  StringRef Id = path::stem(Name);
  if (Id == "template") // for people to copy
    return llvm::Error::success();
  auto Text = textOf(Top + "/" + Name);
  if (!Text)
    return Text.takeError();
  auto P = Profile::parse(*Text, Name, Id);
  if (!P)
    return P.takeError();
  Profiles.push_back(std::move(*P));
  return llvm::Error::success();
}

/// A function that returns bytes.
static void writeBytes(llvm::raw_ostream &OS, StringRef Function,
                       StringRef Bytes) {
  OS << "llvm::StringRef causeway::" << Function
     << "() {\n  static const char Bytes[] =";
  constexpr size_t Line = 4096;
  for (StringRef Rest = Bytes; !Rest.empty();
       Rest = Rest.drop_front(std::min(Line, Rest.size()))) {
    OS << "\n\"";
    OS.write_escaped(Rest.take_front(Line));
    OS << '"';
  }
  OS << ";\n  return {Bytes, sizeof Bytes - 1};\n}\n";
}

static llvm::Error run(const std::string &Top, StringRef Out) {
  std::vector<Profile> Profiles;
  auto Files = readRuleFolder(Top);
  llvm::Error Errors = llvm::Error::success();
  for (const std::string &Name : yamlFiles(Top, {"profiles"}))
    Errors =
        llvm::joinErrors(std::move(Errors), addProfile(Top, Name, Profiles));
  if (!Files)
    return llvm::joinErrors(std::move(Errors), Files.takeError());
  if (Errors)
    return Errors;
  return llvm::writeToOutput(Out, [&](llvm::raw_ostream &OS) {
    OS << "// Made by CompileRules.cpp.\n#include \"rules/CompiledRules.h\"\n";
    writeBytes(OS, "builtinRules", compileRules(*Files));
    writeBytes(OS, "builtinProfileBytes", compileProfiles(Profiles));
    return llvm::Error::success();
  });
}

int main(int Argc, char **Argv) {
  if (Argc != 3) {
    llvm::errs() << "usage: causeway_compile_rules RULES_DIR OUT.cpp\n";
    return 2;
  }
  llvm::Error E = run(Argv[1], Argv[2]);
  bool Bad = bool(E);
  llvm::handleAllErrors(std::move(E), [](const llvm::ErrorInfoBase &Info) {
    llvm::errs() << Info.message() << '\n';
  });
  return Bad;
}
