// Signal handlers for faults of kernels, and the results of integer divisions
// that trap on x86 and not on GPUs.
// SPDX-License-Identifier: Apache-2.0
#include "fault.h"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <pthread.h>
#include <sys/mman.h>
#include <ucontext.h>

// Present in programs that were built with these sanitizers.
extern "C" {
void __asan_init() __attribute__((weak));
void __tsan_init() __attribute__((weak));
void __msan_init() __attribute__((weak));
}

namespace cw::cpu {
namespace {

constexpr int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
struct sigaction previous[NSIG];
bool (*is_in_kernel)() = nullptr;
void (*kernel_fault)(const Fault &) = nullptr;

#ifdef __x86_64__

/// The register with this number in an instruction.
greg_t &numbered(greg_t *registers, unsigned number) {
  static constexpr int order[16] = {
      REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
      REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};
  return registers[order[number]];
}

/// The division that stopped the thread, and the data to continue after it
/// (Intel 64 Architectures Software Developer's Manual, volume 2, "DIV",
/// "IDIV").
struct Division {
  unsigned bits = 0;
  bool is_signed = false;
  std::uint64_t divisor = 0;
  const unsigned char *next = nullptr;
};

/// Returns false if the instruction is not a division.
bool decode_division(greg_t *registers, Division &division) {
  const auto *at = reinterpret_cast<const unsigned char *>(registers[REG_RIP]);
  bool narrow = false, thread_local_data = false, short_address = false;
  for (;; ++at) {
    if (*at == 0x66)
      narrow = true;
    else if (*at == 0x67)
      short_address = true;
    else if (*at == 0x64) // %fs
      thread_local_data = true;
    else if (*at == 0x65) // %gs, which no program here uses
      return false;
    else
      break;
  }
  const unsigned rex = (*at & 0xf0) == 0x40 ? *at++ : 0;
  const unsigned opcode = *at++, operand = *at++;
  const unsigned operation = operand >> 3 & 7, mode = operand >> 6,
                 low = operand & 7, extended = (rex & 1) << 3;
  if ((opcode != 0xf6 && opcode != 0xf7) || operation < 6)
    return false;
  division.is_signed = operation == 7;
  division.bits = opcode == 0xf6 ? 8 : rex & 8 ? 64 : narrow ? 16 : 32;

  const auto offset = [&at](unsigned bytes) {
    std::int32_t wide = 0;
    if (bytes == 1)
      wide = static_cast<signed char>(*at);
    else
      std::memcpy(&wide, at, sizeof wide);
    at += bytes;
    return std::uint64_t(std::int64_t(wide));
  };
  std::uint64_t value = 0;
  if (mode == 3) {
    const bool second_byte = division.bits == 8 && !rex && low >= 4;
    value = std::uint64_t(
        numbered(registers, second_byte ? low - 4 : low | extended));
    if (second_byte)
      value >>= 8;
  } else {
    std::uint64_t address = 0;
    bool relative = false;
    if (low == 4) {
      const unsigned scaled = *at++;
      const unsigned base = scaled & 7, index = (scaled >> 3 & 7) | (rex & 2)
                                                                        << 2;
      if (index != 4)
        address = std::uint64_t(numbered(registers, index)) << (scaled >> 6);
      if (base == 5 && mode == 0)
        address += offset(4);
      else
        address += std::uint64_t(numbered(registers, base | extended));
    } else if (low == 5 && mode == 0) {
      address = offset(4);
      relative = true;
    } else {
      address = std::uint64_t(numbered(registers, low | extended));
    }
    if (mode == 1)
      address += offset(1);
    else if (mode == 2)
      address += offset(4);
    if (relative)
      address += reinterpret_cast<std::uint64_t>(at);
    if (short_address)
      address &= 0xffffffffu;
    if (thread_local_data) {
      std::uint64_t thread;
      asm("mov %%fs:0, %0" : "=r"(thread));
      address += thread;
    }
    // The processor has just read it.
    std::memcpy(&value, reinterpret_cast<const void *>(address),
                division.bits / 8);
  }
  division.divisor = value & ~0ull >> (64 - division.bits);
  division.next = at;
  return true;
}

/// Lets the thread continue after a division. A division by zero has a quotient
/// of all ones and the dividend as remainder. The smallest number divided by -1
/// has this number as quotient and remainder 0. PTX leaves the first case
/// undefined; these are the results of GPUs.
bool complete_division(void *context) {
  greg_t *registers = static_cast<ucontext_t *>(context)->uc_mcontext.gregs;
  Division division;
  if (!decode_division(registers, division))
    return false;
  auto &rax = registers[REG_RAX], &rdx = registers[REG_RDX];
  const std::uint64_t mask = ~0ull >> (64 - division.bits);
  const std::uint64_t dividend = std::uint64_t(rax) & mask;
  if (division.divisor && !division.is_signed)
    return false; // a quotient that is too wide; compilers do not generate this
                  // case
  const std::uint64_t quotient = division.divisor ? dividend : mask;
  const std::uint64_t remainder = division.divisor ? 0 : dividend;
  switch (division.bits) {
  case 8:
    rax = greg_t((std::uint64_t(rax) & ~0xffffull) | remainder << 8 | quotient);
    break;
  case 16:
    rax = greg_t((std::uint64_t(rax) & ~mask) | quotient);
    rdx = greg_t((std::uint64_t(rdx) & ~mask) | remainder);
    break;
  default:
    rax = greg_t(quotient);
    rdx = greg_t(remainder);
  }
  registers[REG_RIP] = reinterpret_cast<greg_t>(division.next);
  return true;
}

void complete(Fault &fault, void *context) {
  const auto &machine = static_cast<ucontext_t *>(context)->uc_mcontext;
  fault.instruction = reinterpret_cast<const void *>(machine.gregs[REG_RIP]);
  fault.write = machine.gregs[REG_ERR] & 2;
}

#else

bool complete_division(void *) { return false; }
void complete(Fault &, void *) {}

#endif

void pass_on(int signal, siginfo_t *info, void *context) {
  const struct sigaction &before = previous[signal];
  if (before.sa_flags & SA_SIGINFO) {
    before.sa_sigaction(signal, info, context);
  } else if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN) {
    before.sa_handler(signal);
  } else {
    // On return the instruction runs again and ends the program there.
    sigaction(signal, &before, nullptr);
    if (info->si_code <= 0)
      raise(signal); // the signal was sent
  }
}

void handle(int signal, siginfo_t *info, void *context) {
  const int error = errno;
  if (info->si_code > 0 && is_in_kernel()) {
    if (signal == SIGFPE && info->si_code == FPE_INTDIV &&
        complete_division(context)) {
      errno = error;
      return;
    }
    Fault fault;
    fault.signal = signal;
    fault.code = info->si_code;
    fault.address = info->si_addr;
    complete(fault, context);
    sigset_t this_one; // the handler never returns
    sigemptyset(&this_one);
    sigaddset(&this_one, signal);
    pthread_sigmask(SIG_UNBLOCK, &this_one, nullptr);
    kernel_fault(fault);
  }
  pass_on(signal, info, context);
  errno = error;
}

bool install() {
  const char *text = std::getenv("CW_FAULTS");
  if (&__asan_init || &__tsan_init || &__msan_init ||
      (text && !std::strcmp(text, "crash")))
    return false;
  struct sigaction action = {};
  action.sa_sigaction = handle;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (int signal : signals) {
    // Set before the handler may need it.
    sigaction(signal, nullptr, &previous[signal]);
    sigaction(signal, &action, nullptr);
  }
  return true;
}

constexpr std::size_t signal_stack_size = 64 << 10;

} // namespace

