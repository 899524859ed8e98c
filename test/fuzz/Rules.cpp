// Any text as a rule file: it is read, or there is an error that says where.
// SPDX-License-Identifier: Apache-2.0
#include "Target.h"
#include "rules/RuleSet.h"
#include "llvm/ADT/StringExtras.h"

using namespace causeway;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  llvm::StringRef Text(reinterpret_cast<const char *>(Data), Size);
  RuleSet Set;
  if (llvm::Error E = Set.addText(Text, "rules.yaml")) {
    llvm::handleAllErrors(std::move(E), [](const llvm::ErrorInfoBase &One) {
      std::string Message = One.message();
      llvm::StringRef Rest = Message;
      unsigned Line = 0, Column = 0;
      HOLDS(Rest.consume_front("rules.yaml:"));
      HOLDS(!Rest.consumeInteger(10, Line) && Line > 0);
      HOLDS(Rest.consume_front(":") && !Rest.consumeInteger(10, Column));
      HOLDS(Rest.consume_front(": error: ") && !Rest.trim().empty());
    });
    // A bad file changes nothing.
    HOLDS(Set.all().empty() && Set.examples().empty() && !Set.hasUsers());
    return 0;
  }
  HOLDS(Set.hasUsers());
  for (const Rule *R : Set.all()) {
    HOLDS(!R->name.empty() && R->isUsers() && !R->origin.empty());
    HOLDS(R->kind == Rule::Kind::Header ? Set.findHeader(R->name) == R
                                        : Set.find(R->name) == R);
    if (R->verdict == Verdict::Unsupported)
      HOLDS(!R->why.empty() && !R->instead.empty());
    (void)Set.resembles(R->name);
    (void)Set.findFamily(R->name);
    (void)Set.namesWarp(R->name);
  }
  for (const Example &E : Set.examples())
    HOLDS(!E.in.empty() && !E.out.empty());
  return 0;
}
