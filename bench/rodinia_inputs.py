"""Small deterministic inputs for the Rodinia programs, in the formats that the
programs read, and plain references for those without an OpenMP twin.

The data archive of Rodinia is not part of its repository, so every input is
made here. Each writer takes the path to write and its settings; each reference
takes the run's data folder and returns the numbers that the program must print.
"""
# SPDX-License-Identifier: Apache-2.0

import math
import random
import struct
from pathlib import Path

# ---- writers -----------------------------------------------------------------


def bfs_graph(path, nodes, degree, seed=1):
    """Node count; (first edge, edge count) a node; source; edge count; (target, cost) an edge."""
    r = random.Random(seed)
    edges, starts = [], []
    for n in range(nodes):
        out = [(n + 1) % nodes] if n % 3 == 0 else []
        out += [r.randrange(nodes) for _ in range(r.randrange(degree))]
        starts.append((len(edges), len(out)))
        edges += out
    with open(path, "w") as f:
        f.write(f"{nodes}\n")
        f.writelines(f"{s} {c}\n" for s, c in starts)
        f.write(f"\n0\n\n{len(edges)}\n")
        f.writelines(f"{e} {r.randint(1, 10)}\n" for e in edges)


def btree_keys(path, count):
    """The count, then one key a line."""
    path.write_text("".join(f"{k}\n" for k in [count] + list(range(1, count + 1))))


def text(path, content):
    path.write_bytes(content.encode())


def cfd_domain(path, columns, rows):
    """Cell count; for each cell its size and, for each of four faces, the
    1-based neighbour (0: wall, negative: far field) and the outward normal."""
    lines = [str(columns * rows)]
    for y in range(rows):
        for x in range(columns):
            h = 1.0 + 0.25 * math.sin(0.3 * x) * math.cos(0.2 * y)
            faces = []
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                nx, ny = x + dx, y + dy
                if ny < 0:
                    neighbour = 0
                elif 0 <= nx < columns and ny < rows:
                    neighbour = ny * columns + nx + 1
                else:
                    neighbour = -2
                lean = 0.15 * math.sin(0.7 * x + 1.1 * y + 2 * dx)
                faces.append(f"{neighbour} {dx * h + lean * dy:g} {dy * h + lean * dx:g} {0.1 * lean:g}")
            lines.append(f"{h:g} " + " ".join(faces))
    path.write_text("\n".join(lines) + "\n")


def rgb_image(path, width, height):
    """Raw interleaved 8-bit samples."""
    path.write_bytes(bytes(_rgb_samples(width, height)))