void catch_faults(bool (*in_kernel)(), void (*on_kernel_fault)(const Fault &)) {
  // Each worker calls this; only the first call sets the functions of the
  // handler.
  static const bool once = [&] {
    is_in_kernel = in_kernel;
    kernel_fault = on_kernel_fault;
    return install();
  }();
  (void)once;
}

cwError_t error_of(const Fault &fault) {
  switch (fault.signal) {
  case SIGSEGV:
    return fault.address && fault.address == fault.instruction
               ? cwErrorInvalidPc
               : cwErrorIllegalAddress;
  case SIGBUS:
    return fault.code == BUS_ADRALN ? cwErrorMisalignedAddress
                                    : cwErrorIllegalAddress;
  case SIGILL:
    return cwErrorIllegalInstruction;
  default:
    return cwErrorLaunchFailure;
  }
}

std::string text_of(const Fault &fault) {
  char text[160];
  switch (fault.signal) {
  case SIGSEGV:
  case SIGBUS:
    if (error_of(fault) == cwErrorInvalidPc)
      std::snprintf(text, sizeof text,
                    "a call to address %p, which has no code", fault.address);
    else if (error_of(fault) == cwErrorMisalignedAddress)
      std::snprintf(text, sizeof text,
                    "an access to address %p, which is not aligned",
                    fault.address);
    else if (fault.code <= 0 || fault.code == 0x80) // SI_KERNEL: no address
      return "an access to an invalid address, or to one that is not aligned "
             "for its type";
    else
      std::snprintf(text, sizeof text, "a %s address 0x%zx, %s",
                    fault.write ? "write to" : "read of",
                    reinterpret_cast<std::size_t>(fault.address),
                    reinterpret_cast<std::uintptr_t>(fault.address) < 65536
                        ? "a null pointer"
                    : fault.code == SEGV_ACCERR ? "which does not permit it"
                                                : "where there is no memory");
    return text;
  case SIGILL:
    return "an illegal instruction";
  default:
    return "an arithmetic exception";
  }
}

