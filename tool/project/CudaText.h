// Tells of a text, without a parser, whether it holds CUDA code. Answers are
// kept between runs, since most of a tree is the same the next time.
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
  /// Line and column of the first use that is certainly one.
  std::optional<std::pair<unsigned, unsigned>> place;
};

class CudaTexts {
public:
  /// `Rules` and `Cache` must outlive this; `Cache` may be null. `Folders`
  /// says which tree the kept answers are about.
  CudaTexts(const RuleSet &Rules, const UnitCache *Cache,
            const std::vector<std::string> &Folders);
  /// Keeps the answers, if there are new ones.
  ~CudaTexts();
  CudaTexts(const CudaTexts &) = delete;

  /// `File` need not exist: its extension says which language the text is in.
  CudaText look(const std::string &File, llvm::StringRef Text);

private:
  const RuleSet &Rules;
  const UnitCache *Cache;
  std::string Key;                         ///< Of the kept answers.
  std::map<std::string, CudaText> Earlier; ///< By extension and digest.
  std::map<std::string, CudaText> Now;     ///< Likewise, of this run.
  bool New = false;
};

} // namespace causeway
