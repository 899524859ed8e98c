// The barrier bench's yardstick: a bare Boost.Context switch. 256 fibers take
// turns; each hands over to the next directly, as the threads of a block do at
// a barrier. Prints nanoseconds for one switch.
// SPDX-License-Identifier: Apache-2.0
#include <boost/context/detail/fcontext.hpp>
#include <boost/context/pooled_fixedsize_stack.hpp>
#include <chrono>
#include <cstdio>
#include <vector>

namespace ctx = boost::context::detail;

constexpr int Fibers = 256;
constexpr long Rounds = 20000;
static ctx::fcontext_t resumeAt[Fibers], mainAt;
static int slot[Fibers];

static void turns(ctx::transfer_t from) {
  int me = static_cast<int>(reinterpret_cast<long>(from.data));
  from = ctx::jump_fcontext(from.fctx, nullptr); // started; wait for turns
  for (long r = 0;; ++r) {
    // The previous fiber switched here; this stores its context.
    (me == 0 && r == 0 ? mainAt : resumeAt[(me + Fibers - 1) % Fibers]) =
        from.fctx;
    slot[me] += 1;
    if (me == Fibers - 1 && r == Rounds - 1)
      ctx::jump_fcontext(mainAt, nullptr);
    from = ctx::jump_fcontext(resumeAt[(me + 1) % Fibers], nullptr);
  }
}

int main() {
  boost::context::pooled_fixedsize_stack stacks(64 * 1024);
  std::vector<boost::context::stack_context> held;
  for (long f = 0; f < Fibers; ++f) {
    held.push_back(stacks.allocate());
    ctx::fcontext_t fiber =
        ctx::make_fcontext(held.back().sp, held.back().size, turns);
    resumeAt[f] = ctx::jump_fcontext(fiber, reinterpret_cast<void *>(f)).fctx;
  }
  auto start = std::chrono::steady_clock::now();
  ctx::jump_fcontext(resumeAt[0], nullptr);
  std::chrono::duration<double, std::nano> t =
      std::chrono::steady_clock::now() - start;
  for (int f = 0; f < Fibers; ++f)
    if (slot[f] != Rounds)
      return std::puts("wrong result"), 1;
  std::printf("%.2f\n", t.count() / Rounds / Fibers);
  // The fibers never end; their stacks go with the process.
}
