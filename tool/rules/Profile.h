// A profile: what one chip offers to a portable program, and the public
// document behind each answer, read from rules/profiles/*.yaml (built in) or
// from a user's file; rules/profile.schema.json describes the form. What a
// profile does not say is unknown. Plain values.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace causeway {

/// From best to worst.
enum class Support { Native, Emulated, Unknown, Absent };
llvm::StringRef toString(Support S);

struct Profile {
  struct Source {
    std::string title;
    std::string url;  ///< Where anyone can read it; else:
    std::string path; ///< a file of this project.
    std::string section, version;
  };
  struct Entry {
    Support support = Support::Unknown;
    /// What the chip offers by itself, where the shim gives less.
    std::optional<Support> chip;
    std::string note;
    std::vector<std::string> sources; ///< Ids.
  };
  struct Limit {
    /// One number; of `block_dim` and `grid_dim` three; of `warp_size` all that
    /// there are. Empty: unknown.
    std::vector<uint64_t> value;
    std::string note;
    std::vector<std::string> sources;
  };

  std::string id;      ///< "amd-gfx90a": the file's name.
  std::string chip;    ///< For people.
  std::string backend; ///< Empty: the shim has none for it yet.
  std::string note;    ///< On the chip as a whole.
  std::map<std::string, Source> sources;
  std::map<std::string, Entry> extensions; ///< All that the shim has.
  std::map<std::string, Entry> formats;    ///< Of matrix units.
  std::map<std::string, Limit> limits;     ///< All that there are.

  /// Errors name file, line and column.
  static llvm::Expected<Profile>
  parse(llvm::StringRef Yaml, llvm::StringRef Origin, llvm::StringRef Id);
};

/// A limit's name in profiles and for people.
struct LimitKind {
  llvm::StringRef id, title, unit;
  unsigned values; ///< How many numbers it is; 0: any number of sizes.
};
llvm::ArrayRef<LimitKind> limitKinds();

/// The profiles built into the program, sorted by name.
std::vector<Profile> builtinProfiles();

/// One of `Known` by its name, or one from a file: a path has a `/` or ends in
/// `.yaml`.
llvm::Expected<Profile> findProfile(llvm::ArrayRef<Profile> Known,
                                    llvm::StringRef NameOrPath);

} // namespace causeway
