// A tree that means harm, a disk that fails, a program that is killed: what is
// written then, and what is not.
// SPDX-License-Identifier: Apache-2.0
#include "cli/Cli.h"
#include <sys/stat.h>

namespace {

const char *Commit = "git init -q . && git add -A && git -c user.name=t -c "
                     "user.email=t@example.org commit -qm x";

class Safety : public Cli {
protected:
  void SetUp() override {
    Cli::SetUp();
    write("src/a.cu", Saxpy);
    write("src/sub/k.cuh", "#pragma once\n__device__ int one();\n");
    write("src/data.txt", "one\n");
    write("foreign/secret.txt", "secret\n");
    // Whoever runs it leaves a trace, and is a good filter.
    Canary = Folder + "/canary";
    write("run.sh", "#!/bin/sh\necho \"$0 $*\" >> '" + Canary + "'\ncat\n");
    ASSERT_EQ(shell("chmod +x run.sh").status, 0);
  }
  Outcome out() { return causeway("migrate src --out port -q"); }
  Outcome update() { return causeway("migrate src --out port --update -q"); }

  /// Configuration that makes git run programs on many occasions.
  std::string hostileConfig(StringRef Format) {
    std::string Run = at("run.sh");
    return (Format + "\thooksPath = " + at("hooks") + "\n\tfsmonitor = " + Run +
            "\n\tpager = " + Run + "\n\tsshCommand = " + Run +
            "\n\teditor = " + Run + "\n\tworktree = " + at("foreign") +
            "\n\tattributesFile = " + at("attributes") +
            "\n[filter \"x\"]\n\tclean = " + Run + "\n\tsmudge = " + Run +
            "\n\tprocess = " + Run + "\n\trequired = true" +
            "\n[merge \"x\"]\n\tdriver = " + Run + " %A" +
            "\n[diff \"x\"]\n\ttextconv = " + Run + "\n\tcommand = " + Run +
            "\n[credential]\n\thelper = " + Run +
            "\n[include]\n\tpath = " + at("more.config") +
            "\n[gpg]\n\tprogram = " + Run + "\n[commit]\n\tgpgSign = true\n")
        .str();
  }
  void plantFor(StringRef Repository, StringRef Format) {
    write((Repository + "/config").str(), hostileConfig(Format));
    write("more.config", "[core]\n\tfsmonitor = " + at("run.sh") + "\n");
    write("attributes", "* filter=x merge=x diff=x\n");
    write((Repository + "/info/attributes").str(),
          "* filter=x merge=x diff=x text eol=crlf ident\n");
    for (std::string Hooks :
         {(Repository + "/hooks").str(), std::string("hooks")})
      for (const char *Hook :
           {"pre-commit", "post-checkout", "post-index-change",
            "reference-transaction", "fsmonitor-watchman", "post-merge"}) {
        write(Hooks + "/" + Hook, "#!/bin/sh\necho hook >> '" + Canary + "'\n");
        shell("chmod +x " + Hooks + "/" + Hook);
      }
  }
  void expectNothingRan() {
    EXPECT_FALSE(fs::exists(Canary)) << readPath(Canary);
    EXPECT_EQ(read("foreign/secret.txt"), "secret\n");
    EXPECT_EQ(shell("ls -A foreign").out, "secret.txt\n");
  }

