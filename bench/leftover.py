"""Finds the CUDA names that are left in migrated text, independently of the tool.

A plain tokenizer: it skips comments and strings, but not code inside #if.
The shape of a name decides whether it is CUDA's; a name that the program
itself defines is its own, whatever its shape.
"""
# SPDX-License-Identifier: Apache-2.0

import re
from collections import Counter, namedtuple

Token = namedtuple("Token", "name line column")

_VECTORS = r"(?:u?char|u?short|u?int|u?long|u?longlong|float|double)[1-4]"
_NAME = re.compile(
    r"cuda[A-Z]\w*|cu(?!da)[A-Z]\w*|CU_\w+|CUDART_\w+|CUDA_VERSION|__CUDA\w+|__NVCC__|cudaError|"
    r"__(?:global|device|host|shared|constant|managed|launch_bounds|forceinline|noinline|align|grid_constant|cluster_dims)__|"
    r"threadIdx|blockIdx|blockDim|gridDim|warpSize|dim3|" + _VECTORS + r"|make_" + _VECTORS + r"|make_cuda\w+|"
    r"__sync(?:threads|warp)\w*|__threadfence\w*|__nanosleep|__trap|__brkpt|__prof_trigger|"
    r"atomic(?:Add|Sub|Exch|Min|Max|Inc|Dec|CAS|And|Or|Xor)(?:_block|_system)?|"
    r"__shfl\w*|__(?:any|all|ballot)(?:_sync)?|__(?:match|reduce)_\w+_sync|__activemask|"
    r"__u?(?:mul24|mulhi|mul64hi|sad|hadd|rhadd|ll2\w+|int2\w+)|__(?:popc|clz|ffs|brev)(?:ll)?|__byte_perm|__funnelshift_\w+|__dp[24]a\w*|"
    r"__(?:f|d)(?:add|sub|mul|div|ma|maf|rcp|sqrt|rsqrt)_r[nzud]|__fmaf?_r[nzud]|"
    r"__(?:float|double|half|int|uint|ll|ull|longlong|hiloint|ushort|short)(?:2|_as_|_)\w+|__saturatef|__ldg|__ld(?:cg|ca|cs|lu|cv)|__st(?:wb|cg|cs|wt)|"
    r"__(?:exp|exp10|log|log2|log10|sin|cos|tan|sincos|pow|fdivide|tanh)f|"
    r"(?:tex|surf)(?:[123]D|Cubemap)\w*|tex(?:ture)?Reference|"
    r"__half2?(?:_raw)?|half2|__nv_bfloat16\w*|nv_bfloat16\w*|__nv_fp\w+|__h(?:add|sub|mul|fma|eq|ne|lt|gt|le|ge|neg|abs|min|max)2?\w*|"
    r"cooperative_groups|nvcuda|clock64|"
    r"(?:cublas|cufft|curand|cusparse|cusolver|nvrtc|nppi?|nvml|nccl|cudnn)[A-Z]\w*")
_HEADER = re.compile(
    r"(?:cuda|cublas|cufft|curand|cusparse|cusolver|nvrtc|nvml|nppi?|nccl|cudnn|nvToolsExt|nvtx)\w*(?:\.h|\.cuh|\.hpp)?|"
    r"cooperative_groups(?:\.h|/.*)|cuda/.*|thrust/.*|cub/.*|nvtx3?/.*|mma\.h|crt/.*|"
    r"(?:vector_types|vector_functions|driver_types|builtin_types|host_defines|device_launch_parameters|device_functions|"
    r"math_functions|math_constants|channel_descriptor|texture_types|surface_types|texture_fetch_functions|host_config|"
    r"device_types|sm_\w+|surface_\w+|texture_indirect_functions)\.h")

_SCAN = re.compile(
    r"""(?P<skip>//(?:\\\n|[^\n])*|/\*.*?\*/|R"(?P<d>[^()\s\\]{0,16})\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')"""
    r"""|(?P<include>^[ \t]*\#[ \t]*include[ \t]*[<"](?P<header>[^>"\n]+)[>"])"""
    r"""|(?P<number>\.?\d(?:[eEpP][+-]|'[\da-fA-F]|[\w.])*)"""
    r"""|(?P<word>[A-Za-z_]\w*)|(?P<open><<\s?<)|(?P<close>>>\s?>)|(?P<scope>::)|(?P<member>->|\.)|(?P<other>\S)""",
    re.S | re.M)


