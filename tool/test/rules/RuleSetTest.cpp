// Reading rule files: what they mean, and that each mistake is named where it
// stands.
// SPDX-License-Identifier: Apache-2.0
#include "rules/CompiledRules.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace causeway {
namespace {

/// The whole message; empty when the text is fine.
std::string errorOf(llvm::StringRef Yaml) {
  RuleSet Set;
  return llvm::toString(Set.addText(Yaml, "f.yaml"));
}

RuleSet read(llvm::StringRef Yaml) {
  RuleSet Set;
  EXPECT_EQ(llvm::toString(Set.addText(Yaml, "f.yaml")), "");
  return Set;
}

TEST(RuleSet, ACommaWhereADocumentStartsIsAnErrorAndEnds) {
  EXPECT_NE(errorOf(",[[["), "");
  EXPECT_NE(errorOf(",\narea: a\n"), "");
  EXPECT_NE(errorOf("area: a\n---\n, b\n"), "");
}

TEST(RuleSet, ShortFormIsMapped) {
  RuleSet S = read("area: a\nfunctions:\n  foo: bar\n");
  const Rule *R = S.find("foo");
  ASSERT_TRUE(R);
  EXPECT_EQ(R->kind, Rule::Kind::Function);
  EXPECT_EQ(R->verdict, Verdict::Mapped);
  EXPECT_EQ(R->effort, Effort::Auto);
  EXPECT_EQ(R->to, "bar");
  EXPECT_EQ(R->area, "a");
  EXPECT_EQ(R->origin, "f.yaml:3");
  EXPECT_TRUE(R->lexical);
  EXPECT_TRUE(R->isUsers());
}

TEST(RuleSet, ARuleNeedsWhatItsFileNeedsToo) {
  RuleSet S = read("area: a\n"
                   "types: { t: { to: u, needs: [warp, half] }, v: w }\n"
                   "needs: [warp]\n");
  EXPECT_EQ(S.find("t")->needs, (std::vector<std::string>{"warp", "half"}));
  EXPECT_EQ(S.find("v")->needs, (std::vector<std::string>{"warp"}));
}

TEST(RuleSet, ExtensionsAreNeededByTheNamesThatMatch) {
  RuleSet S =
      read("area: a\n"
           "types: { fooA: u, fooB: { to: u, needs: [half] }, bar: u }\n"
           "extensions: { warp: ['foo.*'], half: [fooB, bar] }\n");
  EXPECT_EQ(S.find("fooA")->needs, (std::vector<std::string>{"warp"}));
  EXPECT_EQ(S.find("fooB")->needs, (std::vector<std::string>{"half", "warp"}));
  EXPECT_EQ(S.find("bar")->needs, (std::vector<std::string>{"half"}));
  EXPECT_EQ(errorOf("area: a\ntypes: { t: u }\n"
                    "extensions: { warp: ['v.*'] }\n"),
            "area a: no name matches v.*, which needs 'warp'");
}

TEST(RuleSet, WhatTheFacadeDeclaresIsRenamed) {
  RuleFiles Files;
  std::string Facade = "// declarations\n";
  ASSERT_EQ(llvm::toString(readRuleFile(
                "area: a\n"
                "rename: { cuda: cw, cudaHost: cwPinned }\n"
                "functions:\n"
                "  cudaOdd: cwEven\n"
                "  cudaOld: { note: n, review: true }\n",
                "cuda/a.yaml", false, [&](llvm::StringRef) { return &Facade; },
                Files)),
            "");
  ASSERT_EQ(llvm::toString(completeRules(
                Files, {{Rule::Kind::Function, "cudaOdd", "a.h", 1},
                        {Rule::Kind::Type, "cudaEvent_t", "a.h", 2},
                        {Rule::Kind::Function, "cudaHostFree", "a.h", 3},
                        {Rule::Kind::Function, "other", "a.h", 4},
                        {Rule::Kind::Function, "cudaOther", "b.h", 5}})),
            "");
  RuleSet S = RuleSet::of(std::move(Files));
  EXPECT_EQ(S.find("cudaOdd")->to, "cwEven");
  EXPECT_EQ(S.find("cudaOld")->to, "cwOld");
  ASSERT_TRUE(S.find("cudaEvent_t"));
  EXPECT_EQ(S.find("cudaEvent_t")->to, "cwEvent_t");
  EXPECT_EQ(S.find("cudaEvent_t")->kind, Rule::Kind::Type);
  EXPECT_EQ(S.find("cudaEvent_t")->origin, "cuda/a.h:2");
  EXPECT_EQ(S.find("cudaHostFree")->to, "cwPinnedFree");
  EXPECT_FALSE(S.find("other"));
  EXPECT_FALSE(S.find("cudaOther"));
}

TEST(RuleSet, FactsAreOfNamesThatMayEndInAStar) {
  RuleSet S = read("area: a\n"
                   "functions: { swapA: x, swapB: x, other: x }\n"
                   "macros: { WAIT: x }\n"
                   "types: { swapType: x }\n"
                   "assembly: { 'bar.all;': 'x()' }\n"
                   "facts: { atomic: ['swap*'], barrier: [WAIT, bar.all] }\n");
  EXPECT_EQ(S.find("swapA")->fact, Fact::Atomic);
  EXPECT_EQ(S.find("swapB")->fact, Fact::Atomic);
  EXPECT_EQ(S.find("other")->fact, Fact::None);
  EXPECT_EQ(S.find("swapType")->fact, Fact::None);
  EXPECT_EQ(S.find("WAIT")->fact, Fact::Barrier);
  EXPECT_EQ(S.find(assemblyRule("bar.all"))->fact, Fact::Barrier);
}

TEST(RuleSet, LongFormKeepsEveryField) {
  RuleSet S = read("area: a\n"
                   "types:\n"
                   "  t: { to: 'n::t', c: n_t, review: true, note: look, "
                   "needs: [warp, half], effort: blocked, lexical: false }\n");
  const Rule *R = S.find("t");
  ASSERT_TRUE(R);
  EXPECT_EQ(R->verdict, Verdict::MappedReview);
  EXPECT_EQ(R->effort, Effort::Blocked);
  EXPECT_EQ(R->target(false), "n::t");
  EXPECT_EQ(R->target(true), "n_t");
  EXPECT_EQ(R->note, "look");
  EXPECT_EQ(R->needs, (std::vector<std::string>{"warp", "half"}));
  EXPECT_FALSE(R->lexical);
}

TEST(RuleSet, ReviewAndUnsupportedHaveTheirEfforts) {
  RuleSet S = read("area: a\nfunctions:\n"
                   "  r: { to: s, review: true, note: look }\n"
                   "  u: { unsupported: { why: because, instead: that } }\n");
  EXPECT_EQ(S.find("r")->effort, Effort::Review);
  EXPECT_EQ(S.find("u")->verdict, Verdict::Unsupported);
  EXPECT_EQ(S.find("u")->effort, Effort::Manual);
  EXPECT_EQ(S.find("u")->why, "because");
  EXPECT_EQ(S.find("u")->instead, "that");
}

TEST(RuleSet, NameAsTargetLeavesTheSource) {
  RuleSet S = read("area: a\nfunctions: { same: same }\n");
  EXPECT_EQ(S.find("same")->to, "");
}

TEST(RuleSet, PatternsAreNotRenames) {
  RuleSet S = read("area: a\nfunctions: { f: 'g($1, $0)', h: 'n::h' }\n");
  EXPECT_TRUE(S.find("f")->isPattern(false));
  EXPECT_FALSE(S.find("h")->isPattern(false));
}

TEST(RuleSet, MembersAreNamedByTheirParent) {
  RuleSet S = read("area: a\nmembers:\n"
                   "  P: [x, y]\n"
                   "  Q: { old: new, f: 'g($0)' }\n");
  EXPECT_EQ(S.find("P::x")->to, "");
  EXPECT_EQ(S.find("P::x")->kind, Rule::Kind::Member);
  EXPECT_FALSE(S.find("P::x")->lexical);
  EXPECT_EQ(S.find("Q::old")->to, "new");
  EXPECT_FALSE(S.find("Q::old")->lexical);
  EXPECT_EQ(S.find("x"), nullptr);
}

TEST(RuleSet, HeadersAreLookedUpApart) {
  RuleSet S = read("area: a\nheaders:\n"
                   "  h.h: cw/h.h\n"
                   "  gone.h:\n"
                   "  bad.h: { unsupported: { why: w, instead: i } }\n");
  EXPECT_EQ(S.find("h.h"), nullptr);
  EXPECT_EQ(S.findHeader("h.h")->to, "cw/h.h");
  EXPECT_EQ(S.findHeader("gone.h")->to, "");
  EXPECT_EQ(S.findHeader("gone.h")->verdict, Verdict::Mapped);
  EXPECT_EQ(S.findHeader("bad.h")->verdict, Verdict::Unsupported);
}

TEST(RuleSet, LaterFileWins) {
  RuleSet S = read("area: a\nfunctions: { f: one, g: two }\n");
  EXPECT_EQ(llvm::toString(
                S.addText("area: b\nfunctions: { f: three }\n", "later.yaml")),
            "");
  EXPECT_EQ(S.find("f")->to, "three");
  EXPECT_EQ(S.find("g")->to, "two");
  EXPECT_EQ(S.all().size(), 2u);
  ASSERT_EQ(S.overridden().size(), 1u);
  EXPECT_EQ(S.overridden()[0]->to, "one");
}

TEST(RuleSet, ABadFileChangesNothing) {
  RuleSet S = read("area: a\nfunctions: { f: one }\n");
  EXPECT_NE(llvm::toString(S.addText("area: b\nfunctions: { f: two, g: [1] }\n",
                                     "bad.yaml")),
            "");
  EXPECT_EQ(S.find("f")->to, "one");
  EXPECT_EQ(S.find("g"), nullptr);
}

TEST(RuleSet, FamiliesMayBeAnyRegularExpression) {
  RuleSet S = read("area: a\nfamilies: ['(tex|surf)[12]D', 'ab?c|x\\d{2}|yy*', "
                   "'[pq|]r', 'n(m|o)', '\\w+Last', 'z{1,2}End']\n");
  for (const char *Name : {"tex1D", "surf2D", "abc", "ac", "x12", "y", "yyy",
                           "pr", "qr", "nm", "no", "anyLast", "zEnd", "zzEnd"})
    EXPECT_TRUE(S.resembles(Name)) << Name;
  for (const char *Name :
       {"tex3D", "ab", "x1", "r", "n", "Last", "zzzEnd", "a"})
    EXPECT_FALSE(S.resembles(Name)) << Name;
}

TEST(RuleSet, FamiliesMayBeginWithGroups) {
  RuleSet S = read("area: a\nfamilies: ['(gh)?i', '(st)+u', '(k(m|n)|\\d)l', "
                   "'(a|b(c|[d)]))(e|f)\\w', '(x|\\(y)z', 'q(v|w)*']\n");
  for (const char *Name : {"i", "ghi", "stu", "ststu", "kml", "knl", "1l",
                           "ae1", "bcf_", "bdex", "xz", "q", "qv", "qvw"})
    EXPECT_TRUE(S.resembles(Name)) << Name;
  for (const char *Name :
       {"gh", "st", "u", "kl", "kmn", "l", "ae", "bex", "z", "y", "v"})
    EXPECT_FALSE(S.resembles(Name)) << Name;
  EXPECT_TRUE(S.resembles("(yz")) << "also what is no identifier";
}

TEST(RuleSet, AFamilyWithAHeaderWinsOverAWiderOneWithout) {
  RuleSet S = read("area: a\nfamilies: ['zz\\w*']\nfunctions: { f: g }\n");
  cantFail(
      S.addText("area: b\nfamilies: { 'zzSmall\\w*': zz.h }\n"
                "headers: { zz.h: { unsupported: { why: w, instead: i } } }\n",
                "b.yaml"));
  ASSERT_TRUE(S.findFamily("zzSmallOne"));
  EXPECT_EQ(S.findFamily("zzSmallOne")->why, "w");
  EXPECT_FALSE(S.findFamily("zzOther"));
  EXPECT_TRUE(S.resembles("zzOther"));
}

TEST(RuleSet, AssemblyIsNamedWithoutFormsAndJudgedByItsFirstGroup) {
  RuleSet S;
  ASSERT_EQ(
      llvm::toString(S.addText(
          "area: a\n"
          "instructions:\n"
          "  \"bra(\\\\..*)?\": { unsupported: { why: w, instead: i } }\n"
          "  \"(add|mov)(\\\\..*)?\": { unsupported: { why: x, instead: i } "
          "}\n"
          "instruction_forms: [\"s\\\\d+\"]\n",
          "f.yaml")),
      "");
  std::string Use = S.assemblyUse("add.s32 %0, %0, 1; add.s64 %1, %1, 1;"
                                  " @p bra L; L: mov.s32 %0, %clock;");
  EXPECT_EQ(Use, "inline_asm add, bra, mov %clock");
  ASSERT_TRUE(S.findAssembly(Use));
  EXPECT_EQ(S.findAssembly(Use)->why, "w");
  EXPECT_FALSE(S.findAssembly(S.assemblyUse("sub.s32 %0, %0, 1;")));
}

TEST(RuleSet, OtherVendorsMacrosAreToldByTheirWords) {
  RuleSet S;
  ASSERT_EQ(llvm::toString(
                S.addText("area: a\nother_vendors: { words: [HIP], but_not: "
                          "[CUDA] }\nopened: { thrust: [sort] }\n",
                          "f.yaml")),
            "");
  EXPECT_TRUE(S.isOtherVendors("USE_HIP"));
  EXPECT_TRUE(S.isOtherVendors("__HIP_PLATFORM_AMD__"));
  EXPECT_FALSE(S.isOtherVendors("USE_CHIP"));
  EXPECT_FALSE(S.isOtherVendors("USE_HIP_OR_CUDA"));
  EXPECT_TRUE(S.isOpened("thrust", "sort"));
  EXPECT_FALSE(S.isOpened("cub", "sort"));
}

TEST(RuleSet, FamiliesMatchWholeIdentifiers) {
  RuleSet S = read("area: a\nfamilies: ['zz[A-Z]\\w*']\nfunctions: { f: g }\n");
  EXPECT_FALSE(S.findFamily("zzFoo1"));
  RuleSet T =
      read("area: a\nfamilies: { 'zz[A-Z]\\w*': zz.h }\n"
           "headers: { zz.h: { unsupported: { why: w, instead: i } } }\n");
  ASSERT_TRUE(T.findFamily("zzFoo"));
  EXPECT_EQ(T.findFamily("zzFoo")->why, "w");
  EXPECT_TRUE(S.resembles("zzFoo1"));
  EXPECT_FALSE(S.resembles("azzFoo"));
  EXPECT_FALSE(S.resembles("zzfoo"));
  EXPECT_TRUE(S.resembles("f"));
}

TEST(RuleSet, ExamplesCarryScopeAndLanguage) {
  RuleSet S = read("area: a\nexamples:\n"
                   "  - { in: x, out: y }\n"
                   "  - { in: x, out: y, scope: kernel, lang: c, setup: z }\n");
  ASSERT_EQ(S.examples().size(), 2u);
  EXPECT_EQ(S.examples()[0].scope, Example::Scope::Host);
  EXPECT_EQ(S.examples()[1].scope, Example::Scope::Kernel);
  EXPECT_EQ(S.examples()[1].language, Example::Language::C);
  EXPECT_EQ(S.examples()[1].setup, "z");
  EXPECT_EQ(S.examples()[1].origin, "f.yaml:4");
}

/// A mistake and the one line that names it.
struct Mistake {
  const char *yaml, *error;
};

class RuleSetMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(RuleSetMistakes, AreNamedWhereTheyStand) {
  EXPECT_EQ(errorOf(GetParam().yaml), GetParam().error);
}

INSTANTIATE_TEST_SUITE_P(
    All, RuleSetMistakes,
    testing::Values(
        Mistake{"", "f.yaml:1:1: error: the file is empty; a rule file is a "
                    "map that starts with 'area: NAME'"},
        Mistake{"- a\n", "f.yaml:1:1: error: a rule file must be a map"},
        Mistake{"functions: {}\n",
                "f.yaml:1:1: error: 'area: NAME' is missing"},
        Mistake{"area: No\n", "f.yaml:1:7: error: 'area' must be a lower-case "
                              "name"},
        Mistake{"area: a\n---\narea: b\n",
                "f.yaml:2:1: error: a file holds only one YAML document"},
        Mistake{"area: a\nfunctions: {\n",
                "f.yaml:3:1: error: end of map flow not found"},
        Mistake{"area: a\ntypo: 1\n",
                "f.yaml:2:1: error: unknown key 'typo'; a rule file has area, "
                "needs, rename, extensions, facade, prelude, families, "
                "warp_constants, sdk, other_vendors, opened, arguments, "
                "headers, functions, types, "
                "values, macros, namespaces, members, syntax, assembly, "
                "instructions, instruction_forms, facts and examples"},
        Mistake{"area: a\nfunctions: [f]\n",
                "f.yaml:2:12: error: 'functions' must be a map"},
        Mistake{"area: a\nfunctions:\n  f: g\n  f: h\n",
                "f.yaml:4:3: error: 'f' is given twice"},
        Mistake{"area: a\nfunctions: { f: g }\ntypes: { f: h }\n",
                "f.yaml:3:10: error: 'f' has a rule on line 2 already"},
        Mistake{"area: a\nfunctions: { 'a b': c }\n",
                "f.yaml:2:14: error: 'a b' is not a name"},
        Mistake{"area: a\nfunctions: { f: [g] }\n",
                "f.yaml:2:17: error: 'f' needs a target: 'f: TARGET' or 'f: { "
                "to: TARGET, ... }'"},
        Mistake{"area: a\nfunctions: { f: '' }\n",
                "f.yaml:2:17: error: the target of 'f' must not be empty"},
        Mistake{"area: a\nfunctions: { f: { note: n } }\n",
                "f.yaml:2:14: error: 'f' needs 'to' or 'unsupported'"},
        Mistake{"area: a\nfunctions: { f: { to: g, unsupported: { why: w, "
                "instead: i } } }\n",
                "f.yaml:2:14: error: 'f' needs either 'to' or 'unsupported', "
                "not both"},
        Mistake{"area: a\nfunctions: { f: { unsupported: { why: w } } }\n",
                "f.yaml:2:32: error: 'unsupported' needs both 'why' and "
                "'instead'"},
        Mistake{
            "area: a\nfunctions: { f: { to: g, review: true } }\n",
            "f.yaml:2:14: error: 'f' has 'review', so it needs a 'note' that "
            "says what to review"},
        Mistake{"area: a\nfunctions: { f: { to: g, review: 7 } }\n",
                "f.yaml:2:34: error: 'review' must be true or false"},
        Mistake{"area: a\nfunctions: { f: { to: g, effort: big } }\n",
                "f.yaml:2:34: error: 'effort' must be auto, review, manual or "
                "blocked"},
        Mistake{"area: a\nfunctions: { f: { to: g, needs: warp } }\n",
                "f.yaml:2:33: error: 'needs' must be a list of extensions"},
        Mistake{
            "area: a\nfunctions: { f: 'g($9x)' }\n",
            "f.yaml:2:17: error: '$9x' is not an argument; write $0 to $31"},
        Mistake{
            "area: a\nfunctions: { f: 'g($99)' }\n",
            "f.yaml:2:17: error: '$99' is not an argument; write $0 to $31"},
        Mistake{"area: a\nfunctions: { f: 'g($)' }\n",
                "f.yaml:2:17: error: '$' is not an argument; write $0 to $31"},
        Mistake{"area: a\ntypes: { t: 'u<$0>' }\n",
                "f.yaml:2:13: error: 't' takes no arguments, so its target "
                "can't name '$0'"},
        Mistake{"area: a\nsyntax: { launch: '$kernel$grid' }\n",
                "f.yaml:2:19: error: 'launch' has no placeholder '$grid'; it "
                "has $kernel, $config"},
        Mistake{"area: a\nsyntax: { lunch: x }\n",
                "f.yaml:2:11: error: unknown syntax 'lunch'; there are launch, "
                "launch_named, launch_deduced, launch_untyped, launch_list, "
                "launch_null, launch_kernel, launch_config, launch_unresolved, "
                "static_shared, "
                "static_shared_aligned, static_shared_next, dynamic_shared, "
                "dynamic_shared_aligned, dynamic_shared_alignas, "
                "dynamic_shared_rows, dynamic_shared_rows_aligned, "
                "dynamic_shared_rows_alignas, dynamic_shared_template, "
                "dynamic_shared_template_aligned, "
                "dynamic_shared_template_alignas, dynamic_shared_instance, "
                "dynamic_shared_object, attributes_behind, register, "
                "exception_types, literal_suffix, "
                "increment_bool, increment_bool_after, narrowing, "
                "kernel_address, exported_kernel, inline_asm, "
                "attribute device, attribute global, attribute host, "
                "attribute shared, attribute constant, attribute managed, "
                "attribute launch_bounds, warp_mask, "
                "warp_size, warp_last_lane, warp_half, warp_divide, "
                "warp_multiply, warp_width, warp_bits, warp_value, "
                "warp_array, warp_constant, warp_synchronous"},
        Mistake{"area: a\nfunctions: { f: { to: g, lanes: { 0: moon } } }\n",
                "f.yaml:2:38: error: 'lanes' must be thread, lane, warp, "
                "block, size, mask, distance, width or tile"},
        Mistake{"area: a\nfunctions: { f: { to: g, lanes: { x: lane } } }\n",
                "f.yaml:2:35: error: a key of 'lanes' is a parameter's number "
                "or 'result'"},
        Mistake{"area: a\nfunctions: { f: g }\nfacts: { barrier: [f, h] }\n",
                "f.yaml:3:23: error: 'h' has no rule in this file"},
        Mistake{"area: a\nfacts: { barrier: f }\n",
                "f.yaml:2:19: error: 'barrier' must be a list of names"},
        Mistake{"area: a\nfacts: { wall: [] }\n",
                "f.yaml:2:10: error: 'facts' must be one of barrier, warp, "
                "atomic, texture, launch"},
        Mistake{"area: a\nmembers: { P: x }\n",
                "f.yaml:2:15: error: the members of 'P' must be a list of "
                "names or a map of rules"},
        Mistake{"area: a\nheaders: { h.h: { too: x } }\n",
                "f.yaml:2:19: error: unknown key 'too' in the rule of 'h.h'; a "
                "header's rule has to, note, review, needs, effort, facade or "
                "unsupported\nf.yaml:2:12: error: 'h.h' needs 'to' or "
                "'unsupported'"},
        Mistake{"area: a\nexamples: [ { in: x } ]\n",
                "f.yaml:2:13: error: an example needs both 'in' and 'out'"},
        Mistake{"area: a\nexamples: [ { in: x, out: y, scope: moon } ]\n",
                "f.yaml:2:37: error: 'scope' must be one of host, kernel, "
                "file"},
        Mistake{"area: a\nfamilies: ['(']\n",
                "f.yaml:2:12: error: '(' is not a regular expression: "
                "parentheses not balanced"},
        Mistake{"area: a\nfacade: true\n",
                "f.yaml:1:1: error: the facade header a.h is not beside this "
                "file; write 'facade: false' if there is none"},
        Mistake{"area: \xff\n", "f.yaml:1:7: error: not UTF-8 text"}));

TEST(RuleSetErrors, UnknownExtension) {
  EXPECT_EQ(errorOf("area: a\nfunctions: { f: { to: g, needs: [wrap] } }\n")
                .rfind("f.yaml:2:34: error: unknown extension 'wrap'; there "
                       "are warp, coop",
                       0),
            0u);
}

TEST(RuleSetErrors, ZeroBytesAreBinary) {
  EXPECT_EQ(errorOf(llvm::StringRef("area: a\n\0", 9)),
            "f.yaml:2:1: error: a binary file, not YAML");
}

TEST(RuleSetErrors, AllMistakesOfAFileAreNamed) {
  EXPECT_EQ(errorOf("area: a\nx: 1\ny: 2\nfunctions: { f: [] }\n").find("y'") ==
                std::string::npos,
            false);
}

TEST(RuleSetErrors, MissingFile) {
  RuleSet S;
  EXPECT_EQ(llvm::toString(S.addFile("/no/such/file.yaml")),
            "/no/such/file.yaml: error: No such file or directory");
}

TEST(RuleSetFacade, IsReadBesideAUsersFile) {
  llvm::SmallString<128> Folder;
  ASSERT_FALSE(llvm::sys::fs::createUniqueDirectory("causeway-rules", Folder));
  auto Write = [&](const char *Name, const char *Text) {
    std::error_code EC;
    llvm::raw_fd_ostream(Folder.str().str() + "/" + Name, EC) << Text;
    ASSERT_FALSE(EC);
  };
  Write("own.yaml", "area: own\nfacade: true\nheaders: { own_gpu.h: cw/own.h "
                    "}\nfunctions: { ownCopy: cwCopy }\n");
  Write("own.h", "void ownCopy(void);\n");
  RuleSet S;
  EXPECT_EQ(llvm::toString(S.addFile(Folder.str().str() + "/own.yaml")), "");
  ASSERT_EQ(S.facade().size(), 1u);
  EXPECT_EQ(S.facade()[0].name, "own.h");
  EXPECT_EQ(S.facade()[0].contents, "void ownCopy(void);\n");
  EXPECT_EQ(S.facadeOfHeader().at("own_gpu.h"), "own.h");
  llvm::sys::fs::remove_directories(Folder);
}

TEST(CompiledRules, SayWhatTheFilesSay) {
  std::string Header = "int f(int);";
  RuleFiles Files;
  auto Read = [&](llvm::StringRef Yaml) {
    return llvm::toString(readRuleFile(
        Yaml, "f.yaml", /*Users=*/false,
        [&](llvm::StringRef) { return &Header; }, Files));
  };
  ASSERT_EQ(
      Read("area: a\nprelude: gpu.h\nfamilies: { \"gpu[A-Z]\\\\w*\": "
           "gpu.h }\nheaders: { gpu.h: cw/g.h }\nfunctions:\n  f: { to: "
           "\"g($1, $0)\", c: h, needs: [warp], note: N., review: true, "
           "lanes: { 0: mask, result: lane } }\n  g: { unsupported: { why: "
           "W., instead: I. } }\nfacts: { warp: [f] }\nexamples:\n  - { in: "
           "\"f(1, 2);\", out: "
           "\"g(2, 1);\", scope: file }\n"),
      "");
  ASSERT_EQ(Read("build: b\nlibraries: { gpu: { to: cpu, note: N. }, x: }\n"),
            "");
  std::string Bytes = compileRules(Files);
  RuleFiles Back = readCompiledRules(Bytes);
  EXPECT_EQ(compileRules(Back), Bytes);
  ASSERT_EQ(Back.rules.size(), 1u);
  ASSERT_EQ(Back.build.size(), 1u);
  const RuleData &Data = Back.rules[0];
  EXPECT_EQ(Data.prelude, "gpu.h");
  EXPECT_EQ(Data.facade.contents, Header);
  ASSERT_EQ(Data.rules.size(), 3u);
  const Rule &F = Data.rules[1];
  EXPECT_EQ(F.name, "f");
  EXPECT_EQ(F.to, "g($1, $0)");
  EXPECT_EQ(F.toC, "h");
  EXPECT_EQ(F.verdict, Verdict::MappedReview);
  EXPECT_EQ(F.needs, std::vector<std::string>{"warp"});
  EXPECT_EQ(F.fact, Fact::Warp);
  EXPECT_EQ(F.lanes, Lanes::Lane);
  EXPECT_EQ(F.laneParameters.at(0), Lanes::Mask);
  EXPECT_EQ(F.origin, "f.yaml:6");
  EXPECT_EQ(Data.rules[2].instead, "I.");
  EXPECT_EQ(Data.examples.at(0).scope, Example::Scope::File);
  EXPECT_EQ(Back.build[0].rules.at(0).to, "cpu");
  EXPECT_EQ(Back.build[0].rules.at(1).to, std::nullopt);
}

TEST(CompiledRules, ProfilesStayWhatTheyAre) {
  auto P = Profile::parse(
      "chip: A\nbackend: cpu\nsources: { s: { title: T, url: "
      "\"https://example.com\", section: S } }\nextensions: { warp: { support: "
      "absent, chip: native, source: s, note: N } }\nlimits: { block_dim: { "
      "value: [1, 2, 3], source: [s] } }\nformats: { int8: native }\n",
      "p.yaml", "a");
  ASSERT_TRUE(bool(P)) << llvm::toString(P.takeError());
  std::string Bytes = compileProfiles({*P});
  std::vector<Profile> Back = readCompiledProfiles(Bytes);
  ASSERT_EQ(Back.size(), 1u);
  EXPECT_EQ(compileProfiles(Back), Bytes);
  EXPECT_EQ(Back[0].id, "a");
  EXPECT_EQ(Back[0].extensions.at("warp").support, Support::Absent);
  EXPECT_EQ(Back[0].extensions.at("warp").chip, Support::Native);
  EXPECT_EQ(Back[0].limits.at("block_dim").value,
            (std::vector<uint64_t>{1, 2, 3}));
  EXPECT_EQ(Back[0].sources.at("s").section, "S");
  EXPECT_EQ(Back[0].formats.at("int8").support, Support::Native);
}

TEST(BuiltinRules, AreThere) {
  RuleSet S = RuleSet::builtin();
  EXPECT_FALSE(S.prelude().empty());
  EXPECT_TRUE(S.findHeader(S.prelude()));
  EXPECT_FALSE(S.facade().empty());
  EXPECT_FALSE(S.examples().empty());
  EXPECT_TRUE(S.overridden().empty());
  for (const char *Construct :
       {"launch", "launch_named", "launch_deduced", "launch_unresolved",
        "static_shared", "dynamic_shared", "kernel_address"})
    EXPECT_TRUE(S.find(Construct)) << Construct;
  for (const Rule *R : S.all())
    EXPECT_FALSE(R->isUsers()) << R->name;
}

TEST(BuiltinRules, GiveWayToTheUsers) {
  RuleSet S = RuleSet::builtin();
  const Rule *Any = nullptr;
  for (const Rule *R : S.all())
    if (R->kind == Rule::Kind::Function)
      Any = R;
  ASSERT_TRUE(Any);
  std::string Name = Any->name;
  EXPECT_EQ(llvm::toString(S.addText(
                "area: mine\nfunctions: { " + Name + ": mine }\n", "m.yaml")),
            "");
  EXPECT_EQ(S.find(Name)->to, "mine");
  EXPECT_TRUE(S.find(Name)->isUsers());
}

} // namespace
} // namespace causeway
