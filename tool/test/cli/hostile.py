#!/usr/bin/env python3
"""Trees that were made to harm, or to hide CUDA: the real program must end in time, name what it did not read, and
keep what lies outside the tree out of its output.
SPDX-License-Identifier: Apache-2.0"""
import argparse
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

TOOL = ""
SAXPY = """#include <cuda_runtime.h>
__global__ void saxpy(int n, float a, const float *x, float *y) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = a * x[i] + y[i];
}
void run(int n, const float *x, float *y) { saxpy<<<(n + 255) / 256, 256>>>(n, 2.0f, x, y); }
"""
SECRET = "the machine's own secret"


class Tree(unittest.TestCase):
    def setUp(self):
        self.top = pathlib.Path(tempfile.mkdtemp(prefix="causeway-hostile-")).resolve()
        self.addCleanup(shutil.rmtree, self.top, True)
        self.work = self.top / "work"
        self.work.mkdir()
        (self.top / "secret.txt").write_text(SECRET)

    def write(self, name, text):
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def run_tool(self, *args, seconds=60):
        env = dict(os.environ, CAUSEWAY_CACHE=str(self.top / "cache"))
        done = subprocess.run([TOOL, *map(str, args)], cwd=self.work, env=env, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=seconds)
        done.text = (done.stdout + done.stderr).decode(errors="replace")
        self.assertGreaterEqual(done.returncode, 0, "the program died: " + done.text[-500:])
        return done

    def assertUnread(self, name, why):
        """A file is named everywhere where somebody may look for what was not read, and the run goes on."""
        done = self.run_tool("migrate", "src", "--root", "src", "--out", "out", "--report", "r.json", "-q")
        self.assertEqual(done.returncode, 1, done.text)
        line = next((l for l in done.stdout.decode(errors="replace").splitlines() if name in l and why in l), None)
        self.assertTrue(line, done.text)
        report = json.loads((self.work / "r.json").read_text())
        self.assertTrue(any(d["file"] == name and why in d["message"] for d in report["diagnostics"]), report["diagnostics"])
        self.assertIn(name, (self.work / "out/MIGRATION.md").read_text().replace("\\", ""))
        self.assertIn("cw::launch", (self.work / "out/good.cpp").read_text())
        audit = self.run_tool("audit", "src", "--root", "src", "--fail-on", "unread", "-q")
        self.assertEqual(audit.returncode, 1, audit.text)
        self.assertIn("--fail-on unread", audit.text)


