// A profile: what one chip offers to a portable program, with the public
// document for each answer. Profiles come from rules/profiles/*.yaml (built in)
// or from a user's file; rules/profile.schema.json describes the format. What a
// profile does not say is unknown. Plain values.
//
//   auto P = findProfile(builtinProfiles(), "amd-gfx90a");
//   if (!P)
//     return P.takeError(); // names file, line and column
//   Support Half = P->extensions["half"].support;
//
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
    std::string url;  ///< Web address of the document, or empty.
    std::string path; ///< Path of a file of this project, if there is no `url`.
    std::string section, version;
  };
  struct Entry {
    Support support = Support::Unknown;
    /// The chip's own support, where the shim offers less.
    std::optional<Support> chip;
    std::string note;
    std::vector<std::string> sources; ///< IDs in `Profile::sources`.
  };
  struct Limit {
    /// One number; three for `block_dim` and `grid_dim`; every possible size
    /// for `warp_size`. Empty if unknown.
    std::vector<uint64_t> value;
    std::string note;
    std::vector<std::string> sources;
  };

  std::string id;   ///< "amd-gfx90a": the file's name.
  std::string chip; ///< The chip's name in reports.
  /// The shim's backend for the chip; empty if there is none yet.
  std::string backend;
  std::string note; ///< A note on the chip as a whole.
  std::map<std::string, Source> sources;
  /// One entry for each extension of the shim.
  std::map<std::string, Entry> extensions;
  std::map<std::string, Entry> formats; ///< Number formats of matrix units.
  std::map<std::string, Limit> limits;  ///< One entry for each kind of limit.

  /// Errors name file, line and column.
  static llvm::Expected<Profile>
  parse(llvm::StringRef Yaml, llvm::StringRef Origin, llvm::StringRef Id);
};

/// The ID of a limit in profiles, and its title and unit in reports.
struct LimitKind {
  llvm::StringRef id, title, unit;
  unsigned values; ///< How many numbers the limit has; 0 means any number.
};
llvm::ArrayRef<LimitKind> limitKinds();

/// The profiles built into the program, sorted by name.
std::vector<Profile> builtinProfiles();

/// A profile of `Known` by its ID, or one from a file. A path contains a `/` or
/// ends in `.yaml` or `.yml`.
llvm::Expected<Profile> findProfile(llvm::ArrayRef<Profile> Known,
                                    llvm::StringRef NameOrPath);

} // namespace causeway
