// Runs the real program: what it writes, refuses and says, and its exit status.
// SPDX-License-Identifier: Apache-2.0
#include "cli/Cli.h"

namespace {

// ---- Help ------------------------------------------------------------------

TEST_F(Cli, HelpTeachesAndGoesToStdout) {
  Outcome O = causeway("--help");
  EXPECT_EQ(O.status, 0);
  EXPECT_NE(O.out.find("causeway migrate src --out portable"),
            std::string::npos);
  O = causeway("migrate --help");
  EXPECT_EQ(O.status, 0);
  EXPECT_NE(O.out.find("Exit status: 0"), std::string::npos);
  EXPECT_EQ(O.err, "");
}

TEST_F(Cli, VersionIsOneLine) {
  Outcome O = causeway("--version");
  EXPECT_EQ(O.status, 0);
  EXPECT_EQ(O.out.rfind("causeway ", 0), 0u);
  EXPECT_EQ(count(O.out, "\n"), 1u);
}

TEST_F(Cli, UnknownOptionIsOneErrorLine) {
  Outcome O = causeway("migrate --nonsense a.cu");
  EXPECT_EQ(O.status, 2);
  EXPECT_EQ(O.err.rfind("causeway: error: ", 0), 0u) << O.err;
  EXPECT_EQ(count(O.err, "\n"), 1u) << O.err;
}

TEST_F(Cli, AMistypedWordIsNamedWithWhatWasMeant) {
  expectRefused(
      "migarte src",
      "unknown command 'migarte'; did you mean migrate? (see causeway --help)");
  expectRefused(
      "rules lsit",
      "unknown command 'lsit'; did you mean list? (see causeway rules --help)");
  expectRefused("migrate --ouut=x src", "unknown option '--ouut'; did you mean "
                                        "--out? (see causeway migrate --help)");
  expectRefused("config extra",
                "unexpected argument 'extra' (see causeway config --help)");
  expectRefused("rules explain cudaMaloc3D",
                "no rule knows 'cudaMaloc3D'; did you mean cudaMalloc3D or "
                "cudaMalloc?");
  expectRefused("rules list --area runtme",
                "no area is called 'runtme'; did you mean runtime?");
}

TEST_F(Cli, AWordThatIsLikeNoneGetsNoGuess) {
  expectRefused("frobnicate",
                "unknown command 'frobnicate' (see causeway --help)");
}

TEST_F(Cli, TheDoctorBuildsAndRunsAProgram) {
  Outcome O = causeway("doctor");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_NE(O.out.find("a small program was compiled, linked and run"),
            std::string::npos)
      << O.out;
}

TEST_F(Cli, TheDoctorSaysWhatIsMissingAndHowToGetIt) {
  Outcome O = shell("CXX=no-such-compiler " CAUSEWAY_PROGRAM " doctor");
  EXPECT_EQ(O.status, 1) << O.err;
  EXPECT_NE(O.out.find("no-such-compiler: not found"), std::string::npos)
      << O.out;
  EXPECT_NE(O.out.find("apt-get install g++"), std::string::npos) << O.out;
}

TEST_F(Cli, TheDoctorNamesTheSdkThatIsIgnoredAndTheEngines) {
  for (const char *Header :
       {"cuda_runtime_api.h", "driver_types.h", "vector_types.h"})
    write(std::string("sdk/include/") + Header, "");
  write("sdk/version.json", "{\"cuda\": {\"version\": \"12.3.4\"}}");
  Outcome O = shell("CUDA_PATH=sdk " CAUSEWAY_PROGRAM " doctor");
  EXPECT_NE(O.out.find("sdk/include: version 12.3.4, ignored"),
            std::string::npos)
      << O.out;
  EXPECT_NE(O.out.find("--cuda-path sdk"), std::string::npos) << O.out;
  EXPECT_NE(O.out.find("oneTBB"), std::string::npos) << O.out;
  EXPECT_NE(O.out.find("Boost.Context"), std::string::npos) << O.out;
}

TEST_F(Cli, TheDoctorTellsWhatItFindsOfATree) {
  write("src/a.cu", Saxpy);
  Outcome O = causeway("doctor src");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_NE(O.out.find("1 unit of CUDA"), std::string::npos) << O.out;
  EXPECT_NE(O.out.find("CMAKE_EXPORT_COMPILE_COMMANDS"), std::string::npos)
      << O.out;
}

// ---- Migrating -------------------------------------------------------------

TEST_F(Cli, WithoutADestinationNothingIsWritten) {
  write("a.cu", Saxpy);
  Outcome O = causeway("migrate a.cu");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_NE(O.out.find("No source was written"), std::string::npos) << O.out;
  EXPECT_NE(O.err.find("[1/1] a.cu\n"), std::string::npos) << O.err;
  EXPECT_EQ(read("a.cu"), Saxpy);
  EXPECT_FALSE(exists("a.cpp"));
}

TEST_F(Cli, OutHoldsTheWholeTree) {
  write("src/main.cu",
        std::string("#include \"sub/k.cuh\"\n#include \"plain.h\"\n") + Saxpy);
  write("src/sub/k.cuh", "#pragma once\n__device__ int one() { return 1; }\n");
  write("src/plain.h", "#pragma once\nint plain();\n");
  write("src/plain.cpp", "#include \"plain.h\"\nint plain() { return 1; }\n");
  write("src/.hidden/x.cu", "not even source\n");
  write("src/build/CMakeCache.txt", "");
  write("src/build/y.cu", "not even source\n");
  Outcome O = causeway("migrate src --out port");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_NE(read("port/main.cpp").find("cw::launch<saxpy>("),
            std::string::npos);
  EXPECT_NE(read("port/sub/k.cuh").find("CW_DEVICE int one()"),
            std::string::npos);
  EXPECT_EQ(read("port/plain.h"), read("src/plain.h"));
  EXPECT_EQ(read("port/plain.cpp"), read("src/plain.cpp"));
  EXPECT_FALSE(exists("port/main.cu"));
  EXPECT_EQ(read("port/.hidden/x.cu"), "not even source\n") << "only copied";
  EXPECT_FALSE(exists("port/build"));
  EXPECT_NE(read("src/main.cu").find("<<<"), std::string::npos)
      << "the source stays";
}

TEST_F(Cli, IncludedSourceRidesAlong) {
  write("src/k.cu", "__global__ void k(int *p) { *p = threadIdx.x; }\n");
  write("src/main.cu",
        "#include \"k.cu\"\nvoid f(int *p) { k<<<1, 1>>>(p); }\n");
  Outcome O = causeway("migrate src --out port");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_NE(O.out.find("1 unit, "), std::string::npos) << O.out;
  EXPECT_NE(read("port/main.cpp").find("#include \"k.cpp\""),
            std::string::npos);
  EXPECT_EQ(
      StringRef(read("port/k.cpp")).take_until([](char C) { return C == '('; }),
      "#include <cw/runtime.h>\nCW_KERNEL void k")
      << "it may be compiled by itself too";
}

TEST_F(Cli, DiffCanBeApplied) {
  write("a.cu", Saxpy);
  write("b.cu", "#include <cuda_runtime.h>\nvoid f() { "
                "cudaDeviceSynchronize(); }"); // no newline at the end
  Outcome O = causeway("migrate . --diff > ../a.patch; cp -r . ../copy && cd "
                       "../copy && git apply ../a.patch");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  Outcome Written = causeway("migrate . --out ../port");
  EXPECT_EQ(Written.status, 0) << Written.err;
  for (const char *Name : {"a.cpp", "b.cpp"})
    EXPECT_EQ(readPath(Folder + "/copy/" + Name),
              readPath(Folder + "/port/" + Name));
}

TEST_F(Cli, MigratingTheOutputAgainChangesNothing) {
  write("a.cu", Saxpy);
  ASSERT_EQ(causeway("migrate a.cu --out port").status, 0);
  Outcome O = causeway("migrate port/a.cpp --diff");
  EXPECT_EQ(O.out, "");
}

TEST_F(Cli, InPlaceRenamesAndKeepsPermissions) {
  write("a.cu", Saxpy);
  fs::setPermissions(at("a.cu"), fs::perms(0640));
  Outcome O = shell("git init -q . && git add . && git -c user.name=t -c "
                    "user.email=t@example.org commit -qm x");
  ASSERT_EQ(O.status, 0) << O.err;
  O = causeway("migrate a.cu --in-place");
  EXPECT_EQ(O.status, 0) << O.err;
  EXPECT_FALSE(exists("a.cu"));
  EXPECT_NE(read("a.cpp").find("cw::launch"), std::string::npos);
  EXPECT_EQ(unsigned(*fs::getPermissions(at("a.cpp"))), 0640u);
}

TEST_F(Cli, InPlaceRefusesADirtyTree) {
  write("a.cu", Saxpy);
  ASSERT_EQ(shell("git init -q .").status, 0);
  expectRefused("migrate a.cu --in-place",
                Work + ": the git tree has changes that are not committed "
                       "(a.cu); commit them first, or --force");
  EXPECT_EQ(read("a.cu"), Saxpy);
  EXPECT_EQ(causeway("migrate a.cu --in-place --force").status, 0);
  EXPECT_TRUE(exists("a.cpp"));
}

TEST_F(Cli, InPlaceNeedsSomethingToGoBackTo) {
  write("a.cu", Saxpy);
  expectRefused(
      "migrate a.cu --in-place",
      Work + ": not a git tree, so nothing could restore what --in-place "
             "changes; commit the sources first, or use --force");
}

TEST_F(Cli, TakenNameIsNotOverwritten) {
  write("src/a.cu", Saxpy);
  write("src/a.cpp", "int other;\n");
  Outcome O = causeway("migrate src --out port");
  EXPECT_EQ(O.status, 0) << O.err;
  EXPECT_EQ(read("port/a.cpp"), "int other;\n");
  EXPECT_NE(read("port/a.cu.cpp").find("cw::launch"), std::string::npos);
  EXPECT_NE(O.err.find("becomes src/a.cu.cpp") != std::string::npos ||
                O.err.find("becomes a.cu.cpp") != std::string::npos,
            false)
      << O.err;
}

TEST_F(Cli, OutRefusesWhatItWouldSpoil) {
  write("src/a.cu", Saxpy);
  write("full/precious.txt", "keep me\n");
  write("file", "keep me\n");
  expectRefused("migrate src --out full",
                "--out full: not empty; --force overwrites existing files");
  expectRefused("migrate src --out file",
                "--out file: a file is there already");
  expectRefused("migrate src --out src", "--out src: that is the source "
                                         "itself; --in-place changes it");
  expectRefused("migrate src --out src/port",
                "--out src/port: lies inside the source " + at("src") +
                    ", so the next run would migrate it again; choose another "
                    "folder, or --force");
  EXPECT_EQ(causeway("migrate src --out full --force").status, 0);
  EXPECT_EQ(read("full/precious.txt"), "keep me\n");
}

TEST_F(Cli, ReportIsJsonWithTheSameNumbers) {
  write("a.cu", "#include <cuda_runtime.h>\nvoid f(cudaGraphicsResource *r) "
                "{ cudaNoSuchThing(r); }\n");
  Outcome O = causeway("migrate a.cu --report r.json");
  EXPECT_EQ(O.status, 1) << O.err;
  EXPECT_NE(O.out.find("a.cu:2:"), std::string::npos) << O.out;
  auto Json = llvm::json::parse(read("r.json"));
  ASSERT_TRUE(bool(Json)) << llvm::toString(Json.takeError());
  const auto *Summary = Json->getAsObject()->getObject("summary");
  EXPECT_GE(*Summary->getInteger("open"), 1);
  Outcome Piped = causeway("migrate a.cu --no-cache --report - 2>/dev/null");
  EXPECT_EQ(Piped.out, read("r.json"));
}

TEST_F(Cli, NoColoursAndNoBarInAPipe) {
  write("a.cu", Saxpy);
  Outcome O = causeway("migrate a.cu");
  EXPECT_EQ((O.out + O.err).find('\033'), std::string::npos);
}

TEST_F(Cli, UsersRulesWin) {
  write("mine.yaml",
        "area: mine\nfunctions: { cudaDeviceSynchronize: waitForAll }\n");
  write("a.cu", Saxpy);
  Outcome O = causeway("migrate a.cu --rules mine.yaml --out port");
  EXPECT_EQ(O.status, 0) << O.err;
  EXPECT_NE(read("port/a.cpp").find("waitForAll();"), std::string::npos);
}

TEST_F(Cli, ClangArgumentsFollowTheDashes) {
  write("a.cu", "#ifdef ON\nvoid f() { cudaDeviceSynchronize(); }\n#else\n"
                "this does not parse\n#endif\n");
  EXPECT_EQ(causeway("migrate a.cu -- -DON").status, 0);
  EXPECT_EQ(causeway("migrate a.cu").status, 1);
}

TEST_F(Cli, CompilationDatabaseWithNvccCommands) {
  write("inc/value.h", "#define VALUE 3\n");
  write("src/a.cu", "#include \"value.h\"\n#ifndef FLAG\n#error no FLAG\n"
                    "#endif\n__global__ void k() {}\n"
                    "void f() { k<<<VALUE, FLAG>>>(); }\n");
  write("build/compile_commands.json",
        "[{\"directory\": \"" + at("build") +
            "\", \"file\": \"../src/a.cu\", \"command\": \"nvcc -ccbin g++ "
            "-gencode arch=compute_70,code=sm_70 --expt-relaxed-constexpr "
            "-DFLAG=32 -I../inc -std=c++14 -Xcompiler -fPIC -x cu -c "
            "../src/a.cu -o a.o\"}]");
  Outcome O = causeway("migrate -p build src/a.cu");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  O = causeway("migrate -p build");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
}

// ---- Whole projects --------------------------------------------------------

TEST_F(Cli, OutHoldsWhatIsNotCodeToo) {
  write("src/a.cu", Saxpy);
  write("src/data/in.bin", StringRef("a\0b", 3));
  write("src/.github/ci.yml", "on: push\n");
  write("src/run.sh", "#!/bin/sh\n");
  write("src/a.o", "an object file");
  write("src/build/CMakeCache.txt", "");
  Outcome O =
      shell("chmod +x src/run.sh && ln -s data/in.bin src/in && ln -s "
            "a.cu src/b.cu && " CAUSEWAY_PROGRAM " migrate src --out port");
  EXPECT_EQ(O.status, 0) << O.err;
  EXPECT_EQ(read("port/data/in.bin"), StringRef("a\0b", 3));
  EXPECT_EQ(read("port/.github/ci.yml"), "on: push\n");
  EXPECT_TRUE(fs::can_execute(at("port/run.sh")));
  EXPECT_FALSE(exists("port/a.o"));
  EXPECT_FALSE(exists("port/build"));
  EXPECT_NE(O.err.find("`a.o`, `build`"), std::string::npos) << O.err;
  // Links stay links, and follow what they lead to.
  EXPECT_EQ(shell("readlink port/in port/b.cpp").out, "data/in.bin\na.cpp\n");
}

TEST_F(Cli, AThousandFilesAreNoTrouble) {
  write("src/a.cu", Saxpy);
  Outcome O = shell("i=0; while [ $i -lt 1500 ]; do echo $i > src/f$i.txt; "
                    "i=$((i+1)); done; ulimit -n 256; " CAUSEWAY_PROGRAM
                    " migrate src --out port");
  EXPECT_EQ(O.status, 0) << O.err;
  EXPECT_EQ(read("port/f1499.txt"), "1499\n");
}

TEST_F(Cli, IncludeFoldersAreGuessedAndTold) {
  write("src/app/a.cu", std::string("#include \"util/scale.h\"\n") + Saxpy);
  write("src/lib/util/scale.h", "#include <base.h>\ninline int two() { return "
                                "base() + cudaSuccess; }\n");
  write("src/other/base.h", "inline int base() { return 2; }\n");
  Outcome O = causeway("migrate src --out port");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_NE(O.err.find("guessed from the tree: `-I lib` (1 unit), `-I other` "
                       "(1 unit)."),
            std::string::npos)
      << O.err;
  EXPECT_NE(read("port/lib/util/scale.h").find("cwSuccess"), std::string::npos);
  // Those that are given need no guess; what their headers include does.
  O = causeway("migrate src -- -Isrc/lib");
  EXPECT_NE(O.err.find("tree: `-I other` (1 unit)."), std::string::npos)
      << O.err;
  O = causeway("migrate src -- -Isrc/lib -Isrc/other");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_EQ(O.err.find("guessed"), std::string::npos) << O.err;
}

TEST_F(Cli, TheNearestHeaderIsGuessed) {
  write("src/one/a.cu", "#include <cfg.h>\nint a = CFG;\n");
  write("src/one/include/cfg.h", "#define CFG cudaSuccess\n");
  write("src/two/include/cfg.h", "#error \"not this one\"\n");
  Outcome O = causeway("migrate src");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_NE(O.err.find("`-I one/include` (1 unit)."), std::string::npos)
      << O.err;
}

TEST_F(Cli, ADatabaseInTheFolderIsFound) {
  write("src/a.cu", "#ifdef ON\nvoid f() { cudaDeviceSynchronize(); }\n#else\n"
                    "this does not parse\n#endif\n");
  write("src/build/compile_commands.json",
        "[{\"directory\": \"" + Work +
            "/src\", \"file\": \"a.cu\", \"command\": \"nvcc -DON -c "
            "a.cu\"}]");
  Outcome O = causeway("migrate src");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_NE(O.err.find("`build/compile_commands.json`"), std::string::npos)
      << O.err;
}

TEST_F(Cli, MigrationNotesSayWhatIsLeftInOrder) {
  write("src/a.cu", "#include <cuda_runtime.h>\n#include <absent.h>\n"
                    "void f() { cudaGLSetGLDevice(0); cudaMadeUp(); }\n");
  write("src/CMakeLists.txt", "");
  EXPECT_EQ(causeway("migrate src --out port").status, 1);
  std::string Notes = read("port/MIGRATION.md");
  size_t Unread = Notes.find("1. Files that could not be read in full"),
         Absent = Notes.find("`a.cpp:2`: 'absent.h' file not found"),
         Unknown = Notes.find("2. Unknown names"),
         MadeUp = Notes.find("**`cudaMadeUp`**, 1 place"),
         None = Notes.find("3. Uses without a portable form"),
         Build = Notes.find("cmake -S . -B build");
  EXPECT_LT(Unread, Absent) << Notes;
  EXPECT_LT(Absent, Unknown) << Notes;
  EXPECT_LT(Unknown, MadeUp) << Notes;
  EXPECT_LT(MadeUp, None) << Notes;
  EXPECT_LT(None, Build) << Notes;
  EXPECT_NE(Build, std::string::npos) << Notes;
}

// ---- Migrating again -------------------------------------------------------

class CliUpdate : public Cli {
protected:
  void SetUp() override {
    Cli::SetUp();
    write("src/a.cu", source("1.0f", "2.0f"));
    write("src/data.txt", "one\n");
    write("src/old.txt", "old\n");
    ASSERT_EQ(causeway("migrate src --out port").status, 0);
  }
  static std::string source(StringRef First, StringRef Last) {
    std::string Lines;
    for (int I = 0; I < 9; ++I)
      Lines += "// " + std::to_string(I) + "\n";
    return ("float first() { cudaDeviceSynchronize(); return " + First +
            "; }\n" + Lines + "float last() { return " + Last + "; }\n")
        .str();
  }
  Outcome update() { return causeway("migrate src --out port --update"); }
};

TEST_F(CliUpdate, NothingNewChangesNothing) {
  Outcome O = update();
  EXPECT_EQ(O.status, 0) << O.err;
  EXPECT_NE(O.out.find("port is up to date."), std::string::npos) << O.out;
}

TEST_F(CliUpdate, UpstreamsChangesJoinYours) {
  std::string Mine = read("port/a.cpp");
  size_t At = Mine.find("1.0f");
  write("port/a.cpp", Mine.replace(At, 4, "1.5f"));
  write("port/mine.txt", "mine\n");
  write("src/a.cu", source("1.0f", "3.0f"));
  write("src/data.txt", "two\n");
  write("src/new.txt", "new\n");
  ASSERT_FALSE(fs::remove(at("src/old.txt")));
  Outcome O = update();
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_NE(O.out.find("4 files changed below port, 1 merged with your own"),
            std::string::npos)
      << O.out;
  EXPECT_NE(read("port/a.cpp").find("return 1.5f;"), std::string::npos);
  EXPECT_NE(read("port/a.cpp").find("return 3.0f;"), std::string::npos);
  EXPECT_NE(read("port/a.cpp").find("cwDeviceSynchronize"), std::string::npos);
  EXPECT_EQ(read("port/data.txt"), "two\n");
  EXPECT_EQ(read("port/new.txt"), "new\n");
  EXPECT_EQ(read("port/mine.txt"), "mine\n");
  EXPECT_FALSE(exists("port/old.txt"));
  EXPECT_NE(update().out.find("up to date"), std::string::npos);
}

TEST_F(CliUpdate, TheSameLineChangedTwiceIsAConflict) {
  write("port/data.txt", "mine\n");
  write("src/data.txt", "theirs\n");
  Outcome O = update();
  EXPECT_EQ(O.status, 1) << O.out << O.err;
  EXPECT_NE(O.err.find("Merge conflict in data.txt"), std::string::npos)
      << O.err;
  EXPECT_EQ(read("port/data.txt"),
            "<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> upstream\n");
}

TEST_F(CliUpdate, AFileThatYouDeletedStaysAway) {
  ASSERT_FALSE(fs::remove(at("port/data.txt")));
  EXPECT_EQ(update().status, 0);
  EXPECT_FALSE(exists("port/data.txt"));
}

TEST_F(CliUpdate, ATreeThatRemembersNothingIsRefused) {
  ASSERT_FALSE(fs::remove_directories(at("port/.causeway")));
  Outcome O = update();
  EXPECT_EQ(O.status, 2);
  EXPECT_NE(O.err.find("does not remember"), std::string::npos) << O.err;
}

// ---- Unusable input --------------------------------------------------------

TEST_F(Cli, MissingFile) {
  expectRefused("migrate none.cu", "none.cu: No such file or directory");
}

TEST_F(Cli, NoSource) {
  expectRefused("migrate", "no source was named; see causeway migrate --help");
}

TEST_F(Cli, FolderWithoutCuda) {
  write("src/a.cpp", "int x;\n");
  expectRefused("migrate src", "src: no CUDA source is there");
}

TEST_F(Cli, EveryBadInputHasItsLine) {
  Outcome O = causeway("migrate none.cu neither.cu");
  EXPECT_EQ(O.status, 2);
  EXPECT_EQ(O.err, "causeway: error: none.cu: No such file or directory\n"
                   "causeway: error: neither.cu: No such file or directory\n");
}

TEST_F(Cli, UnreadableFolder) {
  write("src/a.cu", Saxpy);
  fs::setPermissions(at("src"), fs::perms(0));
  std::string Prefix;
  if (geteuid() == 0) {
    // Root reads everything, so somebody else has to ask.
    for (std::string Path = Work; Path.size() > 1;
         Path = llvm::sys::path::parent_path(Path).str())
      if (Path.find("causeway-cli") != std::string::npos)
        fs::setPermissions(Path, fs::perms(0755));
    Prefix = "setpriv --reuid 65534 --regid 65534 --clear-groups ";
    if (shell(Prefix + CAUSEWAY_PROGRAM + " --version").status != 0)
      GTEST_SKIP() << "run by root, and no other user can run the program";
  }
  Outcome O = shell(Prefix + CAUSEWAY_PROGRAM + " migrate src");
  EXPECT_EQ(O.status, 2) << O.err;
  EXPECT_EQ(O.err, "causeway: error: src: Permission denied\n");
  fs::setPermissions(at("src"), fs::perms(0755));
}

TEST_F(Cli, BrokenYaml) {
  write("a.cu", Saxpy);
  write("bad.yaml", "area: a\nfunctions: {\n");
  expectRefused("migrate a.cu --rules bad.yaml",
                "bad.yaml:3:1: end of map flow not found");
}

TEST_F(Cli, BrokenCompileCommands) {
  write("a.cu", Saxpy);
  write("build/compile_commands.json", "[{\"directory\": ]");
  Outcome O = causeway("migrate -p build a.cu");
  EXPECT_EQ(O.status, 2);
  EXPECT_EQ(O.err.rfind("causeway: error: build/compile_commands.json: not "
                        "valid JSON: [1:16,",
                        0),
            0u)
      << O.err;
  EXPECT_EQ(count(O.err, "\n"), 1u) << O.err;
  write("build/compile_commands.json", "{}");
  expectRefused("migrate -p build a.cu",
                "build/compile_commands.json: must be a JSON array of compile "
                "commands");
  expectRefused("migrate -p nowhere a.cu",
                "nowhere: No such file or directory");
}

TEST_F(Cli, BinaryFile) {
  write("a.cu", StringRef("\x7f"
                          "ELF\0\1",
                          6));
  expectRefused("migrate a.cu", "a.cu: a binary file, not source text (a zero "
                                "byte at offset 4)");
}

TEST_F(Cli, EmptyFile) {
  write("a.cu", "");
  expectRefused("migrate a.cu", "a.cu: the file is empty");
}

TEST_F(Cli, NotUtf8KeepsItsBytes) {
  write("a.cu", std::string("// na\xefve\n") + Saxpy);
  Outcome O = causeway("migrate a.cu --out port --report r.json -q");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_EQ(O.err, "causeway: warning: a.cu:1:6: not UTF-8 text; its bytes "
                   "are kept as they are\n");
  EXPECT_EQ(read("port/a.cpp").rfind("// na\xefve\n", 0), 0u);
  EXPECT_NE(read("port/a.cpp").find("cw::launch"), std::string::npos);
}

TEST_F(Cli, SourceThatDoesNotParseLosesNothing) {
  write("a.cu", std::string(Saxpy) + "void broken( {\n  cudaDeviceReset();\n");
  Outcome O = causeway("migrate a.cu --out port");
  EXPECT_EQ(O.status, 1) << O.err;
  EXPECT_EQ(count(O.out, ": error: "), 1u) << O.out;
  EXPECT_NE(O.out.find("a.cu:10:"), std::string::npos) << O.out;
  std::string Text = read("port/a.cpp");
  EXPECT_NE(Text.find("cw::launch"), std::string::npos);
  EXPECT_NE(Text.find("cwDeviceReset();"), std::string::npos)
      << "what no parser covers is replaced as text";
}

TEST_F(Cli, SourceOutsideTheRoot) {
  write("src/a.cu", Saxpy);
  write("other/b.h", "");
  expectRefused("migrate src/a.cu --root other",
                at("src") + ": outside --root other");
  expectRefused("migrate src/a.cu --root nowhere",
                "--root nowhere: no such folder");
}

TEST_F(Cli, HeaderOutsideTheRootIsOneLine) {
  write("other/plain.h", "#ifndef P\n#define P\n#if 0\nint no;\n#endif\n"
                         "#endif\n");
  write("other/cuda.h", "#pragma once\ninline cudaError_t get(void **p) {\n"
                        "  return cudaMalloc(p, 4);\n}\n");
  write("other/broken.h", "#pragma once\ninline cudaError_t e;\n"
                          "unknown1 a;\nunknown2 b;\n");
  std::string Plain = "#include \"plain.h\"\n#include \"plain.h\"\n";
  write("src/a.cu", Plain + "#include \"cuda.h\"\n#include \"broken.h\"\n");
  write("src/b.cu", Plain + "#include \"../other/cuda.h\"\n"
                            "#include \"../src/../other/broken.h\"\n");
  Outcome O = causeway("migrate src --root src --out port -q -- -Iother");
  EXPECT_EQ(count(O.out, "plain.h"), 0u) << "it names nothing of CUDA";
  EXPECT_EQ(count(O.out, "other/cuda.h: warning: uses CUDA in 2 places but"),
            1u)
      << O.out;
  EXPECT_EQ(count(O.out, "cuda.h"), 1u) << O.out;
  EXPECT_EQ(count(O.out, "broken.h"), 1u) << O.out;
  EXPECT_EQ(count(O.out, "other/broken.h:3:1: error: unknown type name "
                         "'unknown1' (and 2 more in this file)"),
            1u)
      << O.out;
}

TEST_F(Cli, UnwritableOutLeavesNothingBehind) {
  write("src/a.cu", Saxpy);
  write("file", "keep me\n");
  Outcome O = causeway("migrate src --out file/port -q");
  EXPECT_EQ(O.status, 2);
  EXPECT_EQ(O.err.rfind("causeway: error: ", 0), 0u) << O.err;
  EXPECT_EQ(read("file"), "keep me\n");
}

// ---- Scale -----------------------------------------------------------------

/// What the JSON report counts.
int64_t summary(StringRef Json, StringRef Field) {
  auto Value = llvm::json::parse(Json);
  if (!Value) {
    ADD_FAILURE() << llvm::toString(Value.takeError());
    return -1;
  }
  return Value->getAsObject()->getObject("summary")->getInteger(Field).value_or(
      -1);
}

TEST_F(Cli, AHeaderIsParsedThroughASourceThatNamesNothingOfCuda) {
  write("src/queue.h", "#include <cuda_runtime.h>\n"
                       "template <typename T> T *make(size_t n) {\n"
                       "  T *p; cudaMalloc(&p, n); return p;\n"
                       "}\n");
  write("src/main.cpp", "#include \"queue.h\"\n"
                        "int main() { return make<int>(4) == nullptr; }\n");
  write("src/plain.cpp", "int plain() { return 1; }\n");
  Outcome O = causeway("migrate src --root src --out out --report r.json");
  EXPECT_EQ(O.status, 0) << O.err;
  std::string Report = read("r.json");
  EXPECT_EQ(count(Report, "\"confidence\": \"lexical\""), 0u) << Report;
  EXPECT_EQ(count(Report, "\"units\": 1,"), 1u) << Report;
  EXPECT_EQ(count(read("out/queue.h"), "cwMalloc(&p, n)"), 1u);
  EXPECT_TRUE(exists("out/plain.cpp"));
}

TEST_F(Cli, ASecondRunParsesNothing) {
  write("src/a.cu", Saxpy);
  write("src/b.cu", Saxpy);
  Outcome First = causeway("migrate src --out one --report one.json -q");
  EXPECT_EQ(First.status, 0) << First.err;
  EXPECT_EQ(summary(read("one.json"), "parsedUnits"), 2);
  EXPECT_EQ(summary(read("one.json"), "cachedUnits"), 0);
  EXPECT_EQ(First.out.find("unchanged"), std::string::npos);
  Outcome Second = causeway("migrate src --out two --report two.json");
  EXPECT_EQ(Second.status, 0) << Second.err;
  EXPECT_EQ(summary(read("two.json"), "parsedUnits"), 0);
  EXPECT_EQ(summary(read("two.json"), "cachedUnits"), 2);
  EXPECT_EQ(Second.err, "") << "nothing takes time, so there is no progress";
  EXPECT_EQ(read("one/a.cpp"), read("two/a.cpp"));
}

TEST_F(Cli, TheReportSaysHowManyUnitsWereUnchanged) {
  write("src/a.cu", Saxpy);
  write("src/b.cu", Saxpy);
  write("src/c.cu", Saxpy);
  causeway("migrate src");
  write("src/c.cu", std::string(Saxpy) + "\n");
  Outcome O = causeway("migrate src");
  EXPECT_NE(O.out.find("1 unit parsed, 2 unchanged since an earlier run"),
            std::string::npos)
      << O.out;
}

TEST_F(Cli, NoCacheParsesEverythingAndKeepsNothing) {
  write("a.cu", Saxpy);
  causeway("migrate a.cu --no-cache");
  EXPECT_FALSE(fs::exists(Folder + "/cache"));
  causeway("migrate a.cu");
  causeway("migrate a.cu --no-cache --report r.json");
  EXPECT_EQ(summary(read("r.json"), "parsedUnits"), 1);
}

TEST_F(Cli, AKeptPreludeChangesNoByte) {
  write("src/a.cu", Saxpy);
  write("src/b.cu", "#include <cmath>\n" + std::string(Saxpy));
  std::string Kept = "migrate src -q --force --out ";
  causeway(Kept + "cold --report cold.json");
  causeway(Kept + "warm --no-cache --report warm.json -j1");
  causeway(Kept + "none --no-cache --no-precompiled --report none.json");
  for (const char *File : {"a.cpp", "b.cpp", "MIGRATION.md"}) {
    EXPECT_EQ(read(std::string("cold/") + File),
              read(std::string("none/") + File));
    EXPECT_EQ(read(std::string("warm/") + File),
              read(std::string("none/") + File));
  }
  EXPECT_EQ(read("warm.json"), read("none.json"));
}

TEST_F(Cli, ACacheThatWasAskedForMustWork) {
  write("a.cu", Saxpy);
  write("file", "");
  expectRefused("migrate a.cu --out out --cache file/below",
                "file/below: Not a directory");
  EXPECT_FALSE(exists("out"));
}

TEST_F(Cli, WithoutAHomeThereIsNoCacheAndNoError) {
  write("a.cu", Saxpy);
  Outcome O = shell("env -u CAUSEWAY_CACHE XDG_CACHE_HOME=/dev/null "
                    "HOME=/dev/null " CAUSEWAY_PROGRAM " migrate -q a.cu");
  EXPECT_EQ(O.status, 0) << O.err;
  EXPECT_EQ(O.err, "");
}

TEST_F(Cli, ACrashIsReportedAndTheRestMigrated) {
  write("src/a.cu", Saxpy);
  write("src/b.cu", std::string(Saxpy) + "#pragma clang __debug crash\n");
  for (const char *Name : {"src/c.cu", "src/d.cu", "src/e.cu"})
    write(Name, Saxpy);
  Outcome O = causeway("migrate src --out out -q --report r.json");
  EXPECT_EQ(O.status, 1) << O.err;
  EXPECT_NE(O.out.find("src/b.cu: error: the parser crashed on this unit ("),
            std::string::npos)
      << O.out;
  EXPECT_EQ(summary(read("r.json"), "failedUnits"), 1);
  EXPECT_NE(read("out/e.cpp").find("cw::launch"), std::string::npos);
}

TEST_F(Cli, AUnitThatHangsIsGivenUpInTime) {
  write("src/a.cu", Saxpy);
  // Each assertion runs up to the parser's own bound, and costs no memory.
  std::string Slow = "constexpr unsigned f(unsigned n) { while (n + 1) ++n; "
                     "return n; }\n";
  for (int I = 0; I < 3000; ++I)
    Slow += "static_assert(f(0));\n";
  write("src/b.cu", Slow + Saxpy);
  Outcome O = causeway("migrate src/a.cu src/b.cu --unit-timeout 15 -q");
  EXPECT_EQ(O.status, 1) << O.err;
  EXPECT_NE(
      O.out.find("src/b.cu: error: no result after 15 s, so it was given up"),
      std::string::npos)
      << O.out;
}

TEST_F(Cli, MemoryIsASize) {
  write("a.cu", Saxpy);
  EXPECT_EQ(causeway("migrate -q a.cu --max-memory 2G").status, 0);
  Outcome O = causeway("migrate -q a.cu --max-memory plenty");
  EXPECT_EQ(O.status, 2);
  EXPECT_EQ(count(O.err, "\n"), 1u) << O.err;
}

TEST_F(Cli, AnInterruptionLeavesAllFilesOldOrAllNew) {
  for (int I = 0; I < 150; ++I)
    write("old/src/part" + std::to_string(I) + ".cuh", Saxpy);
  write("old/src/a.cu", "#include \"part0.cuh\"\n");
  ASSERT_EQ(shell("cp -r old new").status, 0);
  ASSERT_NE(causeway("migrate new/src --in-place --force -q").status, 2);
  // From the start to after the end of an undisturbed run.
  ASSERT_NE(causeway("migrate old/src -q").status, 2);
  auto Start = std::chrono::steady_clock::now();
  ASSERT_NE(causeway("migrate old/src -q").status, 2);
  std::chrono::duration<double> Whole =
      std::chrono::steady_clock::now() - Start;
  size_t Old = 0, New = 0;
  for (int Time = 0; Time < 16; ++Time) {
    ASSERT_EQ(shell("rm -rf now out && cp -r old now").status, 0);
    std::string Seconds = std::to_string(Whole.count() * Time / 12);
    shell("timeout -s INT " + Seconds +
          " " CAUSEWAY_PROGRAM " migrate now/src --in-place --force -q");
    bool IsOld = shell("diff -r old now").status == 0;
    bool IsNew = shell("diff -r new now").status == 0;
    EXPECT_TRUE(IsOld || IsNew) << shell("ls now/src").out;
    Old += IsOld;
    New += IsNew;
    shell("timeout -s TERM " + Seconds +
          " " CAUSEWAY_PROGRAM " migrate old/src --out out -q");
    EXPECT_TRUE(
        !exists("out") ||
        shell("diff -r -x MIGRATION.md -x .causeway new/src out").status == 0)
        << shell("ls -R out").out;
  }
  EXPECT_GT(Old + New, 0u);
}

// ---- Build scripts ---------------------------------------------------------

TEST_F(Cli, BuildScriptsAreMigratedWithTheirSources) {
  write("p/a.cu", Saxpy);
  write("p/Makefile", "a.o: a.cu\n\tnvcc -arch=sm_70 -c a.cu\n");
  Outcome O = causeway("migrate p --out out -q");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_EQ(read("out/Makefile"), "a.o: a.cpp\n\tcwc++ -c a.cpp\n");
}

TEST_F(Cli, ABuildScriptNamesASourceThatGotAnotherName) {
  write("p/a.cu", Saxpy);
  write("p/a.cpp", "int a;\n");
  write("p/CMakeLists.txt", "add_library(a a.cu a.cpp)\n");
  Outcome O = causeway("migrate p --out out -q");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_EQ(read("out/CMakeLists.txt"), "add_library(a a.cu.cpp a.cpp)\n");
}

TEST_F(Cli, WhatABuildScriptCannotKeepIsInTheReport) {
  write("p/a.cu", Saxpy);
  write("p/Makefile", "a: a.cu\n\tnvcc a.cu -lcusparse -o a\n");
  Outcome O = causeway("migrate p -q --report r.json");
  EXPECT_EQ(O.status, 1);
  EXPECT_NE(O.out.find("Makefile:2:12: unsupported: -lcusparse"),
            std::string::npos)
      << O.out;
  EXPECT_NE(read("r.json").find("\"kind\": \"build\""), std::string::npos);
}

TEST_F(Cli, ABuildScriptThatDoesNotParseIsSaidAndKept) {
  write("p/a.cu", Saxpy);
  write("p/CMakeLists.txt", "add_library(a\n  a.cu\n");
  Outcome O = causeway("migrate p --out out -q");
  EXPECT_EQ(O.status, 1);
  EXPECT_NE(O.out.find("p/CMakeLists.txt:1:12: error: this command has no end"),
            std::string::npos)
      << O.out;
  EXPECT_EQ(read("out/CMakeLists.txt"), "add_library(a\n  a.cu\n");
}

TEST_F(Cli, ACxxSourceThatIncludesARenamedOneFollows) {
  write("p/part.cu", "int part() { return 1; }\n");
  write("p/main.cpp", "#include \"part.cu\"\nint main() {}\n");
  Outcome O = causeway("migrate p --out out -q");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_EQ(read("out/main.cpp"), "#include \"part.cpp\"\nint main() {}\n");
}

TEST_F(Cli, ACompilationDatabaseBringsTheBuildScriptsOfItsRoot) {
  write("src/a.cu", Saxpy);
  write("CMakeLists.txt", "add_library(a src/a.cu)\n");
  write("build/x.cmake", "enable_language(CUDA)\n");
  write("build/compile_commands.json",
        "[{\"directory\": \"" + Work + "\", \"file\": \"" + Work +
            "/src/a.cu\", \"arguments\": [\"nvcc\", \"-c\", \"src/a.cu\"]}]");
  Outcome O = causeway("migrate -p build --root . --in-place --force -q");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_EQ(read("CMakeLists.txt"), "add_library(a src/a.cpp)\n");
  EXPECT_EQ(read("build/x.cmake"), "enable_language(CUDA)\n");
}

TEST_F(Cli, UsersRulesForBuildScriptsWin) {
  write("p/a.cu", Saxpy);
  write("p/Makefile", "a: a.cu\n\tnvcc a.cu --ours=1 -o a\n");
  write("mine.yaml", "build: mine\noptions:\n  ours: { takes: joined }\n");
  Outcome O = causeway("migrate p --out out -q --rules mine.yaml");
  EXPECT_EQ(O.status, 0) << O.out << O.err;
  EXPECT_EQ(read("out/Makefile"), "a: a.cpp\n\tcwc++ a.cpp -o a\n");
}

// ---- Rules and config ------------------------------------------------------

TEST_F(Cli, RulesExplain) {
  Outcome O = causeway("rules explain cudaMalloc");
  EXPECT_EQ(O.status, 0);
  EXPECT_NE(O.out.find("becomes     cwMalloc\n"), std::string::npos) << O.out;
  O = causeway("rules explain __CUDA_ARCH__");
  EXPECT_NE(O.out.find("becomes     CW_ARCH_LEVEL"), std::string::npos)
      << O.out;
  EXPECT_NE(O.out.find("becomes     CW_DEVICE_ARCH"), std::string::npos)
      << O.out;
  O = causeway("rules explain cudaMallc");
  EXPECT_EQ(O.status, 2);
  EXPECT_NE(O.err.find("did you mean cudaMalloc"), std::string::npos) << O.err;
}

TEST_F(Cli, RulesListIsOneLineARule) {
  write("mine.yaml", "area: mine\nfunctions: { ownCopy: cwCopy }\n");
  Outcome O = causeway("rules list --rules mine.yaml --area mine");
  EXPECT_EQ(O.status, 0);
  EXPECT_EQ(O.out, "ownCopy\tfunction\tmapped\tcwCopy\n");
}

TEST_F(Cli, RulesMustSayWhatABackendLacks) {
  write("mine.yaml", "area: mine\nfacade: false\n"
                     "functions: { upload: cwGraphUpload }\n");
  Outcome O = causeway("rules check --rules mine.yaml");
  EXPECT_EQ(O.status, 1);
  EXPECT_NE(O.out.find("mine.yaml:3: 'upload' goes to 'cwGraphUpload', which "
                       "the hip backend lacks"),
            std::string::npos)
      << O.out;
  write("mine.yaml",
        "area: mine\nfacade: false\n"
        "functions: { upload: { to: cwGraphUpload, needs: [graph_nodes] } }\n");
  EXPECT_EQ(causeway("rules check --rules mine.yaml").status, 0);
}

TEST_F(Cli, ConfigNamesTheBackendsFolders) {
  Outcome O = causeway("config --backend cuda --cflags");
  EXPECT_EQ(O.status, 0) << O.err;
  EXPECT_EQ(count(O.out, "-I"), 2u) << O.out;
  EXPECT_NE(O.out.find("cuda"), std::string::npos);
  O = causeway("config --backend abacus --cflags");
  EXPECT_EQ(O.status, 2);
  EXPECT_NE(O.err.find("no backend is called 'abacus'; there are cpu, "),
            std::string::npos)
      << O.err;
  O = causeway("config --list");
  EXPECT_EQ(O.status, 0);
  EXPECT_NE(O.out.find("cuda\tNVIDIA GPUs\n"), std::string::npos) << O.out;
}

TEST_F(Cli, ConfigNamesTheCMakePackage) {
  Outcome O = causeway("config --cmake-dir");
  EXPECT_EQ(O.status, 0) << O.err;
  EXPECT_TRUE(fs::exists(StringRef(O.out).trim() + "/CausewayConfig.cmake"));
}

// ---- Audit -----------------------------------------------------------------

TEST_F(Cli, AuditAnswersInOrderAndChangesNothing) {
  write("src/a.cu", Saxpy);
  Outcome O = causeway("audit src -q");
  EXPECT_EQ(O.status, 0) << O.err;
  size_t Before = 0;
  for (const char *Part :
       {"How much migrates automatically", "Remaining work and its cost",
        "Requirements on a chip", "Which chip could run it"}) {
    size_t At = O.out.find(Part, Before);
    ASSERT_NE(At, std::string::npos) << Part << " in " << O.out;
    Before = At;
  }
  EXPECT_NE(O.out.find("nvidia-sm90"), std::string::npos);
  EXPECT_EQ(read("src/a.cu"), Saxpy);
  EXPECT_EQ(O.err, "");
}

TEST_F(Cli, AuditWritesAllItsFacesAtOnce) {
  write("src/a.cu", Saxpy);
  Outcome O = causeway("audit src -q --html a.html --json a.json --sarif "
                       "a.sarif --md a.md --csv a.csv");
  EXPECT_EQ(O.status, 0) << O.err;
  EXPECT_NE(O.out.find("Written: a.html"), std::string::npos) << O.out;
  EXPECT_EQ(read("a.html").rfind("<!DOCTYPE html>", 0), 0u);
  EXPECT_EQ(read("a.md").rfind("# CUDA audit of", 0), 0u);
  EXPECT_EQ(read("a.csv").rfind("file,line,column,", 0), 0u);
  for (const char *Name : {"a.json", "a.sarif"}) {
    auto Parsed = llvm::json::parse(read(Name));
    EXPECT_TRUE(bool(Parsed)) << Name;
    llvm::consumeError(Parsed.takeError());
  }
}

TEST_F(Cli, AuditOnStdoutIsNothingElse) {
  write("a.cu", Saxpy);
  Outcome O = causeway("audit a.cu -q --json -");
  EXPECT_EQ(O.status, 0) << O.err;
  auto Parsed = llvm::json::parse(O.out);
  ASSERT_TRUE(bool(Parsed)) << llvm::toString(Parsed.takeError());
  EXPECT_EQ(Parsed->getAsObject()->getInteger("version"), 1);
}

TEST_F(Cli, AuditIsReproducible) {
  write("a.cu", Saxpy);
  std::string Run = "export SOURCE_DATE_EPOCH=86400; " CAUSEWAY_PROGRAM
                    " audit a.cu -q --json -";
  Outcome One = shell(Run), Two = shell(Run);
  EXPECT_EQ(One.out, Two.out);
  EXPECT_NE(One.out.find("\"date\": \"1970-01-02\""), std::string::npos);
}

TEST_F(Cli, AuditCountsAsMigrateDoes) {
  write("src/a.cu", Saxpy);
  write("src/Makefile", "app: a.cu\n\tnvcc -o app a.cu -lcusparse\n");
  write("src/b.cu", "#include <cuda_gl_interop.h>\nint x = __CUDA_ARCH__;\n");
  causeway("audit src -q --json a.json");
  causeway("migrate src -q --report r.json");
  auto Audit = llvm::json::parse(read("a.json")),
       Report = llvm::json::parse(read("r.json"));
  ASSERT_TRUE(Audit && Report);
  auto *Uses = Audit->getAsObject()->getObject("summary")->getObject("uses");
  auto *Summary = Report->getAsObject()->getObject("summary");
  EXPECT_EQ(Uses->getInteger("total"), Summary->getInteger("findings"));
  for (const char *Class : {"auto", "review", "manual", "blocked"})
    EXPECT_EQ(Uses->getInteger(Class),
              Summary->getObject("efforts")->getInteger(Class))
        << Class;
}

TEST_F(Cli, AuditGatesOnNewUses) {
  write("a.cu", Saxpy);
  ASSERT_EQ(causeway("audit a.cu -q --json old.json").status, 0);
  std::string Gate = "audit a.cu -q --baseline old.json --fail-on new";
  Outcome O = causeway(Gate);
  EXPECT_EQ(O.status, 0) << O.err;
  // What was there may move.
  write("a.cu", "// a comment\n\n" + std::string(Saxpy));
  EXPECT_EQ(causeway(Gate).status, 0);
  write("a.cu", std::string(Saxpy) + "void g(int *p) { cudaFree(p); }\n");
  O = causeway(Gate);
  EXPECT_EQ(O.status, 1);
  EXPECT_EQ(O.err, "causeway: error: --fail-on new: 1 use that the baseline "
                   "lacks\n");
  EXPECT_NE(O.out.find("a.cu:10:18: auto: cudaFree"), std::string::npos)
      << O.out;
}

TEST_F(Cli, AuditGatesOnClasses) {
  write("a.cu", Saxpy);
  EXPECT_EQ(causeway("audit a.cu -q --fail-on review,unknown").status, 0);
  EXPECT_EQ(causeway("audit a.cu -q --fail-on any").status, 1);
  write("a.cu", "#include <cuda_gl_interop.h>\n");
  EXPECT_EQ(causeway("audit a.cu -q --fail-on review").status, 1);
  EXPECT_EQ(causeway("audit a.cu -q --fail-on manual").status, 1);
  EXPECT_EQ(causeway("audit a.cu -q --fail-on blocked").status, 0);
  write("a.cu", "#include <cudnn.h>\n");
  EXPECT_EQ(causeway("audit a.cu -q --fail-on blocked").status, 1);
}

TEST_F(Cli, AuditRefusesBadOptions) {
  write("a.cu", Saxpy);
  expectRefused("audit a.cu --fail-on worse",
                "--fail-on 'worse': there are new, any, review, manual, "
                "blocked, unknown, unread");
  expectRefused("audit a.cu --fail-on new",
                "--fail-on new needs --baseline to compare with");
  expectRefused("audit a.cu --weights manual=1",
                "--weights 'manual=1' is not a weight; write class=first,again "
                "with a class (auto, review, manual or blocked) and minutes, "
                "such as manual=240,30");
  expectRefused("audit a.cu --baseline nowhere.json",
                "--baseline nowhere.json: No such file or directory");
  expectRefused("audit a.cu --baseline a.cu",
                "--baseline a.cu: not JSON ([1:1, byte=1]: Invalid JSON "
                "value); it must be the output of `causeway audit --json`");
  expectRefused("audit a.cu --json a.cu",
                "--json a.cu: is a source that is audited");
  expectRefused("audit a.cu --json - --csv -",
                "--csv -: another output goes there");
  expectRefused("audit a.cu --md nowhere/a.md",
                "--md nowhere/a.md: there is no folder " + at("nowhere"));
  EXPECT_EQ(read("a.cu"), Saxpy);
}

TEST_F(Cli, AuditTakesProfilesByNameAndByPath) {
  write("a.cu", Saxpy);
  write("mine.yaml", "chip: Mine\nextensions: {}\nlimits: {}\n");
  Outcome O = causeway("audit a.cu -q --profile cpu --profile mine.yaml");
  EXPECT_EQ(O.status, 0) << O.err;
  EXPECT_NE(O.out.find("  cpu   "), std::string::npos) << O.out;
  EXPECT_NE(O.out.find("  mine  "), std::string::npos);
  EXPECT_EQ(O.out.find("nvidia-sm90"), std::string::npos);
  for (const char *Args : {"audit --list-profiles", "audit --profile list"}) {
    O = causeway(Args);
    EXPECT_EQ(O.status, 0);
    EXPECT_NE(O.out.find("amd-gfx90a"), std::string::npos) << O.out;
    EXPECT_EQ(O.out.find("template"), std::string::npos);
  }
}

TEST_F(Cli, AuditTellsWhereAProfileIsWrong) {
  write("a.cu", Saxpy);
  write("bad.yaml", "chip: Mine\nextensions:\n  warp: maybe\nlimits: {}\n");
  expectRefused("audit a.cu --profile bad.yaml",
                "bad.yaml:3:9: support must be native, emulated, absent or "
                "unknown");
  Outcome O = causeway("audit a.cu --profile nvidia");
  EXPECT_EQ(O.status, 2);
  EXPECT_EQ(O.err.rfind("causeway: error: no profile is called 'nvidia'; "
                        "there are amd-gfx906,",
                        0),
            0u)
      << O.err;
}

// ---- Fixes and the language server ------------------------------------------

TEST_F(Cli, FixesNameEachFindingWithWhatItReplaces) {
  write("a.cu", Saxpy);
  Outcome O = causeway("export-fixes a.cu -q");
  EXPECT_EQ(O.status, 0) << O.err;
  EXPECT_EQ(O.err, "");
  EXPECT_EQ(O.out.rfind("---\nMainSourceFile:  '" + at("a.cu") + "'\n", 0), 0u)
      << O.out;
  EXPECT_NE(O.out.find("ReplacementText: CW_KERNEL\n"), std::string::npos);
  EXPECT_EQ(count(O.out, "DiagnosticName:  causeway-mapped\n"),
            count(O.out, "DiagnosticName:"));
}

TEST_F(Cli, FixesOfWhatIsLeftToAPersonHaveNoReplacement) {
  write("a.cu",
        "#include <cuda_runtime.h>\nint f() { return cudaNoSuch(1); }\n");
  Outcome O = causeway("export-fixes a.cu");
  EXPECT_EQ(O.status, 1) << O.err;
  EXPECT_NE(O.out.find("causeway-unknown"), std::string::npos) << O.out;
  EXPECT_NE(O.out.find("Replacements:    []"), std::string::npos) << O.out;
  EXPECT_NE(O.err.find("1 use of CUDA left to a person"), std::string::npos)
      << O.err;
}

TEST_F(Cli, FixesGoToAFolderAndSayWhatToRename) {
  write("src/a.cu", Saxpy);
  Outcome O = causeway("export-fixes src --fixes fixes");
  EXPECT_EQ(O.status, 0) << O.err;
  EXPECT_EQ(O.out, "");
  EXPECT_NE(read("fixes/causeway.yaml").find("CW_KERNEL"), std::string::npos);
  EXPECT_NE(O.err.find("a.cu to a.cpp"), std::string::npos) << O.err;
  EXPECT_EQ(read("src/a.cu"), Saxpy);
}

TEST_F(Cli, FixesAreNotWrittenForUnusableInput) {
  write("a.cu", Saxpy);
  EXPECT_EQ(causeway("export-fixes nowhere.cu -o out.yaml").status, 2);
  EXPECT_EQ(causeway("export-fixes a.cu -o nowhere/out.yaml").status, 2);
  EXPECT_EQ(causeway("export-fixes a.cu -o out.yaml --fixes d").status, 2);
  EXPECT_FALSE(exists("out.yaml"));
  EXPECT_FALSE(exists("d"));
}

TEST_F(Cli, FixesKeepBytesThatAreNotUtf8) {
  write("a.cu", "// \xe9t\xe9\n#include <cuda_runtime.h>\n"
                "void f(void *p) { cudaFree(p); /* \xe9 */ }\n");
  Outcome O = causeway("export-fixes a.cu -q");
  EXPECT_EQ(O.status, 0) << O.err;
  EXPECT_NE(O.out.find("ReplacementText: cwFree"), std::string::npos) << O.out;
}

TEST_F(Cli, TheLanguageServerNeedsRulesThatCanBeRead) {
  write("bad.yaml", "area: [\n");
  Outcome O = causeway("lsp --rules bad.yaml </dev/null");
  EXPECT_EQ(O.status, 2);
  EXPECT_EQ(O.out, "");
  EXPECT_EQ(O.err.rfind("causeway: error: bad.yaml:", 0), 0u) << O.err;
}

TEST_F(Cli, TheLanguageServerEndsWithItsEditor) {
  Outcome O = causeway("lsp --stdio </dev/null");
  EXPECT_EQ(O.status, 1);
  EXPECT_EQ(O.out, "");
  EXPECT_EQ(O.err, "");
}

} // namespace
