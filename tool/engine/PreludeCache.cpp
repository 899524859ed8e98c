// SPDX-License-Identifier: Apache-2.0
#include "engine/PreludeCache.h"
#include "frontend/ParsedUnitIO.h"

namespace causeway {

std::shared_ptr<const std::string>
PreludeCache::get(llvm::StringRef Key, llvm::function_ref<std::string()> Make) {
  std::lock_guard Lock(Access);
  auto [It, New] = Known.try_emplace(Key);
  if (!New)
    return It->second;
  auto IsValid = [&](llvm::StringRef Bytes) {
    return everyRead(Bytes, [&](llvm::StringRef Path, const ReadLog::Entry &E) {
      return Now.answers(Path, E);
    });
  };
  auto Bytes = MayWrite ? Entries.makeAnswers(Key, IsValid, Make)
                        : Entries.findAnswers(Key);
  if (Bytes && !MayWrite && !IsValid(*Bytes))
    Bytes.reset();
  if (!Bytes && ManyUnits)
    Bytes = Make();
  if (Bytes)
    It->second = std::make_shared<const std::string>(std::move(*Bytes));
  return It->second;
}

} // namespace causeway
