// Kernel launches on the cpu backend: cw::launch, CW_DEDUCE, and kernels by
// address.
// SPDX-License-Identifier: Apache-2.0
#ifndef CW_CPU_LAUNCH_H
#define CW_CPU_LAUNCH_H

#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <cw/cpu/block.h>
#include <cw/null_arguments.h>
#include <cw/types.h>

namespace cw {
namespace cpu {

/// A kernel with the arguments of one launch. The queue of the launch owns it.
class KernelCall {
public:
  virtual ~KernelCall() = default;
  /// Calls the kernel for the current thread of the current block, and for all
  /// threads of for_each_thread().
  virtual void run_threads() const = 0;
  /// The kernel's address, or null for a callable without one.
  virtual const void *kernel() const { return nullptr; }
  /// The name for messages; null if its address gives the name, or if it has
  /// none.
  virtual const char *name() const { return nullptr; }
  /// The addresses of the arguments, in order.
  virtual std::vector<void *> arguments() const = 0;
  /// Calls `loops`, which has the kernel's parameters, once for the current
  /// block. Returns false if this kind of call cannot.
  virtual bool run_block(void (*)()) const { return false; }
  /// The address by which the kernel compiler knows the kernel.
  virtual const void *compiled() const { return kernel(); }
};

/// A kernel as a separate type, so that its calls can be inlined.
template <auto Kernel> struct NamedKernel {
  template <class... A> void operator()(A &&...args) const {
    Kernel(std::forward<A>(args)...);
  }
};
/// A callable that launches a kernel, with the kernel's name for messages.
template <class F> struct TitledCallable {
  F f;
  const char *title;
  template <class... A>
  auto operator()(A &&...args) const -> decltype(f(std::forward<A>(args)...)) {
    return f(std::forward<A>(args)...);
  }
};
template <class F> TitledCallable<F> titled_callable(F f, const char *title) {
  return {f, title};
}
inline const char *title_of(...) { return nullptr; }
template <class F> const char *title_of(const TitledCallable<F> &callable) {
  return callable.title;
}
inline const void *address_of(...) { return nullptr; }
template <class... P> const void *address_of(void (*kernel)(P...)) {
  return reinterpret_cast<const void *>(kernel);
}
template <auto Kernel> const void *address_of(NamedKernel<Kernel>) {
  return address_of(Kernel);
}

template <class F, class... P> class TypedKernelCall final : public KernelCall {
public:
  template <class... A>
  explicit TypedKernelCall(F f, A &&...args)
      : f_(f), args_(std::forward<A>(args)...) {}
  void run_threads() const override { loop(std::index_sequence_for<P...>{}); }
  const void *kernel() const override { return address_of(f_); }
  const char *name() const override { return title_of(f_); }
  std::vector<void *> arguments() const override {
    return list(std::index_sequence_for<P...>{});
  }

  const void *compiled() const override {
    if constexpr (std::is_same_v<decltype(type_of(std::declval<F>())),
                                 Function<F, P...>>)
      return reinterpret_cast<const void *>(&invoke);
    return address_of(f_);
  }
  bool run_block(void (*loops)()) const override {
    if constexpr ((std::is_trivially_copyable_v<P> && ...) &&
                  std::is_trivially_copyable_v<F>)
      return call_as(type_of(f_), loops, std::index_sequence_for<P...>{});
    return false;
  }

private:
  template <class... Q> using Function = void (*)(Q...);
  /// A callable without an address, as a kernel.
  CW_CPU_KERNEL static void invoke(F f, P... args) { f(args...); }
  template <class G> static Function<F, P...> type_of(const G &) {
    return invoke;
  }
  template <class... Q> static Function<Q...> type_of(Function<Q...> f) {
    return f;
  }
  template <auto Kernel> static constexpr auto type_of(NamedKernel<Kernel>) {
    return Kernel;
  }
  template <class Typed, std::size_t... I>
  bool call_as(Typed, void (*loops)(), std::index_sequence<I...>) const {
    const auto typed = reinterpret_cast<Typed>(loops);
    if constexpr (std::is_invocable_v<Typed, F, P &...>)
      typed(f_, const_cast<P &>(std::get<I>(args_))...);
    else
      typed(const_cast<P &>(std::get<I>(args_))...);
    return true;
  }
  template <std::size_t... I>
  std::vector<void *> list(std::index_sequence<I...>) const {
    return {const_cast<void *>(
        static_cast<const volatile void *>(&std::get<I>(args_)))...};
  }
  // Every GPU thread gets its own copy of the parameters: they are passed by
  // value.
  template <std::size_t... I> void loop(std::index_sequence<I...>) const {
    const F f = f_;
    // Nothing else can point to these copies. A kernel's stores cannot change
    // them, so the compiler may keep them in registers for all threads.
    if constexpr ((std::is_trivially_copyable_v<P> && ...)) {
      const std::tuple<P...> args = args_;
      for_each_thread([&] { f(const_cast<P &>(std::get<I>(args))...); });
    } else {
      for_each_thread([&] { f(std::get<I>(args_)...); });
    }
  }
  F f_;
  std::tuple<P...> args_;
};

struct LaunchShape {
  cw_dim3 grid, block;
  std::size_t shared = 0;
  bool cooperative = false;
};
/// Checks the shape and queues the call. Also stores an error for
/// cwGetLastError.
cwError_t submit_kernel(std::shared_ptr<const KernelCall> call,
                        const LaunchShape &shape, cwStream_t stream);

/// Makes a call of a kernel from an array of pointers to its arguments.
using MakeKernelCall = std::shared_ptr<const KernelCall> (*)(const void *kernel,
                                                             void **args);
/// The layout of a kernel's parameters in a packed buffer: each follows the
/// previous one, at its own alignment.
struct ParameterLayout {
  std::size_t size, alignment;
};
const void *register_kernel(const void *kernel, MakeKernelCall make,
                            const ParameterLayout *parameters,
                            std::size_t count);

template <class... P, std::size_t... I>
std::shared_ptr<const KernelCall> make_call(void (*kernel)(P...), void **args,
                                            std::index_sequence<I...>) {
  return std::make_shared<TypedKernelCall<void (*)(P...), std::decay_t<P>...>>(
      kernel, *static_cast<std::decay_t<P> *>(args[I])...);
}

} // namespace cpu

/// A launch without its arguments: the result of cw::launch.
template <class... P> class KernelLaunch {
public:
  KernelLaunch(void (*kernel)(P...), const cpu::LaunchShape &shape,
               cwStream_t stream)
      : kernel_(kernel), shape_(shape), stream_(stream) {}
  void operator()(P... args) const {
    cpu::submit_kernel(
        std::make_shared<
            cpu::TypedKernelCall<void (*)(P...), std::decay_t<P>...>>(
            kernel_, std::forward<P>(args)...),
        shape_, stream_);
  }

private:
  void (*kernel_)(P...);
  cpu::LaunchShape shape_;
  cwStream_t stream_;
};

template <class F> class DeducedLaunch {
public:
  DeducedLaunch(F f, const cpu::LaunchShape &shape, cwStream_t stream)
      : f_(f), shape_(shape), stream_(stream) {}
  template <class... A> void operator()(A... args) const {
    submit(std::index_sequence_for<A...>{}, args...);
  }

private:
  template <std::size_t... I, class... A>
  void submit(std::index_sequence<I...>, A &...args) const {
    constexpr unsigned nulls = detail::NullArguments<F, A...>::bits;
    cpu::submit_kernel(std::make_shared<cpu::TypedKernelCall<
                           F, detail::OrNull<A, bool(nulls >> I & 1)>...>>(
                           f_, detail::or_null<bool(nulls >> I & 1)>(args)...),
                       shape_, stream_);
  }

  F f_;
  cpu::LaunchShape shape_;
  cwStream_t stream_;
};

/// `cw::launch(kernel, grid, block, shared_bytes, stream)(args...)` copies the
/// arguments immediately; the kernel runs in the stream. cwGetLastError returns
/// errors, as for CUDA's <<<>>>.
template <class... P>
KernelLaunch<P...> launch(void (*kernel)(P...), dim3 grid, dim3 block,
                          std::size_t shared = 0, cwStream_t stream = nullptr) {
  return {kernel, {grid, block, shared, false}, stream};
}
template <class F, class = std::enable_if_t<std::is_class_v<F>>>
DeducedLaunch<F> launch(F callable, dim3 grid, dim3 block,
                        std::size_t shared = 0, cwStream_t stream = nullptr) {
  return {callable, {grid, block, shared, false}, stream};
}

/// `cw::launch<kernel>(grid, block, shared_bytes, stream)(args...)` does the
/// same for a kernel that is known at compile time. The compiler can then
/// inline the kernel into the loop over the threads, so a thread of a small
/// kernel costs about as much as a loop body. Through a pointer each thread
/// costs a call, about 3 ns.
template <auto Kernel, class... P> class NamedLaunch {
public:
  NamedLaunch(const cpu::LaunchShape &shape, cwStream_t stream)
      : shape_(shape), stream_(stream) {}
  void operator()(P... args) const {
    cpu::submit_kernel(
        std::make_shared<
            cpu::TypedKernelCall<cpu::NamedKernel<Kernel>, std::decay_t<P>...>>(
            cpu::NamedKernel<Kernel>{}, std::forward<P>(args)...),
        shape_, stream_);
  }

private:
  cpu::LaunchShape shape_;
  cwStream_t stream_;
};
namespace cpu {
template <auto Kernel, class... P>
NamedLaunch<Kernel, P...> named_launch(void (*)(P...), const LaunchShape &shape,
                                       cwStream_t stream) {
  return {shape, stream};
}
} // namespace cpu
template <auto Kernel>
auto launch(dim3 grid, dim3 block, std::size_t shared = 0,
            cwStream_t stream = nullptr) {
  return cpu::named_launch<Kernel>(Kernel, {grid, block, shared, false},
                                   stream);
}

/// The address that identifies a kernel for cwLaunchKernel, graphs and function
/// attributes.
template <class... P> const void *kernel_address(void (*kernel)(P...)) {
  // One extra entry, because an array cannot be empty.
  static constexpr cpu::ParameterLayout layout[] = {
      {sizeof(std::decay_t<P>), alignof(std::decay_t<P>)}..., {0, 1}};
  return cpu::register_kernel(
      reinterpret_cast<const void *>(kernel),
      [](const void *address, void **args) {
        auto typed =
            reinterpret_cast<void (*)(P...)>(const_cast<void *>(address));
        return cpu::make_call(typed, args, std::index_sequence_for<P...>{});
      },
      layout, sizeof...(P));
}
inline const void *kernel_address(const void *registered) { return registered; }

} // namespace cw

/// A callable to launch a kernel whose template arguments are deduced from the
/// launch.
#define CW_DEDUCE(...)                                                         \
  ::cw::cpu::titled_callable(                                                  \
      [=](auto... args) -> decltype(__VA_ARGS__(args...)) {                    \
        return __VA_ARGS__(args...);                                           \
      },                                                                       \
      #__VA_ARGS__)

#endif // CW_CPU_LAUNCH_H