class Unread(Tree):
    def setUp(self):
        super().setUp()
        self.write("src/good.cu", SAXPY)

    def test_a_zero_byte(self):
        self.write("src/bad.cu", SAXPY.encode() + b"\0")
        self.assertUnread("bad.cu", "zero byte")

    def test_a_zero_byte_in_a_header_that_names_cuda(self):
        self.write("src/bad.h", b"\0\n#include <cuda_runtime.h>\n")
        self.assertUnread("bad.h", "zero byte")

    def test_a_binary_file_without_cuda_is_nobodys_work(self):
        self.write("src/data.h", b"\0\1\2\3")
        self.assertEqual(self.run_tool("migrate", "src").returncode, 0)

    def test_damaged_utf16(self):
        self.write("src/bad.cu", b"\xff\xfe\x00\xd8x")
        self.assertUnread("bad.cu", "UTF-16")

    def test_an_extension_in_upper_case(self):
        self.write("src/bad.CU", SAXPY)
        self.assertUnread("bad.CU", "lower case")

    def test_templates_and_other_languages(self):
        for name in ("kernel.cu.in", "kernel.cl", "config.in", "odd.kernel", "noextension"):
            with self.subTest(name):
                self.write("src/" + name, SAXPY)
                self.assertUnread(name, "no source by its name")
                (self.work / "src" / name).unlink()
                shutil.rmtree(self.work / "out")
        self.write("src/jit.py", 'import cupy\nk = cupy.RawKernel(r"""\n' + SAXPY + '""", "saxpy")\n')
        self.assertUnread("jit.py", "no source by its name")

    def test_documents_and_scripts_are_left_alone(self):
        self.write("src/README.md", "```\n" + SAXPY + "```\n")
        self.write("src/run.sh", "cat <<< \"$x\"\npython3 - <<EOF\n>>> print(1)\nEOF\n")
        self.write("src/tool.py", "import torch\nx = torch.cuda.is_available()\nmax(1, 2)\n")
        done = self.run_tool("migrate", "src")
        self.assertEqual(done.returncode, 0, done.text)

    def test_a_dangling_link(self):
        (self.work / "src/bad.cu").symlink_to("nowhere.cu")
        self.assertUnread("bad.cu", "leads nowhere")
        self.assertEqual(os.readlink(self.work / "out/bad.cu"), "nowhere.cu")

    def test_a_pipe_a_socket_and_a_device_are_no_sources(self):
        os.mkfifo(self.work / "src/bad.cu")
        self.assertUnread("bad.cu", "not a regular file")

    def test_a_folder_that_is_called_like_a_source(self):
        self.write("src/bad.cu/inner.cu", SAXPY)
        done = self.run_tool("migrate", "src", "--root", "src", "--out", "out", "-q")
        self.assertEqual(done.returncode, 0, done.text)
        self.assertTrue((self.work / "out/bad.cu/inner.cpp").exists())

    def test_files_and_folders_without_permission(self):
        bad = self.write("src/bad.cu", SAXPY)
        self.write("src/closed/x.cu", SAXPY)
        bad.chmod(0)
        (self.work / "src/closed").chmod(0)
        self.addCleanup((self.work / "src/closed").chmod, 0o755)
        prefix = []
        if os.geteuid() == 0:
            prefix = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
            for folder in (self.top, self.work):
                folder.chmod(0o755)
        run = prefix + [TOOL, "migrate", "src", "--root", "src", "-q", "--no-cache"]
        try:
            done = subprocess.run(run, cwd=self.work, capture_output=True, timeout=60)
        except FileNotFoundError:
            self.skipTest("no setpriv")
        if b"error while loading" in done.stderr or done.returncode in (126, 127):
            self.skipTest("no other user can run the program")
        text = done.stdout.decode() + done.stderr.decode()
        self.assertEqual(done.returncode, 1, text)
        self.assertIn("bad.cu: error: Permission denied", text)
        self.assertIn("closed: error: Permission denied", text)
        self.assertIn("good.cu", text)


class Utf16(Tree):
    def test_both_orders_are_migrated_as_utf8(self):
        for order in ("utf-16-le", "utf-16-be"):
            with self.subTest(order):
                mark = "\ufeff".encode(order)
                self.write("src/wide.cu", mark + ("// caf\u00e9\n#include \"wide.cuh\"\n" + SAXPY).encode(order))
                self.write("src/wide.cuh", mark + "__device__ inline int one() { return 1; }\n".encode(order))
                out = "out-" + order
                done = self.run_tool("migrate", "src", "--root", "src", "--out", out, "-q")
                self.assertEqual(done.returncode, 0, done.text)
                self.assertIn("UTF-16", done.text)
                text = (self.work / out / "wide.cpp").read_text(encoding="utf-8")
                self.assertIn("caf\u00e9", text)
                self.assertIn("cw::launch<saxpy>", text)
                self.assertIn("CW_DEVICE", (self.work / out / "wide.cuh").read_text(encoding="utf-8"))

    def test_fixes_and_diffs_leave_it_out(self):
        self.write("src/wide.cu", b"\xff\xfe" + SAXPY.encode("utf-16-le"))
        self.assertNotIn("ReplacementText", self.run_tool("export-fixes", "src", "-q").stdout.decode())
        self.assertEqual(self.run_tool("migrate", "src", "--diff", "-q").stdout, b"")


