// SPDX-License-Identifier: Apache-2.0
#include "generate/Interface.h"
#include "generate/CFunction.h"
#include "generate/RuleFolder.h"
#include "llvm/Support/FileSystem.h"
#include <fstream>
#include <gtest/gtest.h>

using namespace causeway;

namespace {

constexpr const char *Facade = R"(
#define CW_FACADE_DEFAULT(x) = x
#define cudaFlag 0x02
extern "C" {
typedef enum cudaError { cudaSuccess = 0, cudaOdd = 1, cudaBad = 2 } cudaError_t;
struct cudaProp {
  int major;
  int odd;
};
/// Frees it.
cudaError_t cudaFree(void *p);
cudaError_t cudaMalloc(void **p, unsigned size CW_FACADE_DEFAULT(4));
cudaError_t cudaLaunch(const void *function);
const char *cudaName(void);
cudaError_t cudaMissing(void);
}
template <class T> cudaError_t cudaMalloc(T **p, unsigned size = 4);
template <class T> cudaError_t cudaLaunch(T *function);
)";
constexpr const char *Rules = R"(
area: little
rename: { cuda: cw }
values: { cudaOdd: { unsupported: { why: "a", instead: "b" } } }
members: { cudaProp: { odd: { unsupported: { why: "a", instead: "b" } } } }
functions: { cudaMissing: { unsupported: { why: "a", instead: "b" } } }
)";
constexpr const char *Driver = R"(
area: driver
functions:
  cuFree: cwDriverFree
  cuFree_v2: cwDriverFree
  cuName: { to: cwDriverText, needs: [graph] }
)";
constexpr const char *DriverFacade = R"(
extern "C" int cuFree(void *);
extern "C" int cuFree_v2(void *);
extern "C" int cuName(void);
)";

/// As read from a folder of rules.
RuleFiles files() {
  llvm::SmallString<128> Folder;
  EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("causeway", Folder));
  std::string Cuda = (Folder + "/cuda/").str();
  EXPECT_FALSE(llvm::sys::fs::create_directory(Cuda));
  for (auto [Name, Text] :
       {std::pair("little.yaml", Rules), std::pair("little.h", Facade),
        std::pair("driver.yaml", Driver), std::pair("driver.h", DriverFacade)})
    std::ofstream(Cuda + Name) << Text;
  auto Files = readRuleFolder(Folder.str().str());
  llvm::sys::fs::remove_directories(Folder);
  if (Files)
    return std::move(*Files);
  ADD_FAILURE() << llvm::toString(Files.takeError());
  return {};
}

std::string made(llvm::StringRef Yaml, const std::string &Path) {
  auto All = interfaceFiles(files(), Yaml, "interface.yaml");
  return All ? (*All)[Path] : llvm::toString(All.takeError());
}

bool has(const std::string &Text, llvm::StringRef Part) {
  return llvm::StringRef(Text).contains(Part);
}

TEST(Interface, HeadersHaveTheShimsNamesWithoutWhatItLacks) {
  std::string Text = made("a.h: { area: little }", "include/cw/a.h");
  EXPECT_TRUE(has(Text, "#define cwFlag 0x02")) << Text;
  EXPECT_TRUE(has(Text, "typedef enum cwError { cwSuccess = 0, cwBad = 2 } "
                        "cwError_t;"))
      << Text;
  EXPECT_TRUE(has(Text, "int major;")) << Text;
  EXPECT_FALSE(has(Text, "odd")) << Text;
  EXPECT_TRUE(has(Text, "typedef struct cwProp cwProp;")) << Text;
  EXPECT_TRUE(has(Text, "/// Frees it.\ncwError_t cwFree(void *p);")) << Text;
  EXPECT_TRUE(has(Text, "unsigned size CW_DEFAULT(4)")) << Text;
  EXPECT_FALSE(has(Text, "Missing")) << Text;
  EXPECT_FALSE(has(Text, "template")) << Text;
}

TEST(Interface, AHeaderMayHaveOnlyFunctionsOrTypes) {
  std::string Functions =
      made("a.h: { area: little, only: functions }", "include/cw/a.h");
  EXPECT_FALSE(has(Functions, "cwProp")) << Functions;
  std::string Types = made(
      "a.h: { area: little, only: types, except: [cwProp] }", "include/cw/a.h");
  EXPECT_FALSE(has(Types, "cwFree") || has(Types, "cwProp")) << Types;
}

TEST(Interface, AStubDefinesEveryFunctionByItsResult) {
  std::string Text =
      made("a.h: { area: little, not_supported: { cwError_t: cwBad } }",
           "stub/a.cpp");
  EXPECT_TRUE(has(Text, "cwError_t cwFree(void *p) { return cwBad; }")) << Text;
  EXPECT_TRUE(has(Text, "cwMalloc(void **p, unsigned size) { return cwBad; }"))
      << Text;
  EXPECT_TRUE(has(Text, "const char *cwName(void) { return {}; }")) << Text;
}

TEST(Interface, TypedFormsPassWhatCTakes) {
  std::string Text =
      made("a.h: { area: little, typed: true }", "include/cw/a.h");
  EXPECT_TRUE(has(Text, "cwError_t cwMalloc(T **p, unsigned size = 4) {\n"
                        "  return cwMalloc((void **)(p), size);"))
      << Text;
  EXPECT_TRUE(has(Text, "template <class... P> cwError_t cwLaunch(void "
                        "(*function)(P...)) {\n"
                        "  return cwLaunch(cw::kernel_address(function));"))
      << Text;
}

constexpr const char *Twins = "a.h: { area: driver, twins: { of: little, "
                              "prefix: cwDriver, result: cwResult, ";

TEST(Interface, TwinsForwardOnceUnderTheConditionOfTheirRule) {
  std::string Text =
      made(std::string(Twins) + "forwards: { cwDriverText: cwName } } }",
           "include/cw/a.h");
  EXPECT_TRUE(has(Text, "cwDriverFree(void *p) { return (cwResult)cwFree(p); }"
                        "\n\n#if defined(CW_HAS_GRAPH)\n"
                        "static inline cwResult cwDriverText(void) {"))
      << Text;
}

TEST(Interface, ATwinWithoutAnOriginalIsAnError) {
  EXPECT_EQ(made(std::string(Twins) + "} }", "include/cw/a.h"),
            "a.h: cwDriverText forwards to cwText, which area little does not "
            "have: list it in 'forwards' or 'by_hand'");
}

TEST(CFunction, DefaultsAndCommentsAreNoPartOfAParameter) {
  CFunction F = parseFunction("/// One, (two).\nint *f(int a = g(1, 2), void "
                              "(*b)(int), char c[4] CW_DEFAULT(0));");
  EXPECT_EQ(F.result, "int *");
  EXPECT_EQ(F.name, "f");
  EXPECT_EQ(F.parameterList(), "int a, void (*b)(int), char c[4]");
  EXPECT_EQ(F.parameterList(/*Defaults=*/true),
            "int a = g(1, 2), void (*b)(int), char c[4] = 0");
  EXPECT_EQ(F.arguments(), "a, b, c");
  EXPECT_EQ(parseFunction("void g(void);").parameterList(), "void");
}

} // namespace
