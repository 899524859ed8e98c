// Kernels that are compiled at run time; CUDA sources only if the tool was
// built.
// SPDX-License-Identifier: Apache-2.0
#include <cw/driver.h>
#include <cw/rtc.h>

#include <fstream>
#include <unistd.h>

#include "support.h"

namespace {

class Rtc : public Runtime {
protected:
  void SetUp() override {
    Runtime::SetUp();
    if (access(CW_TEST_TOOL, X_OK) == 0)
      setenv("CAUSEWAY", CW_TEST_TOOL, 0);
    setenv("CW_RTC_FLAGS", CW_TEST_RTC_FLAGS, 0);
  }
  void TearDown() override {
    if (program) {
      EXPECT_EQ(cwRtcDestroyProgram(&program), cwRtcSuccess);
    }
    Runtime::TearDown();
  }
  cwRtcResult compile(std::vector<const char *> options = {}) {
    return cwRtcCompileProgram(program, int(options.size()), options.data());
  }
  std::string log() {
    size_t size = 0;
    EXPECT_EQ(cwRtcGetProgramLogSize(program, &size), cwRtcSuccess);
    std::string text(size, 0);
    EXPECT_EQ(cwRtcGetProgramLog(program, text.data()), cwRtcSuccess);
    text.pop_back(); // the zero
    return text;
  }
  cwModule_t load() {
    size_t size = 0;
    EXPECT_EQ(cwRtcGetCUBINSize(program, &size), cwRtcSuccess);
    std::vector<char> code(size);
    EXPECT_EQ(cwRtcGetCUBIN(program, code.data()), cwRtcSuccess);
    cwModule_t module = nullptr;
    EXPECT_OK(cwModuleLoadData(&module, code.data()));
    return module;
  }
  int run(cwModule_t module, const char *name, int start) {
    cwFunction_t function = nullptr;
    EXPECT_OK(cwModuleGetFunction(&function, module, name));
    Buffer<int> data(std::vector<int>{start});
    int *p = data;
    void *args[] = {&p};
    EXPECT_OK(cwModuleLaunchKernel(function, 1, 1, 1, 1, 1, 1, 0, nullptr, args,
                                   nullptr));
    return data.read()[0];
  }
  cwRtcProgram program = nullptr;
};

TEST_F(Rtc, CompilesPortableKernels) {
  const char *header = "CW_DEVICE inline int twice(int x) { return 2 * x; }";
  const char *name = "twice.h";
  ASSERT_EQ(cwRtcCreateProgram(
                &program,
                "#include \"twice.h\"\n"
                "extern \"C\" CW_KERNEL CW_LAUNCH_BOUNDS(64) void first(int *p)"
                " { *p = twice(*p); }\n"
                "CW_EXPORT_KERNEL(first)\n"
                "extern \"C\" {\n"
                "CW_KERNEL void second(int *p) { *p += PLUS; }\n"
                "CW_EXPORT_KERNEL(second)\n"
                "}\n"
                "template <class T> CW_KERNEL void third(T *p) { *p += 3; }\n",
                "kernels.cpp", 1, &header, &name),
            cwRtcSuccess);
  ASSERT_EQ(cwRtcAddNameExpression(program, "third<int>"), cwRtcSuccess);
  const char *lowered = nullptr;
  EXPECT_EQ(cwRtcGetLoweredName(program, "third<int>", &lowered),
            cwRtcErrorNoLoweredNamesBeforeCompilation);
  ASSERT_EQ(compile({"--gpu-architecture=compute_80", "-DPLUS=5"}),
            cwRtcSuccess)
      << log();
  cwModule_t module = load();
  EXPECT_EQ(run(module, "first", 7), 14);
  EXPECT_EQ(run(module, "second", 7), 12);
  ASSERT_EQ(cwRtcGetLoweredName(program, "third<int>", &lowered), cwRtcSuccess);
  EXPECT_EQ(run(module, lowered, 7), 10);
  EXPECT_EQ(cwRtcGetLoweredName(program, "fourth", &lowered),
            cwRtcErrorNameExpressionNotValid);
  EXPECT_EQ(cwRtcAddNameExpression(program, "fourth"),
            cwRtcErrorNoNameExpressionsAfterCompilation);
  EXPECT_OK(cwModuleUnload(module));
}

TEST_F(Rtc, CompilesCuda) {
  if (!getenv("CAUSEWAY"))
    GTEST_SKIP() << "CAUSEWAY names no tool";
  ASSERT_EQ(
      cwRtcCreateProgram(&program,
                         "extern \"C\" __global__ void add(int *p) {\n"
                         "  assert(p); // which NVRTC knows without a header\n"
                         "  atomicAdd(p, int(blockDim.x) + int(threadIdx.x));\n"
                         "}\n",
                         "add.cu", 0, nullptr, nullptr),
      cwRtcSuccess);
  ASSERT_EQ(compile(), cwRtcSuccess) << log();
  cwModule_t module = load();
  EXPECT_EQ(run(module, "add", 1), 2);
  EXPECT_OK(cwModuleUnload(module));
}

TEST_F(Rtc, FindsHeadersBesideTheSource) {
  char folder[] = "/tmp/cw_rtc_test_XXXXXX";
  ASSERT_NE(mkdtemp(folder), nullptr);
  const std::string header = std::string(folder) + "/plus.h";
  std::ofstream(header) << "CW_DEVICE inline int plus(int x) { return x + 1; }";
  ASSERT_EQ(cwRtcCreateProgram(&program,
                               "#include \"plus.h\"\n"
                               "extern \"C\" CW_KERNEL void k(int *p) {"
                               " *p = plus(*p); }\n"
                               "CW_EXPORT_KERNEL(k)\n",
                               (std::string(folder) + "/k.cpp").c_str(), 0,
                               nullptr, nullptr),
            cwRtcSuccess);
  EXPECT_EQ(compile(), cwRtcSuccess) << log();
  unlink(header.c_str());
  rmdir(folder);
  EXPECT_EQ(run(load(), "k", 1), 2);
}

TEST_F(Rtc, ErrorsOfTheSourceAreInTheLog) {
  ASSERT_EQ(cwRtcCreateProgram(&program, "CW_KERNEL void k() { nonsense; }",
                               nullptr, 0, nullptr, nullptr),
            cwRtcSuccess);
  EXPECT_EQ(compile(), cwRtcErrorCompilation);
  EXPECT_NE(log().find("nonsense"), std::string::npos) << log();
  size_t size;
  EXPECT_EQ(cwRtcGetPTXSize(program, &size), cwRtcErrorInvalidProgram);
}

TEST_F(Rtc, TellsVersionAndArchitectures) {
  int major = 0, minor = -1, count = 0, arch = 0;
  EXPECT_EQ(cwRtcVersion(&major, &minor), cwRtcSuccess);
  EXPECT_EQ(major * 1000 + minor * 10, CW_RUNTIME_VERSION);
  EXPECT_EQ(cwRtcGetNumSupportedArchs(&count), cwRtcSuccess);
  ASSERT_EQ(count, 1);
  EXPECT_EQ(cwRtcGetSupportedArchs(&arch), cwRtcSuccess);
  EXPECT_EQ(arch, CW_ARCH_LEVEL / 10);
  EXPECT_STREQ(cwRtcGetErrorString(cwRtcSuccess), "success");
}

} // namespace