class Endless(Tree):
    """Nothing here may wait, or grow without an end."""

    def database(self, entries):
        self.write("build/compile_commands.json", json.dumps(
            [dict({"directory": str(self.work), "command": "nvcc -c " + e["file"]}, **e) for e in entries]))

    def test_files_that_a_database_names(self):
        self.write("src/good.cu", SAXPY)
        os.mkfifo(self.work / "src/pipe.cu")
        listener = socket.socket(socket.AF_UNIX)
        self.addCleanup(listener.close)
        listener.bind(str(self.work / "src/s.cu"))
        with open(self.work / "src/huge.cu", "wb") as f:
            f.truncate(1 << 40)
        (self.work / "src/zero.cu").symlink_to("/dev/zero")
        (self.work / "src/folder.cu").mkdir()
        self.database([{"file": "src/" + n} for n in ("good.cu", "pipe.cu", "s.cu", "huge.cu", "zero.cu", "folder.cu",
                                                      "none.cu")] + [{"file": "/dev/zero"}, {"file": "/dev/tty"}])
        done = self.run_tool("migrate", "-p", "build", "-q")
        self.assertEqual(done.returncode, 1, done.text)
        for name, why in (("pipe.cu", "not a regular file"), ("s.cu", "not a regular file"), ("huge.cu", "too large"),
                          ("folder.cu", "Is a directory"), ("none.cu", "No such file")):
            self.assertIn(name + ": error: ", done.text)
            self.assertIn(why, done.text)

    def test_a_database_that_is_a_pipe(self):
        self.write("a.cu", SAXPY)
        (self.work / "build").mkdir()
        os.mkfifo(self.work / "build/compile_commands.json")
        self.assertEqual(self.run_tool("migrate", "-p", "build", "a.cu").returncode, 2)

    def test_headers_and_option_files(self):
        self.write("src/a.cu", '#include "pipe.h"\n#include "zero.h"\n#include "/dev/zero"\n' + SAXPY)
        os.mkfifo(self.work / "src/pipe.h")
        os.mkfifo(self.work / "pipe.rsp")
        (self.work / "src/zero.h").symlink_to("/dev/zero")
        self.database([{"file": "src/a.cu", "command": "nvcc @pipe.rsp @/dev/zero --options-file pipe.rsp -c src/a.cu"}])
        done = self.run_tool("migrate", "-p", "build", "-q")
        self.assertEqual(done.returncode, 1, done.text)
        self.assertIn("src/a.cu:1:10: error: ", done.text)

    def test_option_files_that_double(self):
        for i in range(40):
            self.write(f"f{i}.rsp", f"@f{i + 1}.rsp @f{i + 1}.rsp\n")
        self.write("a.cu", SAXPY)
        self.database([{"file": "a.cu", "command": "nvcc @f0.rsp -c a.cu"}])
        self.assertEqual(self.run_tool("migrate", "-p", "build", "-q").returncode, 0)

    def test_rule_files_profiles_and_baselines(self):
        self.write("a.cu", SAXPY)
        os.mkfifo(self.work / "pipe.yaml")
        for name in ("pipe.yaml", "/dev/zero"):
            self.assertEqual(self.run_tool("migrate", "a.cu", "--rules", name).returncode, 2)
            self.assertEqual(self.run_tool("audit", "a.cu", "--baseline", name).returncode, 2)
        self.assertEqual(self.run_tool("audit", "a.cu", "--profile", "pipe.yaml").returncode, 2)

    def test_a_build_script_that_is_a_pipe(self):
        self.write("src/a.cu", SAXPY)
        os.mkfifo(self.work / "src/Makefile")
        self.run_tool("migrate", "src", "--out", "out", "-q")

    def test_links_in_a_circle(self):
        self.write("src/a.cu", SAXPY)
        self.write("src/sub/b.txt", "x")
        for name in ("one", "two", "three"):
            (self.work / "src/sub" / name).symlink_to("..")
        self.write("build/compile_commands.json", json.dumps(
            [{"directory": str(self.work), "file": "src/a.cu", "command": "nvcc -c src/a.cu"}]))
        self.assertEqual(self.run_tool("migrate", "src", "--out", "out", "-q").returncode, 0)
        self.assertEqual(self.run_tool("migrate", "-p", "build", "-q").returncode, 0)