  std::string Canary;
};

// ---- Programs that a tree brings -------------------------------------------

TEST_F(Safety, UpdateRunsNothingThatTheMemoryBrings) {
  ASSERT_EQ(out().status, 0);
  plantFor("port/.causeway/base.git",
           "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
  write("port/.gitattributes", "* filter=x merge=x diff=x\n");
  write("port/data.txt", "mine\n");
  write("src/data.txt", "theirs\n");
  Outcome O = update();
  EXPECT_EQ(O.status, 1) << O.err;
  expectNothingRan();
  EXPECT_EQ(read("port/data.txt"),
            "<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> upstream\n");
  // Nor does git run anything, when a person looks at what was there.
  O = shell("git --git-dir port/.causeway/base.git show yours:data.txt");
  EXPECT_EQ(O.out, "mine\n") << O.err;
  EXPECT_FALSE(fs::exists(Canary)) << readPath(Canary);
}

TEST_F(Safety, AClonedTreeIsUpdated) {
  ASSERT_EQ(out().status, 0);
  plantFor("port/.causeway/base.git",
           "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
  ASSERT_EQ(shell(std::string("cd port && ") + Commit +
                  " && cd .. && mv port origin && git clone -q origin port")
                .status,
            0);
  write("src/data.txt", "two\n");
  EXPECT_EQ(update().status, 0);
  EXPECT_EQ(read("port/data.txt"), "two\n");
  expectNothingRan();
}

TEST_F(Safety, UpdateTakesNoObjectsFromElsewhere) {
  ASSERT_EQ(out().status, 0);
  ASSERT_EQ(shell("cp -r port/.causeway/base.git/objects foreign-objects && rm "
                  "-rf port/.causeway/base.git/objects && mkdir -p "
                  "port/.causeway/base.git/objects/info && echo '" +
                  at("foreign-objects") +
                  "' > port/.causeway/base.git/objects/info/alternates")
                .status,
            0);
  EXPECT_EQ(update().status, 2);
}

TEST_F(Safety, UpdateTakesNothingOutsideItsMemory) {
  ASSERT_EQ(out().status, 0);
  write("port/.causeway/base.git/commondir", at("foreign") + "\n");
  ASSERT_EQ(shell("cd port/.causeway/base.git && mkdir -p refs/replace && cp "
                  "refs/heads/base refs/replace/$(cat refs/heads/base)")
                .status,
            0);
  EXPECT_EQ(update().status, 0);
  EXPECT_FALSE(exists("port/.causeway/base.git/commondir"));
}

TEST_F(Safety, AMemoryThatNamesFilesOfGitsIsRefused) {
  ASSERT_EQ(out().status, 0);
  ASSERT_EQ(shell("cd port && git init -q . && cd .causeway/base.git && "
                  "B=$(printf x | git hash-object -w --stdin --git-dir . "
                  "2>/dev/null || printf x | GIT_DIR=. git hash-object -w "
                  "--stdin) && T=$(printf '100644 blob %s\\tHEAD\\n' $B | "
                  "GIT_DIR=. git mktree) && T=$(printf '040000 tree "
                  "%s\\t.git\\n' $T | GIT_DIR=. git mktree) && C=$(GIT_DIR=. "
                  "git -c user.name=t -c user.email=t@e commit-tree $T -m x) "
                  "&& echo $C > refs/heads/base")
                .status,
            0);
  std::string Head = read("port/.git/HEAD");
  Outcome O = update();
  EXPECT_EQ(O.status, 2);
  EXPECT_NE(O.err.find("no migration writes"), std::string::npos) << O.err;
  EXPECT_EQ(read("port/.git/HEAD"), Head);
}

TEST_F(Safety, ABareRepositoryAroundTheSourceIsNotAsked) {
  ASSERT_EQ(shell("git init -q --bare .").status, 0);
  plantFor(".", "[core]\n\trepositoryformatversion = 0\n\tbare = false\n");
  ASSERT_EQ(out().status, 0);
  EXPECT_EQ(update().status, 0);
  EXPECT_EQ(causeway("migrate src --in-place -q").status, 2);
  expectNothingRan();
}

TEST_F(Safety, InPlaceRunsNothingThatTheRepositoryBrings) {
  ASSERT_EQ(shell(std::string("cd src && echo '* filter=x diff=x' > "
                              ".gitattributes && ") +
                  Commit)
                .status,
            0);
  plantFor("src/.git", "[core]\n\trepositoryformatversion = 0\n");
  shell("touch -d '2001-01-01' src/data.txt"); // the index no longer knows it
  Outcome O = causeway("migrate src --in-place -q");
  EXPECT_EQ(O.status, 0) << O.err;
  EXPECT_TRUE(exists("src/a.cpp"));
  expectNothingRan();
}

// ---- What git could give back ----------------------------------------------

TEST_F(Safety, InPlaceSeesEveryKindOfUncommittedChange) {
  ASSERT_EQ(shell(std::string("cd src && ") + Commit).status, 0);
  auto Refused = [&](const std::string &Change, const std::string &File) {
    ASSERT_EQ(
        shell("rm -rf now && cp -a src now && cd now && " + Change).status, 0);
    Outcome O = causeway("migrate now --in-place -q");
    EXPECT_EQ(O.status, 2) << Change;
    EXPECT_NE(O.err.find("(" + File + ")"), std::string::npos)
        << Change << ": " << O.err;
  };
  Refused("echo two > data.txt", "data.txt");
  Refused("echo two > data.txt && git add data.txt", "data.txt");
  Refused("rm data.txt", "data.txt");
  Refused("git rm -q --cached data.txt", "data.txt");
  Refused("cp a.cu b.cu", "b.cu");
  Refused("rm data.txt && ln -s a.cu data.txt", "data.txt");
  EXPECT_EQ(shell("rm -rf now && cp -r src now").status, 0); // other times
  EXPECT_EQ(causeway("migrate now --in-place -q").status, 0);
  ASSERT_EQ(shell("cd src && git pack-refs --all && git gc -q && git worktree "
                  "add -q ../tree 2>&1")
                .status,
            0);
  EXPECT_EQ(causeway("migrate tree --in-place -q").status, 0);
}

// ---- Ways out of the tree --------------------------------------------------

TEST_F(Safety, NothingIsWrittenThroughALink) {
  ASSERT_EQ(out().status, 0);
  write("src/sub/k.cuh", "#pragma once\n__device__ int two();\n");
  const std::string Plants[] = {
      "rm -rf port/sub && ln -s ../foreign port/sub",
      "rm -rf port/.causeway && ln -s ../foreign port/.causeway",
      "cp -r port/.causeway/base.git foreign.git && rm -rf "
      "port/.causeway/base.git && ln -s ../../foreign.git "
      "port/.causeway/base.git",
      "mv port/.causeway/base.git/objects foreign-objects && ln -s "
      "../../../foreign-objects port/.causeway/base.git/objects",
      "mv port/.causeway/base.git/refs foreign-refs && ln -s "
      "../../../foreign-refs port/.causeway/base.git/refs",
  };
  ASSERT_EQ(shell("cp -a port fresh && cd port/.causeway/base.git/objects && "
                  "find . | sort > ../../../../../objects")
                .status,
            0);
  for (const std::string &Plant : Plants) {
    ASSERT_EQ(
        shell("rm -rf port foreign.git foreign-objects foreign-refs && "
              "cp -a fresh port && " +
              Plant +
              " && find foreign* port | grep -v /objects/ | sort > ../before")
            .status,
        0);
    for (const char *Way : {"--update", "--force"}) {
      Outcome O = causeway(std::string("migrate src --out port -q ") + Way);
      EXPECT_EQ(O.status, 2) << Plant << Way << O.err;
      EXPECT_EQ(count(O.err, "\n"), 1u) << O.err;
      EXPECT_EQ(shell("find foreign* port | grep -v /objects/ | sort | diff "
                      "../before -")
                    .out,
                "")
          << Plant << Way;
    }
    EXPECT_EQ(read("foreign/secret.txt"), "secret\n");
    EXPECT_EQ(shell("cd foreign-objects 2>/dev/null && find . | sort | diff - "
                    "../../objects")
                  .out,
              "");
  }
}

TEST_F(Safety, WhatLiesWhereFilesAreStagedIsNotFollowed) {
  ASSERT_EQ(out().status, 0);
  write("src/data.txt", "two\n");
  for (const char *Place : {"new", "merged", "run"})
    ASSERT_EQ(shell(std::string("ln -s ../../foreign port/.causeway/") + Place)
                  .status,
              0);
  EXPECT_EQ(update().status, 0);
  EXPECT_EQ(read("port/data.txt"), "two\n");
  EXPECT_EQ(shell("ls -A foreign").out, "secret.txt\n");
}

TEST_F(Safety, AFileThatIsALinkOrAPipeIsReplaced) {
  ASSERT_EQ(out().status, 0);
  ASSERT_EQ(shell("rm port/data.txt port/a.cpp && ln -s "
                  "../foreign/secret.txt port/data.txt && mkfifo port/a.cpp && "
                  "ln -f foreign/secret.txt port/MIGRATION.md")
                .status,
            0);
  EXPECT_EQ(causeway("migrate src --out port --force -q").status, 0);
  EXPECT_EQ(read("port/data.txt"), "one\n");
  EXPECT_NE(read("port/a.cpp").find("cw::launch"), std::string::npos);
  EXPECT_EQ(read("foreign/secret.txt"), "secret\n");
  EXPECT_FALSE(fs::is_symlink_file(at("port/data.txt")));
}

TEST_F(Safety, ALinkOutOfTheSourceStaysALink) {
  ASSERT_EQ(shell("ln -s ../foreign/secret.txt src/notes.txt").status, 0);
  EXPECT_EQ(out().status, 0);
  char Target[100] = {};
  EXPECT_GT(::readlink(at("port/notes.txt").c_str(), Target, 99), 0);
  EXPECT_EQ(StringRef(Target), "../foreign/secret.txt");
}

TEST_F(Safety, AReportReplacesALinkAndWaitsForNoPipe) {
  ASSERT_EQ(shell("ln -s foreign/secret.txt r.json; mkfifo p.json").status, 0);
  EXPECT_EQ(causeway("audit src -q --json r.json").status, 0);
  EXPECT_EQ(read("foreign/secret.txt"), "secret\n");
  EXPECT_EQ(read("r.json")[0], '{');
  EXPECT_EQ(causeway("audit src -q --json p.json").status, 2);
  ASSERT_EQ(shell("ln -s ../foreign src/reports").status, 0);
  EXPECT_EQ(causeway("audit src -q --json src/reports/r.json").status, 2);
  EXPECT_EQ(shell("ls -A foreign").out, "secret.txt\n");
  EXPECT_EQ(causeway("audit src -q --json /dev/stdout --md x.md").out[0], '{');
}

TEST_F(Safety, LongNamesAreWritten) {
  std::string Long(250, 'n');
  write("src/" + Long + ".txt", "long\n");
  EXPECT_EQ(out().status, 0);
  EXPECT_EQ(read("port/" + Long + ".txt"), "long\n");
  EXPECT_EQ(causeway("audit src -q --json " + Long + ".json").status, 0);
}

// ---- Results that cannot be written ----------------------------------------

TEST_F(Safety, AResultThatStdoutDoesNotTakeIsAnError) {
  for (const char *Args :
       {"--help", "--version", "rules list", "rules explain cudaMalloc",
        "rules coverage", "audit --list-profiles", "audit src -q",
        "audit src -q --json -", "audit src -q --sarif -", "migrate src -q",
        "migrate src -q --diff", "migrate src -q --report -",
        "export-fixes src -q", "config --cflags", "migrate --help"}) {
    Outcome O = causeway(std::string(Args) + " > /dev/full");
    EXPECT_EQ(O.status, 2) << Args;
    EXPECT_NE(O.err.find("stdout: No space left on device"), std::string::npos)
        << Args << O.err;
    EXPECT_EQ(causeway(std::string(Args) + " >&-").status, 2) << Args;
  }
}

TEST_F(Safety, AReaderWhoGoesAwayIsNoError) {
  Outcome O = causeway("rules list | head -n 1");
  EXPECT_EQ(O.status, 0);
  EXPECT_EQ(O.err, "");
  // Nor does it keep files from being written.
  O = shell("{ " CAUSEWAY_PROGRAM " migrate src --out port 2>&1; } | true");
  EXPECT_TRUE(exists("port/a.cpp"));
}

TEST_F(Safety, AFullDiskLeavesTheOldReport) {
  for (const char *Option :
       {"audit src -q --json", "audit src -q --html", "audit src -q --sarif",
        "migrate src -q --report", "export-fixes src -q -o"}) {
    write("good", "good\n");
    Outcome O = shell(std::string("trap '' XFSZ; ulimit -f 1; exec ") +
                      CAUSEWAY_PROGRAM + " " + Option + " good --no-cache");
    EXPECT_EQ(O.status, 2) << Option << O.out << O.err;
    EXPECT_EQ(count(O.err, "\n"), 1u) << O.err;
    EXPECT_EQ(read("good"), "good\n") << Option;
    EXPECT_EQ(causeway(std::string(Option) + " /dev/full").status, 2) << Option;
  }
  EXPECT_EQ(shell("ls -A | grep -c causeway-").out, "0\n");
}

TEST_F(Safety, AFullDiskLeavesTheTree) {
  write("src/big.txt", std::string(100000, 'x'));
  Outcome O = shell("trap '' XFSZ; ulimit -f 1; exec " CAUSEWAY_PROGRAM
                    " migrate src --out port -q --no-cache");
  EXPECT_EQ(O.status, 2) << O.err;
  EXPECT_FALSE(exists("port"));
}

// ---- A program that is killed, a disk that fails ---------------------------

class Interrupted : public Safety {
protected:
  void SetUp() override {
    Safety::SetUp();
    ASSERT_EQ(shell("ln -s data.txt src/link.txt && cp -a src later && echo "
                    "two > later/data.txt && mkdir later/more && echo new > "
                    "later/more/n.txt && rm later/sub/k.cuh")
                  .status,
              0);
    ASSERT_EQ(out().status, 0);
    ASSERT_EQ(shell("mv port written && cp -a written port").status, 0);
    ASSERT_EQ(causeway("migrate later --out port --update -q").status, 0);
    ASSERT_EQ(shell("mv port updated && cp -a src placed").status, 0);
    ASSERT_EQ(causeway("migrate placed --in-place --force -q").status, 0);
  }
  /// Runs with a fault at every call that changes a folder: `Before` is how the
  /// tree `now` begins, `Args` what runs, `After` the tree that it leads to.
  void atEveryStep(const std::string &Before, const std::string &Args,
                   const std::string &After, int Code) {
    auto Same = [&](const std::string &Tree) {
      return shell("diff -r -x .causeway " + Tree + " now").status == 0;
    };
    for (int At = 1;; ++At) {
      ASSERT_LT(At, 500);
      ASSERT_EQ(shell("rm -rf now && " + Before).status, 0);
      bool Was = exists("now");
      ASSERT_EQ(shell("rm -rf was; cp -a now was 2>/dev/null; true").status, 0);
      Outcome O = shell(
          "CAUSEWAY_FAULT='" + std::to_string(At) + " " + std::to_string(Code) +
          "' LD_PRELOAD=" FAULT_LIBRARY " " CAUSEWAY_PROGRAM " " + Args);
      if (O.status == 0 || O.status == 1) {
        EXPECT_TRUE(Same(After)) << At;
        if (Code == 0) // none was left to be killed at
          return;
        // A failure that stood in the way of nothing, or none at all.
        if (++Passed > 12)
          return;
        continue;
      }
      if (Code) {
        EXPECT_EQ(O.status, 2) << At << O.err;
        EXPECT_TRUE(Was ? Same("was") : !exists("now"))
            << At << O.err << shell("diff -r was now").out;
      }
      O = causeway(Args);
      // Killed after all had happened: it is whole already.
      if (!StringRef(O.err).contains("holds a migration already"))
        EXPECT_LE(O.status, 1) << At << O.err;
      EXPECT_TRUE(Same(After))
          << At << O.err << shell("diff -r " + After + " now").out;
      EXPECT_FALSE(exists("now/.causeway/run")) << At;
    }
  }
  int Passed = 0;
};

TEST_F(Interrupted, AKilledOutIsMadeWhole) {
  atEveryStep("true", "migrate src --out now -q", "written", 0);
}
TEST_F(Interrupted, AKilledUpdateIsMadeWhole) {
  atEveryStep("cp -a written now", "migrate later --out now --update -q",
              "updated", 0);
}
TEST_F(Interrupted, AKilledInPlaceIsMadeWhole) {
  atEveryStep("cp -a src now", "migrate now --in-place --force -q", "placed",
              0);
}
TEST_F(Interrupted, AFailedOutWritesNothing) {
  atEveryStep("true", "migrate src --out now -q", "written", 28);
}
TEST_F(Interrupted, AFailedUpdateWritesNothing) {
  atEveryStep("cp -a written now", "migrate later --out now --update -q",
              "updated", 28);
}
TEST_F(Interrupted, AFailedInPlaceWritesNothing) {
  atEveryStep("cp -a src now", "migrate now --in-place --force -q", "placed",
              28);
}

TEST_F(Interrupted, WorkDoneSinceIsNotTakenBack) {
  ASSERT_EQ(shell("cp -a src now").status, 0);
  for (int At = 1; At < 60 && !exists("now/a.cpp"); ++At) {
    shell("rm -rf now && cp -a src now");
    shell("CAUSEWAY_FAULT='" + std::to_string(At) +
          " 0' LD_PRELOAD=" FAULT_LIBRARY " " CAUSEWAY_PROGRAM
          " migrate now --in-place --force -q");
  }
  ASSERT_TRUE(exists("now/.causeway/run/journal"));
  write("now/a.cpp", "my work\n");
  Outcome O = causeway("migrate now --in-place --force -q");
  EXPECT_EQ(O.status, 2);
  EXPECT_EQ(count(O.err, "\n"), 1u) << O.err;
  EXPECT_EQ(read("now/a.cpp"), "my work\n");
  // A copy of the tree is another tree.
  ASSERT_EQ(shell("cp -a now copy").status, 0);
  EXPECT_EQ(causeway("migrate copy --in-place --force -q").status, 2);
  EXPECT_EQ(read("copy/a.cpp"), "my work\n");
}

TEST_F(Safety, TwoRunsAtOnceMakeNoDuplicates) {
  for (int I = 0; I < 8; ++I) {
    Outcome O = shell(
        "rm -rf now && cp -a src now && { for i in 1 2 3; do " CAUSEWAY_PROGRAM
        " migrate now --in-place --force -q --no-cache & "
        "done; wait; }");
    EXPECT_EQ(shell("cd now && find . -type f | sort").out,
              "./a.cpp\n./data.txt\n./sub/k.cuh\n")
        << O.out << O.err;
    O = shell("rm -rf now && { for i in 1 2 3; do " CAUSEWAY_PROGRAM
              " migrate src --out now -q --no-cache & done; wait; }");
    EXPECT_EQ(shell("cd now && find . -type f -not -path '*/.causeway/*' | "
                    "sort")
                  .out,
              "./MIGRATION.md\n./a.cpp\n./data.txt\n./sub/k.cuh\n");
    EXPECT_EQ(count(O.out, "written below"), 1u) << O.out << O.err;
    EXPECT_EQ(count(O.err, "\n"), 2u) << O.err;
  }
}

TEST_F(Safety, ASecondOutSuggestsUpdate) {
  ASSERT_EQ(out().status, 0);
  expectRefused("migrate src --out port -q",
                "--out port: holds a migration already; --update merges the "
                "changes since then, --force overwrites it");
}

// ---- Merges that have no plain answer ---------------------------------------

TEST_F(Safety, AMergeKeepsWhatBothSidesHave) {
  write("src/bin.dat", std::string("a\0b\n", 4));
  write("src/moved.txt", "1\n2\n3\n4\n5\n6\n7\n8\n");
  write("src/gone.txt", "gone\n");
  write("src/kept.txt", "kept\n");
  write("src/thing", "a file\n");
  write("src/tool.sh", "#!/bin/sh\n");
  ASSERT_EQ(out().status, 0);
  write("port/bin.dat", std::string("m\0b\n", 4));
  write("src/bin.dat", std::string("t\0b\n", 4));
  write("port/moved.txt", "1\n2\n3\n4\n5\n6\n7\nmine\n");
  write("port/gone.txt", "mine\n");
  write("src/kept.txt", "theirs\n");
  ASSERT_EQ(shell("mv src/moved.txt src/elsewhere.txt && rm src/gone.txt "
                  "port/kept.txt src/thing && mkdir src/thing && echo x > "
                  "src/thing/x.txt && chmod 755 src/tool.sh && chmod 600 "
                  "port/tool.sh")
                .status,
            0);
  Outcome O = update();
  EXPECT_EQ(O.status, 1) << O.err;
  EXPECT_EQ(count(O.err, "CONFLICT"), 3u) << O.err;
  EXPECT_EQ(read("port/bin.dat"), std::string("m\0b\n", 4));
  EXPECT_EQ(read("port/elsewhere.txt"), "1\n2\n3\n4\n5\n6\n7\nmine\n");
  EXPECT_FALSE(exists("port/moved.txt"));
  EXPECT_EQ(read("port/gone.txt"), "mine\n");
  EXPECT_EQ(read("port/kept.txt"), "theirs\n");
  EXPECT_EQ(read("port/thing/x.txt"), "x\n");
  EXPECT_EQ(unsigned(*fs::getPermissions(at("port/tool.sh"))), 0700u);
}

} // namespace
