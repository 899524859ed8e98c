// Decides without a parser whether a text holds CUDA code. A CudaTexts keeps
// its answers in the cache between runs, because most files of a tree stay the
// same. It does not own the rules or the cache.
//
//   CudaTexts Texts(Rules, Cache, Folders);
//   if (Texts.look(File, Text).any)
//     ...
//
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/UnitCache.h"
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace causeway {

struct CudaText {
  bool any = false;      ///< It names something of CUDA.
  bool launches = false; ///< It launches a kernel with `<<<`.
  /// Line and column of the first place that is CUDA without doubt.
  std::optional<std::pair<unsigned, unsigned>> place;
};

class CudaTexts {
public:
  /// `Rules` and `Cache` must outlive this object; `Cache` may be null.
  /// `Folders` identifies the tree, and so the kept answers.
  CudaTexts(const RuleSet &Rules, const UnitCache *Cache,
            const std::vector<std::string> &Folders);
  /// Keeps new answers in the cache.
  ~CudaTexts();
  CudaTexts(const CudaTexts &) = delete;

  /// `File` need not exist. Its extension determines the language.
  CudaText look(const std::string &File, llvm::StringRef Text);

private:
  const RuleSet &Rules;
  const UnitCache *Cache;
  std::string Key; ///< Of the entry in the cache.
  std::map<std::string, CudaText>
      Earlier; ///< From earlier runs, by extension and digest.
  std::map<std::string, CudaText>
      Now; ///< From this run, by extension and digest.
  bool New = false;
};

} // namespace causeway
