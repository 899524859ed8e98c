// The names that files get: whatever is in the way, includes and build scripts
// name files that the output has, and what compiled before compiles after.
// SPDX-License-Identifier: Apache-2.0
#include "cli/Cli.h"

namespace {

/// A tree in which a source cannot simply become `.cpp`.
struct NameClash {
  const char *name;
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<std::pair<std::string, std::string>> links = {};
  std::string flags = {};
};

/// Every tree has a `main.cpp`, which compiles as it is and must do so after
/// the migration.
const NameClash Clashes[] = {
    {"AnotherFileHasTheName",
     {{"a.cu", "struct FromCu {};\n"},
      {"a.cpp", "struct Other {};\n"},
      {"main.cpp", "#include \"a.cu\"\nFromCu x;\n"}}},
    {"AnotherFileHasTheSecondNameToo",
     {{"a.cu", "struct FromCu {};\n"},
      {"a.cpp", "struct Other {};\n"},
      {"a.cu.cpp", "struct Third {};\n"},
      {"main.cpp", "#include \"a.cu\"\nFromCu x;\n"}}},
    {"TwoSourcesWantOneName",
     {{"a.cu", "struct FromCu {};\n"},
      {"a.cpp", "struct Other {};\n"},
      {"a.cu.cu", "struct FromCuCu {};\n"},
      {"main.cpp",
       "#include \"a.cu\"\n#include \"a.cu.cu\"\nFromCu x;\nFromCuCu y;\n"}}},
    {"AFolderHasTheName",
     {{"a.cu", "struct FromCu {};\n"},
      {"a.cpp/data.txt", "text\n"},
      {"main.cpp", "#include \"a.cu\"\nFromCu x;\n"}}},
    {"IncludedByARelativePath",
     {{"d/a.cu", "struct FromCu {};\n"},
      {"d/a.cpp", "struct Other {};\n"},
      {"m/part.h", "#include \"../d/a.cu\"\n"},
      {"main.cpp", "#include \"m/../m/part.h\"\nFromCu x;\n"}}},
    {"IncludedInAngleBrackets",
     {{"d/a.cu", "struct FromCu {};\n"},
      {"d/a.cpp", "struct Other {};\n"},
      {"main.cpp", "#include <a.cu>\nFromCu x;\n"}},
     {},
     "-Id"},
    {"AFileOfAFolderSearchedFirstHasTheName",
     {{"first/a.cpp", "struct Other {};\n"},
      {"second/a.cu", "struct FromCu {};\n"},
      {"main.cpp", "#include \"a.cu\"\nFromCu x;\n"}},
     {},
     "-I first -isystem second"},
    {"TheIncludingFileItselfHasTheName",
     {{"d/main.cu", "struct FromCu {};\n"},
      {"main.cpp", "#include \"main.cu\"\nFromCu x;\n"}},
     {},
     "-Id"},
    {"ANewNameWouldHideAnotherFile",
     {{"b.cu", "struct FromCu {};\n"},
      {"d/b.cpp", "struct Other {};\n"},
      {"main.cpp",
       "#include \"b.cpp\"\n#include \"b.cu\"\nOther x;\nFromCu y;\n"}},
     {},
     "-Id"},
    {"NoUnitCompilesTheBranch",
     {{"a.cu", "struct FromCu {};\n"},
      {"a.cpp", "struct Other {};\n"},
      {"b.cu", "struct Second {};\n"},
      {"main.cpp",
       "#ifdef __unix__\n#include \"a.cu\"\nFromCu x;\n#endif\n"
       "#ifndef __clang__\n#include \"b.cu\"\nSecond y;\n#endif\n"}}},
    {"AMacroHasTheName",
     {{"a.cu", "struct FromCu {};\n"},
      {"a.cpp", "struct Other {};\n"},
      {"main.cpp", "#define PART \"a.cu\"\n#include PART\nFromCu x;\n"}}},
    {"ACodeAsksWhetherTheFileIsThere",
     {{"a.cu", "struct FromCu {};\n"},
      {"a.cpp", "struct Other {};\n"},
      {"main.cpp", "#if __has_include(\"a.cu\") && __has_include(<d/b.cu>)\n"
                   "#include \"a.cu\"\n#endif\nFromCu x;\n"},
      {"d/b.cu", "struct Second {};\n"}},
     {},
     "-I."},
    {"AHeaderIsNotRenamed",
     {{"x.cuh", "struct FromCuh {};\n"},
      {"x.h", "struct Other {};\n"},
      {"x.hpp", "struct Third {};\n"},
      {"main.cpp", "#include \"x.cuh\"\nFromCuh x;\n"}}},
    {"AnEmptySource",
     {{"a.cu", ""},
      {"b.cu", ""},
      {"b.cpp", "int b;\n"},
      {"main.cpp", "#include \"a.cu\"\n#include \"b.cu\"\n"}}},
    {"AllAreLong",
     {{std::string(252, 'a') + ".cu", "struct FromCu {};\n"},
      {"main.cpp",
       "#include \"" + std::string(252, 'a') + ".cu\"\nFromCu x;\n"}}},
    {"ALinkLeadsToTheSource",
     {{"a.cu", "struct FromCu {};\n"},
      {"b.cpp", "struct Other {};\n"},
      {"main.cpp", "#include \"b.cu\"\nFromCu x;\n"}},
     {{"b.cu", "a.cu"}}},
    {"ALinkOfAnotherExtensionLeadsToTheSource",
     {{"d/a.cu", "struct FromCu {};\n"},
      {"d/a.cpp", "struct Other {};\n"},
      {"main.cpp", "#include \"a.inc\"\nFromCu x;\n"}},
     {{"a.inc", "d/a.cu"}}},
};

std::string nameOf(const testing::TestParamInfo<NameClash> &I) {
  return I.param.name;
}

class Names : public Cli, public testing::WithParamInterface<NameClash> {
protected:
  void SetUp() override {
    Cli::SetUp();
    for (const auto &[Path, Text] : GetParam().files)
      write("src/" + Path, Text);
    for (const auto &[Link, To] : GetParam().links)
      ASSERT_EQ(shell("ln -s " + To + " src/" + Link).status, 0);
  }
  Outcome migrate(const std::string &Options) {
    const std::string &Flags = GetParam().flags;
    return shell("cd src && " CAUSEWAY_PROGRAM " migrate . -q " + Options +
                 (Flags.empty() ? "" : " -- " + Flags));
  }
  void expectCompiles(const std::string &Root) {
    Outcome O = shell("cd " + Root + " && c++ -x c++ -fsyntax-only " +
                      GetParam().flags + " main.cpp");
    EXPECT_EQ(O.status, 0) << Root << ": " << O.err << shell("ls -R").out;
  }
};

TEST_P(Names, WhatCompilesBeforeCompilesAfter) {
  expectCompiles("src");
  Outcome O = migrate("--out ../out");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  expectCompiles("out");
  O = migrate("--in-place --force");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  expectCompiles("src");
  EXPECT_EQ(shell("diff -r -x .causeway -x MIGRATION.md src out").out, "");
}

INSTANTIATE_TEST_SUITE_P(Taken, Names, testing::ValuesIn(Clashes), nameOf);

class CliNames : public Cli {
protected:
  void SetUp() override {
    Cli::SetUp();
    write("p/a.cu", Saxpy);
    write("p/a.cpp", "int a;\n");
    write("p/main.cu", "#include \"a.cu\"\n");
  }
};

TEST_F(CliNames, EveryReportHasTheNameThatIsWritten) {
  ASSERT_EQ(causeway("migrate p -q --out out --report r.json").status, 0);
  ASSERT_TRUE(exists("out/a.cu.cpp"));
  EXPECT_NE(read("out/main.cpp").find("#include \"a.cu.cpp\""),
            std::string::npos);
  EXPECT_NE(read("r.json").find("\"replacement\": \"a.cu.cpp\""),
            std::string::npos)
      << read("r.json");
  EXPECT_NE(read("r.json").find("\"newPath\": \"a.cu.cpp\""),
            std::string::npos);
  Outcome O = causeway("migrate p -q --diff");
  EXPECT_NE(O.out.find("rename to a.cu.cpp"), std::string::npos) << O.out;
  EXPECT_NE(O.out.find("+#include \"a.cu.cpp\""), std::string::npos);
  O = causeway("audit p -q --json -");
  EXPECT_NE(O.out.find("\"newPath\": \"a.cu.cpp\""), std::string::npos)
      << O.out << O.err;
}

TEST_F(CliNames, ExportedFixesHaveTheNameThatIsWritten) {
  Outcome O = causeway("export-fixes p -q");
  EXPECT_NE(O.out.find("a.cu becomes a.cu.cpp"), std::string::npos) << O.out;
  EXPECT_NE(O.out.find("ReplacementText: .cu.cpp\n"), std::string::npos)
      << O.out;
}

TEST_F(CliNames, ASourceOutsideTheRootKeepsItsName) {
  write("p/main.cu", "#include \"../other/b.cu\"\n");
  write("other/b.cu", "struct B {};\n");
  ASSERT_NE(causeway("migrate p --root p -q --out out").status, 2);
  EXPECT_EQ(read("out/main.cpp"), "#include \"../other/b.cu\"\n");
}

TEST_F(CliNames, ANameThatCannotBeEditedIsLeftToAPerson) {
  write("p/main.cu", "#define TEXT(x) #x\n#define PART(x) TEXT(x.cu)\n"
                     "#include PART(a)\n");
  Outcome O = causeway("migrate p -q --out out");
  EXPECT_EQ(O.status, 1) << O.out;
  EXPECT_NE(O.out.find("a.cu -> a.cu.cpp: the name is put together by the "
                       "preprocessor"),
            std::string::npos)
      << O.out;
  write("p/main.cu", "#include PART\n");
  O = causeway("migrate p -q --diff -- '-DPART=\"a.cu\"'");
  EXPECT_EQ(O.status, 1) << O.out;
  EXPECT_NE(O.err.find("the name comes from the command line"),
            std::string::npos)
      << O.err;
}

TEST_F(CliNames, APatternThatMissesASourceIsLeftToAPerson) {
  write("p/Makefile", "app: a.o\n\tg++ $^ -o $@\n%.o: %.cu\n\tnvcc -c $<\n");
  Outcome O = causeway("migrate p -q --out out");
  EXPECT_EQ(O.status, 1) << O.out;
  EXPECT_NE(
      O.out.find(
          "a.cu becomes a.cu.cpp, so files made from it get another name, too"),
      std::string::npos)
      << O.out;
}

TEST_F(CliNames, AnIncludeIsFoundByTheCompileCommands) {
  write("q/d/a.cu", "struct FromCu {};\n");
  write("q/d/a.cpp", "struct Other {};\n");
  write("q/main.cpp", "#include <a.cu>\nFromCu x;\n");
  write("b/compile_commands.json",
        "[{\"directory\": \"" + at("q") +
            "\", \"file\": \"main.cpp\", \"arguments\": [\"c++\", "
            "\"-Id\", \"-c\", \"main.cpp\"]}]");
  ASSERT_EQ(causeway("migrate -p b q -q --out out").status, 0);
  EXPECT_EQ(read("out/main.cpp"), "#include <a.cu.cpp>\nFromCu x;\n");
}

TEST_F(CliNames, BuildScriptsHaveTheNameThatIsWritten) {
  write("p/sub/b.cu", Saxpy);
  write("p/sub/b.cpp", "int b;\n");
  write("p/sub/b.cu.cpp", "int c;\n");
  write("p/CMakeLists.txt", "add_library(a a.cu sub/b.cu ./sub/../a.cu)\n");
  write("p/Makefile", "a.o: a.cu\n\tnvcc -c a.cu\n"
                      "b.o: $(SRC)/sub/b.cu\n\tnvcc -c $(SRC)/sub/b.cu\n");
  ASSERT_EQ(causeway("migrate p -q --out out").status, 0);
  EXPECT_EQ(read("out/CMakeLists.txt"),
            "add_library(a a.cu.cpp sub/b.cu.2.cpp ./sub/../a.cu.cpp)\n");
  EXPECT_EQ(read("out/Makefile"),
            "a.o: a.cu.cpp\n\tcwc++ -c a.cu.cpp\n"
            "b.o: $(SRC)/sub/b.cu.2.cpp\n\tcwc++ -c $(SRC)/sub/b.cu.2.cpp\n");
}

} // namespace
