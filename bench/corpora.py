"""The public programs for measuring the tool: the files of each, and how it is
built, run and checked. This repository contains none of their files."""
# SPDX-License-Identifier: Apache-2.0

import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass
class Program:
    name: str
    root: Path                  # what --root names; sources and includes are relative to it
    sources: list
    flags: list = field(default_factory=list)      # for every source
    cflags: list = field(default_factory=list)     # for C sources only
    libs: list = field(default_factory=list)
    runs: list = field(default_factory=list)       # argument lists
    cwd: str = ""                                  # below the run folder
    env: dict = field(default_factory=dict)
    modules: dict = field(default_factory=dict)    # sources that are loaded while it runs -> the file that is loaded
    files: list = field(default_factory=list)      # (from, to below the run folder)
    timeout: int = 120
    notes: list = field(default_factory=list)      # why arguments or sources differ from the default
    expected: str = ""                             # why a failure is expected
    excluded: str = ""                             # why it does not count
    recipe: dict = field(default_factory=dict)


def _edit(text, edit, where):
    """`from` becomes `to`; with `through`, all lines from the one that holds
    `from` to the one that holds `through` do."""
    if text.count(edit["from"]) < 1:
        raise SystemExit(f"{where}: text to edit not found: {edit['from']!r}")
    if "through" not in edit:
        return text.replace(edit["from"], edit["to"])
    lines = text.split("\n")
    first = next(i for i, l in enumerate(lines) if edit["from"] in l)
    last = next(i for i, l in enumerate(lines) if i >= first and edit["through"] in l)
    return "\n".join(lines[:first] + ([edit["to"]] if edit["to"] else []) + lines[last + 1:])


def _edit_files(program, edits, said_by):
    """Changes the program's private copy before anything is migrated."""
    for edit in edits:
        path = program.root / edit["file"]
        text = path.read_bytes().decode("latin-1")
        path.write_bytes(_edit(text, edit, f"{said_by}: {program.name}: {edit['file']}").encode("latin-1"))


# ---- NVIDIA/cuda-samples -----------------------------------------------------

SAMPLE_FOLDERS = ["0_Introduction", "2_Concepts_and_Techniques", "3_CUDA_Features", "5_Domain_Specific", "6_Performance"]

# Samples that do not count, by the libraries and functions that their sources use.
_EXCLUSIONS = [
    ("graphics interop", r'#\s*include\s*[<"](?:GL/|helper_gl|rendercheck_gl|cuda_gl_interop|cudaGL|EGL/|cudaEGL|cuda_egl_interop|eglstrm|d3d\w*\.h|dynlink_d3d|cuda_d3d|vulkan/|GLFW|nvsci|d3dx|dxgi)'
                         r"|\bcudaGraphics\w+Register\w*|\bcudaImportExternal\w+", r"OpenGL::|OPENGL_LIBRARIES|GLUT_LIBRARIES|Vulkan|d3d1\d|EGL|NvSci|nvsci"),
    ("CUDA library", r'#\s*include\s*[<"](?:cublas(?!_v2)|cufft|curand|cusparse|cusolver|npp|nvjpeg|nvgraph|cudla|cudnn|thrust/|cub/|nvvm)'
                     r"", r"CUDA::(?:cublasLt|cufft|curand|cusparse|cusolver|npp\w*|nvjpeg|nvgraph|cudla|nvJitLink|nvvm)"),
]


def _strip_comments(text):
    return re.sub(r"//[^\n]*|/\*.*?\*/", " ", text, flags=re.S)


def _cmake_sources(cmake, folder):
    sources = []
    text = re.sub(r"#[^\n]*", "", cmake)
    for m in re.finditer(r"add_executable\s*\(\s*(\S+)([^)]*)\)", text):
        for word in m.group(2).split():
            if Path(word).suffix in (".cu", ".cpp", ".c", ".cc"):
                path = (folder / word).resolve()
                if path.exists() and path not in sources:
                    sources.append(path)
        break
    return sources


def _cmake_includes(cmake, folder):
    """The sample's further include folders, besides its own folder and Common."""
    found = []
    for m in re.finditer(r"include_directories\s*\(([^)]*)\)", re.sub(r"#[^\n]*", "", cmake)):
        for word in m.group(1).split():
            path = (folder / word).resolve()
            if "$" not in word and path.is_dir() and folder in path.parents:
                found.append(path)
    return found