def _rgb_samples(width, height):
    for y in range(height):
        for x in range(width):
            yield (x * 5 + y * 3) % 256
            yield int(127 + 100 * math.sin(x / 9.0) * math.cos(y / 7.0))
            yield 255 if (x // 16 + y // 16) % 2 else 16


def linear_system(path, size, seed=3):
    """Size, matrix rows, right-hand side."""
    r = random.Random(seed)
    a = [[r.uniform(-1, 1) + (size if i == j else 0) for j in range(size)] for i in range(size)]
    b = [r.uniform(-10 * size, 10 * size) for _ in range(size)]
    with open(path, "w") as f:
        f.write(f"{size}\n\n")
        f.writelines("\t".join(f"{v:.6f}" for v in row) + "\n" for row in a)
        f.write("\n" + "\t".join(f"{v:.6f}" for v in b) + "\n")


def grid(path, count, low, high, seed=5):
    """One value a line."""
    r = random.Random(seed)
    path.write_text("".join(f"{r.uniform(low, high):.6f}\n" for _ in range(count)))


def skewed_bytes(path, size, seed=7):
    """Every byte value occurs, the small ones more often, evenly over the file."""
    r = random.Random(seed)
    path.write_bytes(bytes(min(255, int(r.expovariate(1 / 60.0))) if r.random() < 0.8
                           else r.randrange(256) for _ in range(size)))


def points_table(path, points, features, seed=11):
    """An identifier and the features, one point a line, around a few centres."""
    r = random.Random(seed)
    centres = [[r.uniform(0, 100) for _ in range(features)] for _ in range(5)]
    with open(path, "w") as f:
        for i in range(points):
            c = centres[i % 5]
            f.write(f"{i + 1} " + " ".join(f"{v + r.gauss(0, 3):.4f}" for v in c) + "\n")


def hurricanes(path, records, seed):
    """Fixed-width records as in the generator that the checkout has, which
    seeds itself with the time and so never writes the same file twice."""
    r = random.Random(seed)
    with open(path, "w") as f:
        for i in range(records):
            f.write(f"{r.randint(1950, 2004):4d} {r.randint(1, 12):2d} {r.randint(1, 28):2d} "
                    f"{r.choice((0, 6, 12, 18)):2d} {r.randint(1, 28):2d} {'STORM%d' % (i % 100):<9s} "
                    f"{r.uniform(7, 70):5.1f} {r.uniform(0, 358):5.1f} "
                    f"{r.randint(10, 165):4d} {r.randint(0, 899):4d}\n")


# Initial conditions of the rabbit ventricular myocyte as published with the
# model (Shannon et al., Biophysical Journal 87, 2004), in its order of states.
_MYOCYTE = [
    1.405627e-3, 9.867005e-1, 9.915620e-1, 7.175662e-6, 1.000681, 2.421991e-2, 1.452605e-2, 4.051574e-3,
    9.945511e-1, 4.051574e-3, 9.945511e-1, 8.641386e-3, 5.412034e-3, 8.884332e-1, 8.156628e-7, 1.024274e-7,
    3.539892, 7.720854e-1, 8.773191e-3, 1.078283e-1, 1.524002e-2, 2.911916e-4, 1.298754e-3, 1.381982e-1,
    2.143165e-3, 9.566355e-3, 1.110363e-1, 7.347888e-3, 7.297378e-2, 1.242988, 5.545201e-1, 8.80329,
    8.80733, 8.80853, 135.0, 1.737475e-4, 1.031812e-4, 8.597401e-5, -85.71, 0.9946, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]


def myocyte_state(path):
    """91 initial values, one a line: 46 of the cell, then 15 of calmodulin for
    each of three compartments, of a plausible size."""
    calmodulin = [3.5, 0.02, 0.001, 12.0, 0.3, 0.01, 0.9, 0.02, 0.01, 0.001, 0.01, 0.001, 0.001, 0.0005, 0.0001]
    values = _MYOCYTE + [v * scale for scale in (20.0, 1.0, 0.8) for v in calmodulin]
    path.write_text("".join(f"{v:.9g}\n" for v in values))


def myocyte_parameters(path, cycle_length_first):
    """Total calmodulin, buffer, CaMKII, calcineurin and phosphatase of each
    compartment, and the cycle length: the OpenMP program expects that first,
    the CUDA program after them, and then potassium and magnesium, which are
    constants in the other. The first compartment's three middle values are equal
    since both programs read them at the same places in spite of that order."""
    values = [418, 120, 120, 120, 96.5, 5.65, 24.2, 0.1, 0.003, 0.57, 5.65, 24.2, 0.1, 0.003, 0.57]
    values = [1000] + values if cycle_length_first else values + [1000]
    path.write_text("".join(f"{v:g}\n" for v in values + [135, 1]))


def pgm_image(path, columns, rows):
    """Plain-text greyscale image; the readers skip three header lines."""
    with open(path, "w") as f:
        f.write(f"P2\n{columns} {rows}\n255\n")
        for y in range(rows):
            f.write(" ".join(str(int(128 + 60 * math.sin(x / 11.0) + 50 * math.cos(y / 17.0)
                                     + (x * 7919 + y * 104729) % 13)) for x in range(columns)) + "\n")


def grey_avi(path, width, height, frames):
    """A bright ring on a textured ground that moves a little from frame to
    frame."""
    def image(n):
        cx, cy, rad = width * 0.48 + n, height * 0.55 - n, 110 + n
        rows = []
        for y in range(height):
            row = bytearray(width)
            for x in range(width):
                d = abs(math.hypot(x - cx, y - cy) - rad)
                row[x] = min(255, int(30 + ((x * 31 + y * 17) ^ (x * y)) % 40
                                      + (180 * math.exp(-d * d / 200.0) if d < 60 else 0)))
            rows.append(bytes(row))
        return b"".join(reversed(rows))

    _write_avi(path, width, height, frames, image)


def cell_avi(path, width, height, frames, cells, seed=41):
    """Dark discs of the size of a leukocyte (centre and radius of each) with
    soft rims, that drift to the right, and noise over all. Dark, because the
    CUDA program forgets which are, and takes all for such."""
    r = random.Random(seed)
    noise = [200 + r.randrange(40) for _ in range(width * height)]

    def image(n):
        pixels = list(noise)
        for cx, cy, radius in cells:
            for y in range(cy - 2 * radius, cy + 2 * radius):
                for x in range(cx - 2 * radius, cx + 2 * radius):
                    pixels[y * width + x] -= int(180 / (1 + math.exp((math.hypot(x - cx - 0.5 * n, y - cy) - radius) / 2)))
        return b"".join(bytes(pixels[y * width:(y + 1) * width]) for y in reversed(range(height)))

    _write_avi(path, width, height, frames, image)


def _write_avi(path, width, height, frames, image):
    """An AVI 1.0 file with one uncompressed 8-bit video stream."""
    def chunk(tag, data):
        return tag + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)

    size = width * height
    strh = struct.pack("<4s4sIHHIIIIIIIIhhhh", b"vids", b"DIB ", 0, 0, 0, 0, 1, 25, 0, frames,
                       size, 0, 0, 0, 0, width, height)
    strf = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 8, 0, size, 0, 0, 0, 0)
    avih = struct.pack("<14I", 40000, size * 25, 0, 0x10, frames, 0, 1, size, width, height, 0, 0, 0, 0)
    strl = b"strl" + chunk(b"strh", strh) + chunk(b"strf", strf)
    hdrl = b"hdrl" + chunk(b"avih", avih) + chunk(b"LIST", strl)
    movi, index = b"movi", b""
    for n in range(frames):
        index += struct.pack("<4sIII", b"00db", 0x10, len(movi), size)
        movi += chunk(b"00db", image(n))
    body = b"AVI " + chunk(b"LIST", hdrl) + chunk(b"LIST", movi) + chunk(b"idx1", index)
    path.write_bytes(chunk(b"RIFF", body))


