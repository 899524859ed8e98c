// SPDX-License-Identifier: Apache-2.0
#include "user_objects.h"

#include <atomic>

#include "error.h"

struct cwUserObject_st {
  void *object;
  cwHostFn_t destroy;
  std::atomic<unsigned> references;
};

namespace cw::cpu {

cwError_t release_references(cwUserObject_t object, unsigned count) {
  const unsigned before = object->references.fetch_sub(count);
  if (before < count) {
    object->references += count;
    return cwErrorInvalidValue;
  }
  if (before != count)
    return cwSuccess;
  const cwError_t error = call_host("the destructor of a user object",
                                    [&] { object->destroy(object->object); });
  delete object;
  return error;
}

UserObjects::UserObjects(const UserObjects &other) {
  for (const auto &[object, count] : other.held_)
    add(object, count);
}
UserObjects::~UserObjects() {
  for (const auto &[object, count] : held_)
    release_references(object, count);
}
void UserObjects::add(cwUserObject_t object, unsigned count) {
  object->references += count;
  held_[object] += count;
}
bool UserObjects::remove(cwUserObject_t object, unsigned count) {
  auto at = held_.find(object);
  if (at == held_.end() || at->second < count)
    return false;
  at->second -= count;
  if (!at->second)
    held_.erase(at);
  release_references(object, count);
  return true;
}

} // namespace cw::cpu

using namespace cw::cpu;

cwError_t cwUserObjectCreate(cwUserObject_t *handle, void *object,
                             cwHostFn_t destroy, unsigned int references,
                             unsigned int flags) {
  return api([&] {
    if (!handle || !destroy || !references ||
        flags != cwUserObjectNoDestructorSync)
      return cwErrorInvalidValue;
    *handle = new cwUserObject_st{object, destroy, {references}};
    return cwSuccess;
  });
}
cwError_t cwUserObjectRetain(cwUserObject_t handle, unsigned int count) {
  return api([&] {
    if (!handle || !count)
      return cwErrorInvalidValue;
    handle->references += count;
    return cwSuccess;
  });
}
cwError_t cwUserObjectRelease(cwUserObject_t handle, unsigned int count) {
  return api([&] {
    return handle && count ? release_references(handle, count)
                           : cwErrorInvalidValue;
  });
}