class Deep(Tree):
    DEPTH = 200000

    def test_json(self):
        self.write("a.cu", SAXPY)
        for text in ("[" * self.DEPTH, '{"a":' * self.DEPTH, '[{"x":' + "[" * self.DEPTH + "]" * self.DEPTH + "}]"):
            self.write("build/compile_commands.json", text)
            self.write("old.json", text)
            for args in (("migrate", "-p", "build", "a.cu"), ("audit", "a.cu", "--baseline", "old.json")):
                done = self.run_tool(*args, "-q")
                self.assertEqual(done.returncode, 2, done.text)
                self.assertIn("nested more than 200 levels deep", done.text)
                self.assertIn("[1:", done.text)

    def test_a_message_of_the_editors(self):
        deep = '{"jsonrpc":"2.0","id":1,"method":"x","params":' + "[" * self.DEPTH + "]" * self.DEPTH + "}"
        good = '{"jsonrpc":"2.0","method":"exit"}'
        said = "".join(f"Content-Length: {len(m)}\r\n\r\n{m}" for m in (deep, good))
        done = subprocess.run([TOOL, "lsp"], input=said.encode(), capture_output=True, timeout=60, cwd=self.work)
        self.assertGreaterEqual(done.returncode, 0)
        self.assertIn(b"-32700", done.stdout)
        self.assertIn(b"nested more than 200 levels deep", done.stdout)

    def test_rule_files(self):
        self.write("a.cu", SAXPY)
        for text in ("[" * self.DEPTH, "{a: " * 20000, "- " * 20000 + "x", "? " * 20000):
            self.write("deep.yaml", "area: x\nfunctions: " + text)
            self.assertEqual(self.run_tool("migrate", "a.cu", "--rules", "deep.yaml", "-q").returncode, 2)

    def test_source_code(self):
        self.write("src/good.cu", SAXPY)
        # What the parser nests without a bracket, so that no bound of its own stops it.
        self.write("src/deep.cu", "int f(int x) { return " + "-~" * 200000 + "x; }\n" + SAXPY)
        self.write("src/launch.cu", SAXPY + "void g() { " + "saxpy<<<1, f(" * 5000 + "1" + ")>>>(0)" * 5000 + "; }\n")
        self.write("src/text.cu", "#if 0\nvoid g() { " + "k<<<f(" * 3000 + "1" + "), 1>>>(0)" * 3000 + "; }\n#endif\n" + SAXPY)
        done = self.run_tool("migrate", "src", "--root", "src", "--out", "out", "-q", seconds=110)
        self.assertEqual(done.returncode, 1, done.text[-2000:])
        self.assertIn("cw::launch", (self.work / "out/good.cpp").read_text())


class Outward(Tree):
    def everything(self, folder):
        """All that a folder and its git memory hold."""
        text = b""
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                text += path.read_bytes()
        memory = pathlib.Path(folder) / ".causeway/base.git"
        if memory.exists():
            objects = subprocess.run(["git", f"--git-dir={memory}", "cat-file", "--batch", "--batch-all-objects"],
                                     capture_output=True, check=True)
            text += objects.stdout
        return text.decode(errors="replace")

    def assertKeptOut(self, *args):
        done = self.run_tool("migrate", *args, "--out", "out", "-q")
        self.assertIn(done.returncode, (0, 1), done.text)
        self.assertNotIn(SECRET, self.everything(self.work / "out"))
        return done

    def test_links_stay_links(self):
        self.write("src/a.cu", SAXPY)
        for name, target in (("x.txt", "../../secret.txt"), ("y.h", "../../secret.txt"), ("z.cu", "../../secret.txt"),
                             ("abs.txt", str(self.top / "secret.txt")), ("folder", "../.."), (".hidden", "../../secret.txt"),
                             ("Makefile", "../../secret.txt")):
            (self.work / "src" / name).symlink_to(target)
        done = self.assertKeptOut("src")
        for name in ("x.txt", "y.h", "z.cu", "abs.txt", "folder", ".hidden", "Makefile"):
            self.assertEqual(os.readlink(self.work / "out" / name), os.readlink(self.work / "src" / name))
            self.assertIn(f"`{name}`", (self.work / "out/MIGRATION.md").read_text())
        self.assertIn("z.cu: error: a link that leads out of the tree", done.text)

    def test_links_inside_the_git_tree_are_followed(self):
        subprocess.run(["git", "init", "-q", "."], cwd=self.work, check=True)
        self.write("app/a.cu", '#include "one.cuh"\n#include "all/two.cuh"\n' + SAXPY)
        self.write("shared/one.cuh", "__device__ inline int one() { return 1; }\n")
        self.write("shared/all/two.cuh", "__device__ inline int two() { return 2; }\n")
        (self.work / "app/one.cuh").symlink_to("../shared/one.cuh")
        (self.work / "app/all").symlink_to("../shared/all")
        (self.work / "app/config").symlink_to("../.git/config")
        done = self.run_tool("migrate", "app", "--out", "out", "-q")
        self.assertEqual(done.returncode, 0, done.text)
        self.assertIn("CW_DEVICE", (self.work / "out/app/one.cuh").read_text())
        self.assertIn("CW_DEVICE", (self.work / "out/app/all/two.cuh").read_text())
        self.assertTrue((self.work / "out/app/one.cuh").is_symlink())
        self.assertFalse((self.work / "out/.git").exists())

    def test_a_source_that_is_named_is_no_way_out(self):
        (self.work / "a.cu").symlink_to("../other.cu")
        (self.top / "other.cu").write_text(SAXPY)
        done = self.run_tool("migrate", "a.cu", "--in-place", "--force", "-q")
        self.assertEqual(done.returncode, 2, done.text)
        self.assertEqual((self.top / "other.cu").read_text(), SAXPY)

    def test_files_that_a_database_lists(self):
        outside = self.top / "other"
        outside.mkdir()
        (outside / "b.cu").write_text(SAXPY)
        self.write("src/a.cu", SAXPY)
        (self.work / "src/way").symlink_to("../../other")
        entries = ["src/a.cu", "../secret.txt", "src/../../other/b.cu", "src/way/b.cu", str(outside / "b.cu"), "/etc/hostname"]
        self.write("build/compile_commands.json", json.dumps(
            [{"directory": str(self.work), "file": f, "command": "nvcc -c " + f} for f in entries] +
            [{"directory": str(self.work / "build/../.."), "file": "secret.txt", "command": "nvcc -c secret.txt"}]))
        done = self.assertKeptOut("-p", "build")
        self.assertEqual(done.returncode, 1, done.text)
        self.assertIn("lies outside the root", done.text)
        self.assertTrue((self.work / "out/a.cpp").exists(), done.text)
        self.assertEqual(sorted(p.name for p in (self.work / "out").iterdir()), [".causeway", "MIGRATION.md", "a.cpp"])
        self.run_tool("migrate", "-p", "build", "--in-place", "--force", "-q")
        self.assertEqual(list(outside.iterdir()), [outside / "b.cu"])
        self.assertEqual((outside / "b.cu").read_text(), SAXPY)

    def test_a_database_of_other_trees_only(self):
        (self.top / "other").mkdir()
        (self.top / "other/b.cu").write_text(SAXPY)
        self.write("repo/build/compile_commands.json", json.dumps(
            [{"directory": str(self.top), "file": "other/b.cu", "command": "nvcc -c other/b.cu"}]))
        done = self.run_tool("migrate", "-p", "repo/build", "--in-place", "--force", "-q")
        self.assertEqual(done.returncode, 2, done.text)
        self.assertIn("--root DIR", done.text)
        self.assertEqual((self.top / "other/b.cu").read_text(), SAXPY)