def genome_and_reads(path, bases, reads, length, seed=31):
    """A random reference sequence, and reads of it with errors beside it, both
    in FASTA."""
    r = random.Random(seed)
    genome = "".join(r.choice("ACGT") for _ in range(bases))
    lines = [genome[i:i + 70] for i in range(0, bases, 70)]
    path.write_text("\n".join([">reference", *lines, ""]))
    queries = []
    for n in range(reads):
        start = r.randrange(bases - length)
        read = "".join(r.choice("ACGT") if r.random() < 0.04 else c for c in genome[start:start + length])
        queries += [f">read{n}", read]
    path.with_name("reads.fna").write_text("\n".join([*queries, ""]))


# ---- references --------------------------------------------------------------


def maximal_matches(data, reference, reads, length):
    """Where the reads and the reference agree on at least `length` bases that
    can't be extended on either side: place in the reference, in the read (both
    from 1), and how many; read by read, each in the order of its places."""
    def sequences(name):
        for entry in (data / name).read_text().split(">")[1:]:
            yield "".join(entry.split("\n")[1:])

    (text,) = sequences(reference)
    places = {}
    for i in range(len(text) - length + 1):
        places.setdefault(text[i:i + length], []).append(i)
    found = []
    for read in sequences(reads):
        for j in range(len(read) - length + 1):
            for i in places.get(read[j:j + length], []):
                if i and j and text[i - 1] == read[j - 1]:
                    continue
                n = length
                while i + n < len(text) and j + n < len(read) and text[i + n] == read[j + n]:
                    n += 1
                found += [i + 1, j + 1, n]
    return found


def solve_file(data, file):
    """Solves the system that linear_system wrote."""
    values = (data / file).read_text().split()
    n = int(values[0])
    numbers = [float(v) for v in values[1:]]
    return _solve([numbers[i * n:(i + 1) * n] for i in range(n)], numbers[n * n:n * n + n])