SignalStack::SignalStack() {
  stack_t now = {};
  if (sigaltstack(nullptr, &now) || !(now.ss_flags & SS_DISABLE))
    return;
  void *memory = mmap(nullptr, signal_stack_size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED)
    return;
  stack_t mine = {};
  mine.ss_sp = memory;
  mine.ss_size = signal_stack_size;
  if (sigaltstack(&mine, nullptr))
    munmap(memory, signal_stack_size);
  else
    memory_ = memory;
}
SignalStack::~SignalStack() {
  stack_t now = {};
  if (!memory_)
    return;
  if (!sigaltstack(nullptr, &now) && now.ss_sp == memory_) {
    now.ss_flags = SS_DISABLE;
    sigaltstack(&now, nullptr);
  }
  munmap(memory_, signal_stack_size);
}

void release_stream_locks() {
#ifdef __GLIBC__
  // A lock counts how often its thread has acquired it, and only the library
  // knows the count. So this reads the layout that glibc has used since version
  // 2.
  struct Lock {
    int state, count;
    void *owner;
  };
  for (std::FILE *file : {stdout, stderr})
    if (auto *lock = static_cast<Lock *>(static_cast<void *>(file->_lock)))
      while (lock->count > 0 &&
             lock->owner == reinterpret_cast<void *>(pthread_self()))
        funlockfile(file);
#endif
}

void *map_guarded(std::size_t size) {
  void *memory = mmap(nullptr, size + 2 * guard_size, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED)
    return nullptr;
  char *const usable = static_cast<char *>(memory) + guard_size;
  if (mprotect(usable, size, PROT_READ | PROT_WRITE)) {
    munmap(memory, size + 2 * guard_size);
    return nullptr;
  }
  return usable;
}
void unmap_guarded(void *memory, std::size_t size) {
  munmap(static_cast<char *>(memory) - guard_size, size + 2 * guard_size);
}

} // namespace cw::cpu
