// std::thread has no setting for the stack size, so POSIX functions create the
// threads.
// SPDX-License-Identifier: Apache-2.0
#include "threads.h"

#include <link.h>
#include <memory>
#include <pthread.h>
#include <system_error>

namespace cw::cpu {

std::size_t thread_local_bytes() {
  std::size_t bytes = 0;
  dl_iterate_phdr(
      [](dl_phdr_info *object, std::size_t, void *sum) {
        for (int i = 0; i < object->dlpi_phnum; ++i)
          if (object->dlpi_phdr[i].p_type == PT_TLS)
            *static_cast<std::size_t *>(sum) += object->dlpi_phdr[i].p_memsz;
        return 0;
      },
      &bytes);
  return bytes;
}

void start_thread(std::function<void()> work) {
  struct Attributes {
    pthread_attr_t value;
    Attributes() { pthread_attr_init(&value); }
    ~Attributes() { pthread_attr_destroy(&value); }
  } attributes;
  std::size_t stack = 0;
  pthread_attr_getstacksize(&attributes.value, &stack);
  pthread_attr_setstacksize(&attributes.value, stack + thread_local_bytes());
  pthread_attr_setdetachstate(&attributes.value, PTHREAD_CREATE_DETACHED);
  auto owned = std::make_unique<std::function<void()>>(std::move(work));
  pthread_t thread;
  const int error = pthread_create(
      &thread, &attributes.value,
      [](void *argument) -> void * {
        const std::unique_ptr<std::function<void()>> own(
            static_cast<std::function<void()> *>(argument));
        (*own)();
        return nullptr;
      },
      owned.get());
  if (error)
    throw std::system_error(error, std::generic_category());
  owned.release();
}

} // namespace cw::cpu