def solve_toeplitz(data, size):
    """The matrix that `gaussian -s` makes: 10 exp(-0.01 |i - j|), all ones on the right."""
    return _solve([[10 * math.exp(-0.01 * abs(i - j)) for j in range(size)] for i in range(size)],
                  [1.0] * size)


def _solve(a, b):
    n = len(b)
    for k in range(n):
        for i in range(k + 1, n):
            m = a[i][k] / a[k][k]
            for j in range(k, n):
                a[i][j] -= m * a[k][j]
            b[i] -= m * b[k]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (b[i] - sum(a[i][j] * x[j] for j in range(i + 1, n))) / a[i][i]
    return x


def dwt53(data, file, width, height, levels, component):
    """The reversible 5/3 wavelet of ITU-T T.800, columns first, with integer
    division as in C; bands LL, HL, LH, HH in a row, as the program writes them."""
    def c_div(n, d):
        return int(n / d)

    def line(v):
        n = len(v)
        def at(i):
            return i if 0 <= i < n else (-i if i < 0 else 2 * (n - 1) - i)
        out = list(v)
        for i in range(1, n, 2):
            out[i] -= c_div(out[at(i - 1)] + out[at(i + 1)], 2)
        for i in range(0, n, 2):
            out[i] += c_div(out[at(i - 1)] + out[at(i + 1)] + 2, 4)
        return out[0::2], out[1::2]

    raw = (data / file).read_bytes()
    image = [[raw[(y * width + x) * 3 + component] - 128 for x in range(width)] for y in range(height)]
    tail = []
    for _ in range(levels):
        columns = [line([row[x] for row in image]) for x in range(len(image[0]))]
        low = [[c[0][y] for c in columns] for y in range(len(columns[0][0]))]
        high = [[c[1][y] for c in columns] for y in range(len(columns[0][1]))]
        ll, hl = zip(*(line(row) for row in low))
        lh, hh = zip(*(line(row) for row in high))
        tail = [v for band in (hl, lh, hh) for row in band for v in row] + tail
        image = [list(row) for row in ll]
    samples = [v for row in image for v in row] + tail
    return [max(0, min(255, v + 128)) for v in samples]


def hotspot(data, temperature, power, size, steps):
    """The temperatures of a chip after `steps` explicit steps of the heat
    equation, neighbours beyond the edge being the cell itself. (The OpenMP
    twin steps 1000 times finer and leaves some cells out, so it can't tell.)"""
    t = [float(v) for v in (data / temperature).read_text().split()]
    p = [float(v) for v in (data / power).read_text().split()]
    thickness, edge, conductivity, heat = 0.0005, 0.016 / size, 100, 1.75e6
    capacity = 0.5 * heat * thickness * edge * edge
    rx = ry = 1 / (2.0 * conductivity * thickness)
    rz = thickness / (conductivity * edge * edge)
    step = 0.001 / (3.0e6 / (0.5 * thickness * heat))
    for _ in range(steps):
        new = []
        for y in range(size):
            for x in range(size):
                here = t[y * size + x]
                north, south = t[max(y - 1, 0) * size + x], t[min(y + 1, size - 1) * size + x]
                west, east = t[y * size + max(x - 1, 0)], t[y * size + min(x + 1, size - 1)]
                new.append(here + step / capacity * (p[y * size + x] + (south + north - 2 * here) / ry
                                                     + (east + west - 2 * here) / rx + (80.0 - here) / rz))
        t = new
    return [v for i, value in enumerate(t) for v in (i, value)]


def write(data, spec):
    """Makes one input: {"make": writer, "to": path below the data folder, ...settings}."""
    settings = {k: v for k, v in spec.items() if k not in ("make", "to")}
    path = Path(data) / spec["to"]
    path.parent.mkdir(parents=True, exist_ok=True)
    globals()[spec["make"]](path, **settings)


def reference(data, spec):
    """Computes one reference: {"compute": function, ...settings}."""
    settings = {k: v for k, v in spec.items() if k != "compute"}
    return globals()[spec["compute"]](Path(data), **settings)
