// The regression test: every seed through its target, without libFuzzer.
// SPDX-License-Identifier: Apache-2.0
#include "Target.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <string>
#include <vector>

int main(int Argc, char **Argv) {
  if (Argc != 2) {
    std::fprintf(stderr, "usage: %s FOLDER_OF_SEEDS\n", Argv[0]);
    return 2;
  }
  size_t Count = 0;
  std::error_code EC;
  for (llvm::sys::fs::directory_iterator I(Argv[1], EC), End; I != End && !EC;
       I.increment(EC), ++Count) {
    auto Seed = llvm::MemoryBuffer::getFile(I->path());
    if (!Seed) {
      std::fprintf(stderr, "%s: %s\n", I->path().c_str(),
                   Seed.getError().message().c_str());
      return 1;
    }
    // Before it runs, since a failure aborts.
    std::fprintf(stderr, "%s\n", I->path().c_str());
    llvm::StringRef Text = (*Seed)->getBuffer();
    // A copy of the exact size, so that sanitizers see the end.
    std::vector<uint8_t> Bytes(Text.bytes_begin(), Text.bytes_end());
    LLVMFuzzerTestOneInput(Bytes.data(), Bytes.size());
  }
  if (EC || Count == 0) {
    std::fprintf(stderr, "%s: no seeds there\n", Argv[1]);
    return 1;
  }
  std::printf("%zu seeds\n", Count);
  return 0;
}