class Slow(Tree):
    """What grows with the square of a file's size takes minutes here."""

    SECONDS = 200

    def scripts(self, name, text):
        self.write("src/a.cu", SAXPY)
        self.write("src/" + name, text)
        begin = time.monotonic()
        self.run_tool("migrate", "src", "--root", "src", "-q", "--report", "r.json", seconds=self.SECONDS)
        return time.monotonic() - begin

    def test_cmake(self):
        n = 40000
        for text in ("find_package(CUDA REQUIRED)\n" * n,
                     "cuda_add_library(a a.cu)\n" * n,
                     "target_link_libraries(a " + "cudart ${CUDA_LIBRARIES} " * n + ")\n",
                     "set(X " + "-lcudart " * n + ")\n",
                     "".join(f"set(V{i} ${{V{i + 1}}})\n" for i in range(n)) + "set(CMAKE_CUDA_FLAGS ${V0})\n",
                     "#[[ a\n" * n, "x([[\n" * n, "set(A $(\n" * n):
            self.scripts("CMakeLists.txt", text)

    def test_make(self):
        n = 40000
        for text in ("a.o: a.cu\n\tnvcc -arch=sm_70 -c a.cu -lcudart\n" * n,
                     "a: a.cu\n\tg++ " + "-lcudart -L/usr/local/cuda/lib64 " * n + "\n",
                     "".join(f"V{i} = $(V{i + 1})\n" for i in range(n)) + f"V{n} = nvcc\nall:\n\t$(V0) -c a.cu\n",
                     "".join(f"%.o{i}: %.cu\n%.o{i}: %.cpp\n" for i in range(20000)),
                     "X = " + "$(if a," * n + "\n",
                     "X = " + "$(if " * n + ")" * n + "\n",
                     "".join(f"V{i} = $(V{i + 1}) $(V{i + 1}) $(V{i + 1}) $(V{i + 1})\n" * 8 for i in range(30))
                     + "X = -I$(V0)\nall:\n\tnvcc -I$(V0) -L$(V0)\n"):
            self.scripts("Makefile", text)

    def test_setup(self):
        n = 40000
        for text in ("from setuptools import setup\nX = ['-lcudart']\n" + "CUDAExtension('a', ['a.cu'])\n" * n,
                     "X = [" + "'-lcudart', " * n + "]\n",
                     "libraries=[" + "'cudart', " * n + "]\n", "[" * n, "['a', " * n, "'''" + "\\" * n):
            self.scripts("setup.py", text)