def tokens(text):
    """Yields (kind, text, offset) of everything that is code; an include's text is the header."""
    for m in _SCAN.finditer(text):
        kind = m.lastgroup
        if m.group("skip") is not None:
            continue
        if m.group("include"):
            yield "include", m.group("header"), m.start("header")
        else:
            yield kind, m.group(), m.start()


def _skip_own_namespace(stream):
    """Drops what is written in the shim's namespace (cw::float4, cw::coop::sync)
    and the members of objects, whose names do not show their origin."""
    root, previous = None, None
    for kind, text, at in stream:
        if kind == "word":
            if previous != "scope" or root is None:
                root = text
            member = previous == "member" and not text.startswith("cuda")
            if root != "cw" and not member:
                yield kind, text, at
        elif kind != "scope":
            root = None
            if kind in ("include", "open"):
                yield kind, text, at
        previous = kind


def cuda_tokens(text, local_headers=()):
    """The CUDA names in `text`; `<<<` stands for a launch."""
    found = []
    starts = [0] + [m.end() for m in re.finditer("\n", text)]
    line = 0
    for kind, word, at in _skip_own_namespace(tokens(text)):
        while line + 1 < len(starts) and starts[line + 1] <= at:
            line += 1
        if (kind == "word" and _NAME.fullmatch(word)) or (
                kind == "include" and _HEADER.fullmatch(word) and word not in local_headers):
            found.append(Token(word, line + 1, at - starts[line] + 1))
        elif kind == "open":
            found.append(Token("<<<", line + 1, at - starts[line] + 1))
    return found


_NOT_A_TYPE = frozenset(
    "return else case goto new delete const volatile static extern inline unsigned signed typename template operator "
    "sizeof throw using namespace constexpr typedef not and or".split())
_TYPE_WORDS = frozenset("struct class enum union".split())
# `const dim3 gridDim(2, 2)` declares a variable; no function has such a name.
_BUILTIN_VARIABLES = frozenset("threadIdx blockIdx blockDim gridDim warpSize".split())


def defined_names(text, names):
    """Those of `names` that `text` itself defines: a macro, type, function body or variable."""
    code = [(k, w) for k, w, _ in tokens(text)]
    own = set()
    for i, (kind, word) in enumerate(code):
        if kind == "word" and word in names and word not in own and _defines(code, i):
            own.add(word)
    return own


def _defines(code, i):
    def at(j):
        return code[j][1] if 0 <= j < len(code) else ""

    before, after = at(i - 1), at(i + 1)
    if before == "define" and at(i - 2) == "#":
        return True
    if before in _TYPE_WORDS and after in ("{", ":"):
        return True
    if before == "using" and after == "=":
        return True
    if before == "}" and after in (";", ","):
        return True
    j = i - 1
    while at(j) in ("*", "&"):
        j -= 1
    typed = code[j][0] == "word" and at(j) not in _NOT_A_TYPE | _TYPE_WORDS if j >= 0 else False
    if not typed and not (before == ">" and after == "("):
        return False
    if after == "(":
        return _has_body(code, i + 1) or before == "dim3" or at(i) in _BUILTIN_VARIABLES
    if after == ";" and _in_typedef(code, j):
        return True
    return after in ("=", ";", ",", "[", ")", "{")


def _has_body(code, opening):
    depth = 0
    for j in range(opening, min(opening + 600, len(code))):
        depth += {"(": 1, ")": -1}.get(code[j][1], 0)
        if depth == 0:
            rest = [w for _, w in code[j + 1:j + 4]]
            while rest and rest[0] in ("const", "noexcept"):
                rest.pop(0)
            return rest[:1] == ["{"]
    return False


def _in_typedef(code, j):
    while j >= 0 and code[j][1] not in (";", "{", "}"):
        if code[j][1] == "typedef":
            return True
        j -= 1
    return False


def unreported(migrated, open_names, own, local_headers):
    """The CUDA names left in one migrated file that the report does not list.

    `open_names` counts, by name, what the report lists for the file without an
    edit. Lines may move and macros may repeat a name, so names are counted: as
    many may be left as were reported. Returns [(token, how many too many)]."""
    left = [t for t in cuda_tokens(migrated, local_headers) if t.name not in own]
    too_many = []
    for name, count in Counter(t.name for t in left).items():
        extra = count - open_names.get(name, 0)
        if extra > 0:
            first = next(t for t in left if t.name == name)
            too_many.append((first, extra))
    return too_many, len(left)
