// Runs the real program in a folder of its own.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <chrono>
#include <unistd.h>

namespace {

namespace fs = llvm::sys::fs;
using llvm::StringRef;

constexpr const char *Saxpy =
    "#include <cuda_runtime.h>\n"
    "__global__ void saxpy(int n, float a, const float *x, float *y) {\n"
    "  int i = blockIdx.x * blockDim.x + threadIdx.x;\n"
    "  if (i < n) y[i] = a * x[i] + y[i];\n"
    "}\n"
    "void run(int n, const float *x, float *y) {\n"
    "  saxpy<<<(n + 255) / 256, 256>>>(n, 2.0f, x, y);\n"
    "  cudaDeviceSynchronize();\n"
    "}\n";

struct Outcome {
  int status = -1;
  std::string out, err;
};

inline size_t count(StringRef Text, StringRef What) { return Text.count(What); }

class Cli : public testing::Test {
protected:
  void SetUp() override {
    llvm::SmallString<128> Made, Real;
    ASSERT_FALSE(fs::createUniqueDirectory("causeway-cli", Made));
    ASSERT_FALSE(fs::real_path(Made, Real));
    Folder = Real.str().str();
    ASSERT_FALSE(fs::create_directory(Folder + "/work"));
    Work = Folder + "/work";
  }
  void TearDown() override { fs::remove_directories(Folder); }

  void write(StringRef Name, StringRef Text) {
    std::string Path = at(Name);
    ASSERT_FALSE(fs::create_directories(llvm::sys::path::parent_path(Path)));
    std::error_code EC;
    llvm::raw_fd_ostream OS(Path, EC);
    ASSERT_FALSE(EC) << EC.message();
    OS << Text;
  }
  std::string at(StringRef Name) const { return Work + "/" + Name.str(); }
  bool exists(StringRef Name) const { return fs::exists(at(Name)); }
  static std::string readPath(StringRef Path) {
    auto Buffer = llvm::MemoryBuffer::getFile(Path);
    return Buffer ? (*Buffer)->getBuffer().str() : "<missing>";
  }
  std::string read(StringRef Name) const { return readPath(at(Name)); }

  /// Runs a shell command in the work folder.
  Outcome shell(const std::string &Command) const {
    std::string Script = "export CAUSEWAY_CACHE='" + Folder + "/cache'; cd '" +
                         Work + "' && " + Command;
    std::string Out = Folder + "/out", Err = Folder + "/err";
    std::optional<StringRef> Redirects[] = {StringRef(""), StringRef(Out),
                                            StringRef(Err)};
    fs::remove(Out); // a redirect does not shorten what is there
    fs::remove(Err);
    Outcome O;
    O.status = llvm::sys::ExecuteAndWait("/bin/sh", {"sh", "-c", Script},
                                         std::nullopt, Redirects, 100);
    O.out = readPath(Out);
    O.err = readPath(Err);
    return O;
  }
  Outcome causeway(const std::string &Args) const {
    return shell(std::string(CAUSEWAY_PROGRAM) + " " + Args);
  }

  /// Unusable input: status 2, this one line on stderr, nothing on stdout.
  void expectRefused(const std::string &Args, const std::string &Line) {
    Outcome O = causeway(Args);
    EXPECT_EQ(O.status, 2) << O.err;
    EXPECT_EQ(O.err, "causeway: error: " + Line + "\n");
    EXPECT_EQ(O.out, "");
  }

  std::string Folder, Work;
};

} // namespace
