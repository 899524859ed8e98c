// The writer and the reader share one list of fields for each struct.
//
// SPDX-License-Identifier: Apache-2.0
#include "rules/CompiledRules.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"
#include <cassert>

namespace causeway {
namespace {

using llvm::StringRef;

template <typename IO> void fields(IO &Io, Rule &R) {
  Io(R.kind, R.name, R.verdict, R.effort, R.to, R.toC, R.note, R.why, R.instead,
     R.needs, R.lanes, R.laneParameters, R.fact, R.lexical, R.predefined,
     R.users, R.open, R.drop, R.area, R.origin);
}
template <typename IO> void fields(IO &Io, Example &E) {
  Io(E.scope, E.language, E.setup, E.in, E.out, E.origin);
}
template <typename IO> void fields(IO &Io, FacadeHeader &H) {
  Io(H.name, H.contents);
}
template <typename IO> void fields(IO &Io, RuleData::Family &F) {
  Io(F.pattern, F.header);
}
template <typename IO> void fields(IO &Io, SdkMarks &M) {
  Io(M.folder, M.entries, M.libraries, M.notices);
}
template <typename IO> void fields(IO &Io, VendorMarks &M) {
  Io(M.words, M.butNot);
}
template <typename IO> void fields(IO &Io, RuleData::Argument &A) {
  Io(A.macro, A.word, A.header);
}
template <typename IO> void fields(IO &Io, RuleData &D) {
  Io(D.users, D.hasFacade, D.facade, D.prelude, D.rules, D.examples, D.families,
     D.warpConstants, D.instructionForms, D.sdk, D.otherVendors, D.opened,
     D.arguments, D.servedHeaders, D.fingerprint);
}
template <typename IO> void fields(IO &Io, BuildRule &R) {
  Io(R.kind, R.name, R.verdict, R.effort, R.to, R.keep, R.note, R.why,
     R.instead, R.value, R.when, R.anywhere, R.compiles, R.runtime, R.area,
     R.origin);
}
template <typename IO> void fields(IO &Io, BuildExample &E) {
  Io(E.file, E.in, E.out, E.origin);
}
template <typename IO> void fields(IO &Io, BuildRuleData &D) {
  Io(D.rules, D.examples);
}
template <typename IO> void fields(IO &Io, RuleFiles &F) {
  Io(F.rules, F.build);
}
template <typename IO> void fields(IO &Io, Profile::Source &S) {
  Io(S.title, S.url, S.path, S.section, S.version);
}
template <typename IO> void fields(IO &Io, Profile::Entry &E) {
  Io(E.support, E.chip, E.note, E.sources);
}
template <typename IO> void fields(IO &Io, Profile::Limit &L) {
  Io(L.value, L.note, L.sources);
}
template <typename IO> void fields(IO &Io, Profile &P) {
  Io(P.id, P.chip, P.backend, P.note, P.sources, P.extensions, P.formats,
     P.limits);
}
struct Profiles {
  std::vector<Profile> all;
};
template <typename IO> void fields(IO &Io, Profiles &P) { Io(P.all); }

template <typename T>
constexpr bool IsNumber = std::is_enum_v<T> || std::is_unsigned_v<T>;

class Writer {
public:
  template <typename... T> void operator()(T &...Values) { (one(Values), ...); }
  std::string take() { return std::move(Bytes); }

private:
  void number(uint64_t N) { llvm::encodeULEB128(N, OS); }
  void one(std::string &Text) {
    number(Text.size());
    OS << Text;
  }
  template <typename T> void one(std::vector<T> &List) {
    number(List.size());
    for (T &Item : List)
      one(Item);
  }
  template <typename K, typename V> void one(std::map<K, V> &Map) {
    number(Map.size());
    for (auto &[Key, Value] : Map) {
      K Copy = Key; // the map's keys are const
      (*this)(Copy, Value);
    }
  }
  template <typename A, typename B> void one(std::pair<A, B> &Both) {
    (*this)(Both.first, Both.second);
  }
  template <typename T> void one(std::optional<T> &Maybe) {
    number(Maybe.has_value());
    if (Maybe)
      one(*Maybe);
  }
  template <typename T> void one(T &Value) {
    if constexpr (IsNumber<T>)
      number(uint64_t(Value));
    else
      fields(*this, Value);
  }

  std::string Bytes;
  llvm::raw_string_ostream OS{Bytes};
};

class Reader {
public:
  explicit Reader(StringRef Bytes) : Rest(Bytes) {}
  template <typename... T> void operator()(T &...Values) { (one(Values), ...); }
  bool atEnd() const { return Rest.empty(); }

private:
  uint64_t number() {
    unsigned Size;
    uint64_t N = llvm::decodeULEB128(Rest.bytes_begin(), &Size);
    Rest = Rest.drop_front(Size);
    return N;
  }
  void one(std::string &Text) {
    size_t Size = number();
    Text.assign(Rest.data(), Size);
    Rest = Rest.drop_front(Size);
  }
  template <typename T> void one(std::vector<T> &List) {
    List.resize(number());
    for (T &Item : List)
      one(Item);
  }
  template <typename K, typename V> void one(std::map<K, V> &Map) {
    for (size_t N = number(); N; --N) {
      K Key;
      one(Key);
      one(Map[Key]);
    }
  }
  template <typename A, typename B> void one(std::pair<A, B> &Both) {
    (*this)(Both.first, Both.second);
  }
  template <typename T> void one(std::optional<T> &Maybe) {
    if (number())
      one(Maybe.emplace());
  }
  template <typename T> void one(T &Value) {
    if constexpr (IsNumber<T>)
      Value = T(number());
    else
      fields(*this, Value);
  }

  StringRef Rest;
};

} // namespace

template <typename T> static std::string compile(T Values) {
  Writer
      // its operator() takes references, since readers share the field lists
      Io;
  Io(Values);
  return Io.take();
}

template <typename T> static T readCompiled(StringRef Bytes) {
  T Values;
  Reader Io(Bytes);
  Io(Values);
  assert(Io.atEnd() && "written by another version of this file");
  return Values;
}

std::string compileRules(const RuleFiles &Files) { return compile(Files); }
RuleFiles readCompiledRules(StringRef Bytes) {
  return readCompiled<RuleFiles>(Bytes);
}

std::string compileProfiles(const std::vector<Profile> &All) {
  return compile(Profiles{All});
}
std::vector<Profile> readCompiledProfiles(StringRef Bytes) {
  return readCompiled<Profiles>(Bytes).all;
}

} // namespace causeway