class Names(Tree):
    def test_as_long_as_the_system_takes_them(self):
        for length in (230, 251, 254, 255):
            name = "n" * (length - 3) + ".cu"
            self.write("src/" + name, SAXPY)
        self.write("src/" + "d" * 255, "data\n")
        self.write("src/" + "h" * 251 + ".cuh", "__device__ int x();\n")
        done = self.run_tool("migrate", "src", "--root", "src", "--out", "out", "-q")
        self.assertIn(done.returncode, (0, 1), done.text)
        self.assertTrue((self.work / "out" / ("n" * 251 + ".cpp")).exists())
        self.assertTrue((self.work / "out" / ("n" * 252 + ".cu")).exists(), "the new name would be too long")
        self.assertTrue((self.work / "out" / ("d" * 255)).exists())
        done = self.run_tool("migrate", "src", "--root", "src", "--in-place", "--force", "-q")
        self.assertIn(done.returncode, (0, 1), done.text)

    ODD = "e\x1b[31mvil\nname\r\x07\u202ex<b>`*|&.cu"

    def test_no_control_character_reaches_a_terminal(self):
        self.write("src/" + self.ODD, "#include <cuda_runtime.h>\n#include <\x1b[2Jabsent.h>\nvoid f() { cudaMadeUp(); }\n"
                                      "#error \x1b]0;title\x07 <script>alert(1)</script>\n")
        self.write("src/" + self.ODD + ".in", SAXPY)
        (self.work / "src/\x1b[5mlink").symlink_to("/etc")
        self.write("src/zero\x1b[1m.cu", SAXPY.encode() + b"\0")
        self.write("\x1b[7mbad.yaml", "area: [\n")
        runs = [("migrate", "src"), ("migrate", "src", "--out", "out"), ("audit", "src"), ("audit", "src", "--md", "-"),
                ("audit", "src", "--csv", "-"), ("migrate", "a\x1b[1m.cu"), ("migrate", "src", "--rules", "\x1b[7mbad.yaml"),
                ("migrate", "src", "--no\x1b[1mthing"), ("export-fixes", "src", "-o", "fixes")]
        for args in runs:
            with self.subTest(args):
                done = self.run_tool(*args)
                for said in (done.stdout, done.stderr):
                    for byte in (b"\x1b", b"\x07", b"\xe2\x80\xae"):
                        self.assertNotIn(byte, said)
                    self.assertNotIn(b"\nname", said)
        notes = (self.work / "out/MIGRATION.md").read_text()
        for text in ("\x1b", "<script>", "\nname", "\u202e"):
            self.assertNotIn(text, notes, notes)

    def test_a_diff_quotes_names_as_git_does(self):
        subprocess.run(["git", "init", "-q", "."], cwd=self.work, check=True)
        self.write("a\nb\t\"c\x1b.cu", SAXPY)
        done = self.run_tool("migrate", ".", "--diff", "-q")
        self.assertIn(b'--- "a/a\\nb\\t\\"c\\033.cu"', done.stdout)
        self.write("../p.patch", done.stdout)
        subprocess.run(["git", "apply", "../p.patch"], cwd=self.work, check=True)
        self.assertTrue((self.work / "a\nb\t\"c\x1b.cpp").exists())

    def test_formulas_of_a_spreadsheet_are_text(self):
        self.write("src/=cmd|' ⁄C calc'!A0.cu", "void f() { cudaMadeUp(); }\n")
        done = self.run_tool("audit", "src", "--root", "src", "--csv", "-", "-q")
        for line in done.stdout.decode().splitlines():
            self.assertNotIn(line[:1], ("=", "+", "-", "@"))


def main():
    global TOOL
    parser = argparse.ArgumentParser()
    parser.add_argument("--tool", required=True)
    options, rest = parser.parse_known_args()
    TOOL = str(pathlib.Path(options.tool).resolve())
    unittest.main(argv=[sys.argv[0], *rest])


if __name__ == "__main__":
    main()