def _reachable(sources, includes):
    """The sources and every file of the checkout that they include."""
    seen, todo = {}, list(sources)
    while todo:
        path = todo.pop().resolve()
        if path in seen or not path.is_file():
            continue
        text = seen[path] = path.read_text(errors="replace")
        for name in re.findall(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', text, re.M):
            todo += [d / name for d in [path.parent, *includes] if (d / name).is_file()]
    return seen


def cuda_samples(checkout, workdir):
    """Every sample below the five folders, those that do not count with the
    reason; one with edits gets a private copy of its folder."""
    checkout = Path(checkout).resolve()
    common = checkout / "Common"
    settings = json.loads((HERE / "samples.json").read_text())["samples"]
    own_arguments = json.loads((checkout / "test_args.json").read_text())
    programs = []
    for group in SAMPLE_FOLDERS:
        for cmake_file in sorted((checkout / "Samples" / group).glob("*/CMakeLists.txt")):
            folder = cmake_file.parent
            cmake = cmake_file.read_text()
            sources = _cmake_sources(cmake, folder)
            extra = settings.get(folder.name, {})
            program = Program(folder.name, checkout, [str(s.relative_to(checkout)) for s in sources],
                              flags=["-ICommon", f"-I{folder.relative_to(checkout)}"], libs=["-lpthread", "-lm"])
            if "OpenMP" in cmake:
                program.flags.append("-fopenmp")
                program.libs.append("-fopenmp")
            own_includes = _cmake_includes(cmake, folder)
            program.flags += [f"-I{d.relative_to(checkout)}" for d in own_includes]
            files = _reachable(sources, [common, folder, *own_includes])
            everything = "\n".join(_strip_comments(t) for t in files.values())
            for reason, in_source, in_cmake in _EXCLUSIONS:
                hit = re.search(in_source, everything) or re.search(in_cmake, re.sub(r"#[^\n]*", "", cmake))
                if hit and hit.group().strip():
                    program.excluded = f"{reason}: {' '.join(hit.group().split())}"
                    break
            program.excluded = program.excluded or extra.get("excluded", "")
            if not program.excluded and not sources:
                program.excluded = "no source found in its CMakeLists.txt"
            if not program.excluded and re.search(r"find_package\(MPI", cmake) and not shutil.which("mpicxx"):
                program.excluded = "needs MPI, which is not installed here"
            program.cwd = str(folder.relative_to(checkout))
            left_behind = {".cpp", ".md", ".doc", ".docx", ".pdf", ".txt.in"}
            if not re.search(r'#\s*include\s*[<"]nvrtc', everything):  # otherwise it reads its kernels' sources
                left_behind |= {".cu", ".cuh", ".h"}
            program.files = [(p, str(p.relative_to(checkout))) for p in folder.rglob("*") if p.is_file() and p.suffix not in left_behind]
            program.modules = {f"{program.cwd}/{source}": name for source, name in extra.get("modules", {}).items()}
            arguments = own_arguments.get(folder.name, {})
            program.runs = [r.get("args", []) for r in arguments.get("runs", [])] or [arguments.get("args", [])]
            program.runs = extra.get("runs", program.runs)
            program.env = extra.get("env", {})
            program.timeout = extra.get("timeout", 120)
            program.notes = [extra["why"]] if "why" in extra else []
            program.expected = extra.get("expected", "")
            program.recipe = {"own": extra.get("own", {}), "empty files": extra.get("empty files", [])}
            if "edits" in extra:
                program.root = Path(workdir) / "src" / folder.name
                for part in [common, folder]:
                    shutil.copytree(part, program.root / part.relative_to(checkout), dirs_exist_ok=True)
                _edit_files(program, extra["edits"], "samples.json")
            programs.append(program)
    return programs


# ---- yuhc/gpu-rodinia --------------------------------------------------------


def rodinia(checkout, workdir):
    """One Program per recipe of rodinia.json; each gets a private copy of what it
    needs of the checkout, with the recipe's edits applied."""
    checkout = Path(checkout).resolve()
    programs = []
    for folder, builds in json.loads((HERE / "rodinia.json").read_text())["programs"].items():
        for recipe in builds:
            name = folder + ("/" + recipe["name"] if "name" in recipe else "")
            program = Program(name, Path(workdir) / "src" / name.replace("/", "-"), recipe["sources"],
                              flags=recipe.get("flags", []), cflags=recipe.get("cflags", []), libs=recipe.get("libs", []),
                              runs=[recipe["args"]], cwd=recipe.get("cwd", f"cuda/{folder}"),
                              timeout=recipe.get("timeout", 120), expected=recipe.get("expected", ""), recipe=recipe,
                              notes=[e["why"] for e in recipe.get("edits", []) if not e["why"].startswith("As ")])
            for part in [f"cuda/{folder}", "cuda/util", f"openmp/{folder}", *recipe.get("stage", [])]:
                if (checkout / part).is_dir():
                    shutil.copytree(checkout / part, program.root / part, dirs_exist_ok=True)
            _edit_files(program, recipe.get("edits", []), "rodinia.json")
            programs.append(program)
    return programs


# ---- karpathy/llm.c ----------------------------------------------------------

_LIBRARY_CALL = re.compile(r"\b(cublasLt|cublas|cudnn|nccl)[A-Z]\w*(?=\s*\()")
_LIBRARY = {"cublas": "cuBLAS", "cublasLt": "cuBLASLt", "cudnn": "cuDNN", "nccl": "NCCL"}


def _kernel_numbers(text):
    """The kernel numbers that a program's dispatcher knows, in any build."""
    body = re.search(r"switch\s*\(kernel_num\)(.*?)\n}", text, re.S)
    return [int(n) for n in re.findall(r"\bcase (\d+):", body.group(1))] if body else []


def llmc(checkout, workdir):
    """The programs of dev/cuda that call no library, each as a private copy with
    its edits; then every CUDA source as it is, to be migrated only."""
    checkout = Path(checkout).resolve()
    data = json.loads((HERE / "llmc.json").read_text())
    programs = []
    for path in sorted((checkout / "dev/cuda").glob("*.cu")):
        source, text = f"dev/cuda/{path.name}", path.read_text()
        code = _strip_comments(text)
        uses = {}
        for m in _LIBRARY_CALL.finditer(code):
            if not m.group().endswith("Check"):  # its own wrappers
                uses.setdefault(_LIBRARY[m.group(1)], {})[m.group()] = None
        if uses:
            more = {library: ", ".join(list(names)[:3]) + ", ..." * (len(names) > 3) for library, names in uses.items()}
            programs.append(Program(path.stem, checkout, [source], excluded="; ".join(f"{k}: {v}" for k, v in sorted(more.items()))))
            continue
        builds = data["programs"].get(path.stem)
        if builds is None:
            raise SystemExit(f"llmc.json says nothing about {path.stem}")
        said = set()
        for recipe in builds:
            name = path.stem + (f"/{recipe['name']}" if "name" in recipe else "")
            program = Program(name, Path(workdir) / "src" / name.replace("/", "-"), [source], libs=["-lm"], cwd="dev/cuda",
                              timeout=recipe.get("timeout", 300), recipe={"own": data["own"], "kernels": recipe["kernels"]},
                              expected=recipe.get("expected", ""))
            (program.root / "dev/cuda").mkdir(parents=True)
            shutil.copy(checkout / "dev/cuda/common.h", program.root / "dev/cuda")
            for edit in data["common"]:
                header = program.root / "dev/cuda/common.h"
                header.write_text(_edit(header.read_text(), edit, "llmc.json: common"))
            changed, notes = text, []
            for constant, value in recipe.get("constants", {}).items():
                changed, old = _constant(changed, constant, value, name)
                notes.append(f"{constant} {old} \N{RIGHTWARDS ARROW} {value}")
            for edit in recipe.get("edits", []):
                changed = _edit(changed, edit, f"llmc.json: {name}")
            (program.root / source).write_text(changed)
            program.notes = ([", ".join(notes) + "."] if notes else []) + [e["why"] for e in recipe.get("edits", [])] + \
                ([recipe["about"]] if "about" in recipe else []) + [f"Kernel {n} is not run: {why}" for n, why in recipe.get("skipped", {}).items()]
            program.runs = [[str(n)] for n in recipe["kernels"]] or [[]]
            said |= {*recipe["kernels"], *map(int, recipe.get("skipped", {}))}
            programs.append(program)
        if said != set(_kernel_numbers(text)):
            raise SystemExit(f"llmc.json: {path.stem} has the kernels {_kernel_numbers(text)}, not {sorted(said)}")
    for row in data["migrated only"]:
        sources = row.get("sources") or sorted(str(p.relative_to(checkout)) for p in checkout.rglob("*")
                                               if p.suffix == ".cu" or str(p.relative_to(checkout)) == "llmc/cudnn_att.cpp")
        programs.append(Program("migrate/" + row["name"], checkout, sources, flags=row.get("flags", []), recipe={"migrate only": True},
                                notes=[row["why"]] if "why" in row else []))
    return programs


def common_notes(corpus):
    """What was changed for all programs of a corpus."""
    data = json.loads((HERE / f"{corpus}.json").read_text())
    whys = [e["why"] for e in data.get("common", []) if not e["why"].startswith("As ")]
    return [f"All programs: {why}" for why in [*data.get("common why", []), *whys]]


def _constant(text, name, value, where):
    """Another value for a constant of main(); returns the text and the old value."""
    pattern = re.compile(rf"(\b(?:int|int64_t|long)\s+{name}\s*=\s*)(\d[^;]*);")
    main = re.search(r"\bint main\(", text).start()
    found = {m.group(2).strip() for m in pattern.finditer(text, main)}
    if len(found) != 1:
        raise SystemExit(f"llmc.json: {where}: {name} has {len(found)} values in main()")
    return text[:main] + pattern.sub(rf"\g<1>{value};", text[main:]), found.pop()
