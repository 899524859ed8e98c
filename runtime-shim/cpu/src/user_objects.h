// User objects: data of the program that graphs hold references to. The program
// and its graphs own them together; the last reference destroys an object.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include <cw/api.h>

namespace cw::cpu {

/// Removes references. Returns an error if there are fewer.
cwError_t release_references(cwUserObject_t object, unsigned count);

/// The references of a graph, released with its last copy.
class UserObjects {
public:
  UserObjects() = default;
  UserObjects(const UserObjects &other);
  UserObjects &operator=(const UserObjects &) = delete;
  ~UserObjects();
  void add(cwUserObject_t object, unsigned count);
  /// Returns false if there are fewer.
  bool remove(cwUserObject_t object, unsigned count);

private:
  std::map<cwUserObject_t, unsigned> held_;
};

} // namespace cw::cpu
