#!/usr/bin/env python3
# Tests the audit's page in a real browser: content, safety, speed, accessibility.
# SPDX-License-Identifier: Apache-2.0
"""check.py CHECK...           run these checks; default: all
check.py --list             list the checks
check.py --page FILE.html   run the checks for any page on a page that the program wrote
check.py --tool PROGRAM     let the program write the page of a project of test/projects/, and check that page

Needs Chromium; `axe` also needs npm, which fetches axe-core into --build DIR once. Exit status: 0 all checks pass, 1 one
fails, 77 a requirement of a check is not installed.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import payload as payloads
from browser import Browser, Failed, find

HERE = Path(__file__).resolve().parent
SKIPPED = 77


class Skip(Exception):
    pass


def same(got, wanted, what):
    if got != wanted:
        raise Failed(f"{what}: got {got!r}, wanted {wanted!r}")


def holds(condition, what):
    if not condition:
        raise Failed(what)


class Bench:
    """A browser, and pages that are written once."""

    def __init__(self, browser, folder, build, given=None):
        self.browser, self.folder, self.build, self.given = browser, Path(folder), build, given
        self.made = {}

    def payload(self, name):
        if name not in self.made:
            self.made[name] = getattr(payloads, name)()
        return self.made[name]

    def url(self, name, address=""):
        if name == "given":
            return self.given.resolve().as_uri() + address
        path = self.folder / f"{name}.html"
        if not path.exists():
            path.write_text(payloads.assemble(self.payload(name)))
        return path.as_uri() + address

    def open(self, name, address="", **options):
        page = self.browser.open(self.url(name, address), **options)
        page.wait("performance.getEntriesByName('causeway-ready').length > 0")
        return page


def quiet(page):
    same(page.errors, [], "the console")


def text(page, selector):
    return page.js(f"document.querySelector({json.dumps(selector)})?.innerText ?? null")


def texts(page, selector):
    return page.js(f"[...document.querySelectorAll({json.dumps(selector)})].map((e) => e.innerText.trim())")


def click(page, selector):
    page.js(f"document.querySelector({json.dumps(selector)}).click()")


def settle(page):
    """Waits until the page has drawn the requested change."""
    page.js("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))))")


# ---- What it shows ---------------------------------------------------------------------------------------------------


def parts_come_in_the_order_of_the_questions(bench):
    page = bench.open("small")
    same(
        page.js("[...document.querySelectorAll('#report > section:not([hidden])')].map((s) => s.id)"),
        ["moves", "cost", "since", "needs", "chips", "tree", "kernels", "files", "findings"],
        "parts",
    )
    empty = page.js(
        "[...document.querySelectorAll('#report > section:not([hidden]) .body')].filter((b) => !b.innerText.trim()).length"
    )
    same(empty, 0, "parts without content")
    same(page.js("document.title"), "small: CUDA audit", "title")
    quiet(page)


def figures_are_those_of_the_payload(bench):
    data = bench.payload("small")
    page = bench.open("small")
    total = data["summary"]
    rows = page.js(
        "[...document.querySelectorAll('.moves tbody tr')].map((r) => [...r.querySelectorAll('td.num:not(.share)')].map((c) => Number(c.innerText.replaceAll(',', ''))))"
    )
    wanted = [
        [total[k][e] for e in payloads.EFFORTS] + [total[k]["cuda" if k in ("lines", "files") else "total"]]
        for k in ("uses", "lines", "files", "kernels")
    ]
    same(rows, wanted, "how much moves")
    minutes = total["minutes"]["total"]
    cost = f"{minutes / 120:.1f} h to {minutes / 30:.1f} h (not calibrated)"
    holds(cost in text(page, "#cost .figure"), f"the cost says {text(page, '#cost .figure')!r}, not {cost!r}")
    holds(cost in text(page, "#top"), f"the head says {text(page, '#top')!r}")
    same(page.js("document.getElementById('bound').hidden"), total["unreadFiles"] == 0, "no bound is told")
    same(page.js("document.querySelectorAll('.decisions tbody tr').length"), len(data["decisions"]), "decisions")
    names = [d["name"] for d in data["decisions"]]
    first = page.js(
        "[...document.querySelectorAll('.decisions .head')].map((e) => e.querySelector('.mono').textContent)"
    )
    same(first, names, "decisions, dearest first")
    every = page.js("[...document.querySelectorAll('.decisions .head .mono')].map((e) => e.textContent)")
    same(every, [n["name"] for d in data["decisions"] for n in d["names"]], "all names of the decisions")
    for effort, weight in data["weights"].items():
        if effort != "auto":
            first = weight["first"]
            holds(
                (f"{first} min" if first < 60 else f"{first // 60} h") in text(page, ".rows.cost"),
                f"weight of {effort} is not stated",
            )
    lede = text(page, "#top")
    left = [f for f in data["findings"] if f["effort"] != "auto"]
    share = f"{100 * total['uses']['auto'] / total['uses']['total']:.1f} %"
    for piece in (share, f"{len(left)} places in {len({f['file'] for f in left})} files", f"{len(names)} decisions"):
        holds(piece in lede, f"the first sentence lacks {piece!r}: {lede!r}")
    quiet(page)


def chips_show_what_is_native_emulated_absent_unknown_and_over(bench):
    data = bench.payload("small")
    page = bench.open("small")
    words = {
        "native": "native",
        "emulated": "emulated",
        "absent": "absent",
        "unknown": "unknown",
        "over": "over limit",
        "ok": "within",
    }
    got = page.js(
        "[...document.querySelectorAll('.matrix tbody:not([hidden]) tr')].map((r) => [...r.querySelectorAll('.support a > span:not(.sr)')].map((s) => s.innerText))"
    )
    wanted = [[words[p["verdict"]] for p in data["profiles"]]]
    for extension in data["extensions"]:
        wanted.append(
            [words[p["extensions"].get(extension["name"], {"support": "unknown"})["support"]] for p in data["profiles"]]
        )
    for need in data["needs"]:
        wanted.append([words[p["limits"][need["id"]]["status"]] for p in data["profiles"]])
    same(got, wanted, "matrix")
    holds(
        {w for row in wanted for w in row} >= {"native", "emulated", "absent", "unknown", "over limit"},
        "the payload lacks a sign",
    )
    page.go(bench.url("small", "#chips?chip=beta-90"))
    card = page.js("[...document.querySelectorAll('details.chip')].filter((d) => d.open).map((d) => d.textContent)")
    same(len(card), 1, "open chips")
    for piece in (
        "Gaps",
        "absent from this chip",
        "[1] The chip guide",
        "the code: 32 lanes",
        "the code: 512 × 16 × 1 threads",
        "FP8: bytes must be",
    ):
        holds(piece in card[0], f"the chip's notes lack {piece!r}")
    quiet(page)


def treemap_areas_are_the_work_and_a_table_says_the_same(bench):
    data = bench.payload("many")
    page = bench.open("many", "#tree")
    page.wait("document.querySelectorAll('.tile').length > 3")
    tiles = page.js(
        "[...document.querySelectorAll('.tile')].map((t) => [t.href.split('#')[1], t.classList.contains('leaf'), t.offsetLeft, t.offsetTop, t.offsetWidth, t.offsetHeight])"
    )
    width, height = page.js("[treemap.map.clientWidth, treemap.map.clientHeight]")
    minutes = {f["path"]: f["minutes"] for f in data["files"]}
    top = {}
    for path, value in minutes.items():
        top[path.split("/")[0]] = top.get(path.split("/")[0], 0) + value
    for address, leaf, x, y, w, h in tiles:
        holds(x >= 0 and y >= 0 and x + w <= width + 2 and y + h <= height + 2, f"{address} leaves the map")
    whole = sum(minutes.values())
    seen = 0
    for address, leaf, x, y, w, h in tiles:
        folder = address.removeprefix("tree?dir=").split("%2F")[0]
        if (
            not leaf
            and address in (f"tree?dir={folder}", "tree?dir=apps%2Fdemo", "tree?dir=render%2Fgl")
            and folder in top
        ):
            seen += 1
            share = w * h / (width * height)
            holds(
                abs(share - top[folder] / whole) < 0.015,
                f"{folder}: {share:.3f} of the area for {top[folder] / whole:.3f} of the work",
            )
    same(seen, sum(v > 0 for v in top.values()), "folders in the map")
    rows = page.js(
        "[...document.querySelectorAll('.treemap-table tbody tr')].map((r) => r.innerText.split('\\t').map((t) => t.trim()))"
    )
    same(len(rows), len(top), "rows of the table")
    same(
        sum(int(r[1].replace(",", "")) for r in rows),
        sum(f["uses"]["total"] - f["uses"]["auto"] for f in data["files"]),
        "open uses in the table",
    )
    # Into a folder and back.
    click(page, ".tile.folder")
    page.wait("location.hash.startsWith('#tree?dir=')")
    page.wait("document.querySelectorAll('.crumbs li').length > 1")
    page.js("history.back()")
    page.wait("document.querySelectorAll('.crumbs li').length === 1")
    quiet(page)


def a_project_without_cuda_and_one_without_work_say_so(bench):
    page = bench.open("empty")
    holds("No use of CUDA" in text(page, "#top"), text(page, "#top"))
    quiet(page)
    page = bench.open("clean")
    holds("All of its CUDA migrates automatically" in text(page, "#top"), text(page, "#top"))
    holds("Nothing is left" in text(page, "#cost"), text(page, "#cost"))
    quiet(page)


def what_has_changed_is_told_where_there_is_a_baseline(bench):
    data = bench.payload("small")
    page = bench.open("small")
    told = text(page, "#since")
    for piece in (
        "last-week.json",
        "−14 h of work",
        "1 new",
        "cudaNewThing",
        "1 gone",
        "cudaGraphicsUnmapResources",
        "blocked −2",
    ):
        holds(piece in told, f"the changes lack {piece!r}: {told!r}")
    click(page, "#since a.small")
    page.wait("document.querySelector('#findings .count').innerText.startsWith('1 of ')")
    new = [data["findings"][i]["name"] for i in data["baseline"]["new"]]
    same(texts(page, ".findings tbody .head > .mono"), new, "new findings")
    page = bench.open("clean")
    same(
        page.js(
            "[document.querySelector('#since').hidden, [...document.querySelectorAll('#contents a')].some((a) => a.hash === '#since')]"
        ),
        [True, False],
        "without a baseline",
    )
    quiet(page)


def data_that_cannot_be_read_is_told(bench):
    good = payloads.assemble(bench.payload("small"))
    for name, page_text, word in (
        ("newer", payloads.assemble({**bench.payload("small"), "version": 2}), "version 2"),
        ("broken", re.sub(r'("version")', r"\1\1", good, count=1), "cannot be read"),
    ):
        path = bench.folder / f"{name}.html"
        path.write_text(page_text)
        page = bench.browser.open(path.as_uri())
        holds(word in (text(page, "#trouble") or ""), f"{name}: {text(page, '#trouble')!r}")
        same(page.errors, [], f"{name}: the console")


# ---- Finding one's way -----------------------------------------------------------------------------------------------


def filters_and_search_show_what_fits(bench):
    data = bench.payload("small")
    page = bench.open("small", "#findings")
    findings = data["findings"]

    def shown():
        return page.js(
            "[document.querySelectorAll('.findings tbody tr').length, document.querySelector('#findings .count').innerText]"
        )

    def expect(test, what):
        n = sum(map(test, findings))
        rows, said = shown()
        same(rows, min(n, first), f"{what}: rows")
        holds(
            said.startswith(f"{n} of {len(findings)} ") or not n and said.startswith("None"), f"{what}: says {said!r}"
        )

    first = page.js("LISTS.get('findings').chunk")
    holds(first < len(findings), "the payload fits at once, so that nothing is left to show")
    same(shown(), [first, f"{len(findings)} findings; the first {first} are shown"], "at first")
    same(page.js("document.querySelector('#findings .count').getAttribute('aria-live')"), "polite", "aria-live")
    page.js("document.querySelector('#findings-q').focus()")
    page.type("cudamem")
    expect(lambda f: "cudamem" in f["name"].lower(), "search")
    page.js("document.querySelector('#findings .quiet').click()")
    same(shown()[0], first, "rows after clearing")
    click(page, "#findings .more .button")
    same(shown(), [len(findings), f"{len(findings)} findings"], "all of them")
    same(
        page.js("[...document.querySelectorAll('.findings tbody tr')].indexOf(document.activeElement)"),
        first,
        "the focus goes to the first new row",
    )
    holds(page.js("document.querySelector('#findings .more').hidden"), "there is nothing more to show")
    for value in ("manual", "blocked"):
        click(page, f"#findings input[value={value}]")
    expect(lambda f: f["effort"] in ("manual", "blocked"), "two classes")
    page.js(
        "(() => { const s = document.querySelector('#findings-area'); s.value = 'libs'; s.dispatchEvent(new Event('change')); })()"
    )
    expect(lambda f: f["effort"] in ("manual", "blocked") and f["area"] == "libs", "classes and area")
    for key, of in (
        ("verdict", lambda f: [f["verdict"]]),
        ("kind", lambda f: [f["kind"]]),
        ("needs", lambda f: f["needs"]),
        ("confidence", lambda f: [f["confidence"]]),
        ("file", lambda f: [data["files"][f["file"]]["path"]]),
    ):
        page.js("document.querySelector('#findings .quiet').click()")
        value = page.js(
            f"(() => {{ const s = document.querySelector('#findings-{key}'); s.selectedIndex = 1; s.dispatchEvent(new Event('change')); return s.value; }})()"
        )
        expect(lambda f: value in of(f), f"{key} {value}")
    page.js("document.querySelector('#findings .quiet').click()")
    page.type("no such thing")
    same(shown(), [0, f"None of the {len(findings)} findings matches."], "nothing")
    quiet(page)


def lists_sort_by_their_heads(bench):
    page = bench.open("small", "#files")
    for label, direction in (("Uses", "descending"), ("Uses", "ascending"), ("File", "ascending")):
        page.js(f"[...document.querySelectorAll('.files .sorter')].find((b) => b.innerText === '{label}').click()")
        same(
            page.js(
                f"[...document.querySelectorAll('.files th')].find((t) => t.innerText === '{label}').getAttribute('aria-sort')"
            ),
            direction,
            label,
        )
        column = 4 if label == "Uses" else 0
        values = page.js(
            f"[...document.querySelectorAll('.files tbody tr')].map((r) => r.children[{column}].innerText.split('\\n')[0])"
        )
        keys = [int(v) for v in values] if label == "Uses" else values
        same(keys, sorted(keys, reverse=direction == "descending"), f"order by {label}")
    quiet(page)


def addresses_carry_the_view_and_back_returns_to_it(bench):
    page = bench.open("small", "#findings?effort=review&q=ballot")
    same(page.js("document.querySelectorAll('.findings tbody tr').length"), 1, "rows of the address")
    same(
        page.js(
            "[document.querySelector('#findings-q').value, document.querySelector('#findings input[value=review]').checked]"
        ),
        ["ballot", True],
        "filters of the address",
    )
    holds(
        page.js(
            "(() => { const r = document.querySelector('#findings h2').getBoundingClientRect(); return r.top >= 0 && r.bottom < innerHeight; })()"
        ),
        "the part is not in view",
    )
    page.js("scrollBy(0, 40)")
    at = page.js("scrollY")
    click(page, ".findings tbody .place")
    page.wait("document.body.dataset.view === 'file'")
    holds(page.js("location.hash").startswith("#file?path=src%2Fmath%2Freduce.cuh&line="), page.js("location.hash"))
    page.js("history.back()")
    page.wait("document.body.dataset.view === 'report'")
    same(page.js("document.querySelectorAll('.findings tbody tr').length"), 1, "rows after going back")
    holds(abs(page.js("scrollY") - at) < 3, f"back at {page.js('scrollY')}, left at {at}")
    page.js("history.forward()")
    page.wait("document.body.dataset.view === 'file'")
    # A user who types and leaves at once still returns to the typed text, and the link still works.
    page.go(bench.url("small", "#findings"))
    page.js(
        "(() => { const i = document.querySelector('#findings-q'); i.value = 'ballot'; i.dispatchEvent(new Event('input')); document.querySelector('.findings tbody .place').click(); })()"
    )
    page.wait("document.body.dataset.view === 'file'")
    time.sleep(0.4)
    holds(page.js("location.hash").startswith("#file?"), "a late filter has changed the address")
    page.js("history.back()")
    page.wait("location.hash === '#findings?q=ballot'")
    # A filter is written into the address, so that it survives a reload.
    page.go(bench.url("small", "#findings"))
    click(page, "#findings input[value=blocked]")
    page.wait("location.hash === '#findings?effort=blocked'")
    loads = page.loads
    page.call("Page.reload")
    bench.browser.until(lambda: page.loads > loads, "reload")
    blocked = bench.payload("small")["summary"]["uses"]["blocked"]
    same(page.js("document.querySelectorAll('.findings tbody tr').length"), blocked, "rows after a reload")
    for address in (
        "#file?path=no/such/file",
        "#nowhere",
        "#file?path=app%2Fview.cu&line=9999",
        "#findings?effort=nonsense&sort=x",
        "#chips?chip=__proto__",
        "#tree?dir=a/b/c",
        "#findings?decision=x",
        "#%",
    ):
        page.go("about:blank")
        page.go(bench.url("small", address))
        same(page.js("document.querySelectorAll('#trouble p').length"), 0, address)
    quiet(page)


def a_file_shows_its_source_with_the_findings_in_place(bench):
    data = bench.payload("small")
    page = bench.open("small")
    for index, file in enumerate(data["files"]):
        page.js(f"location.hash = hash('file', {{ path: {json.dumps(file['path'])} }})")
        page.wait(f"document.querySelector('#file-h')?.innerText === {json.dumps(file['path'])}")
        source = data["sources"][file["path"]]
        lines = page.js(
            "[...document.querySelectorAll('ol.source > li > code')].map((c) => { const k = c.cloneNode(true); k.querySelectorAll('ins').forEach((i) => i.remove()); return k.textContent.replace('\\u00a0', ''); })"
        )
        same(lines, source.rstrip("\n").split("\n"), f"source of {file['path']}")
        wanted = sorted(
            (f["line"], f["name"], f.get("replacement", "")) for f in data["findings"] if f["file"] == index
        )
        got = page.js(
            "[...document.querySelectorAll('ol.source .mark')].map((m) => [Number(m.closest('li').id.slice(1)), m.textContent, m.nextElementSibling?.matches('ins') ? m.nextElementSibling.textContent : ''])"
        )
        same(sorted(map(tuple, got)), wanted, f"marks of {file['path']}")
        open_ones = [f for f in data["findings"] if f["file"] == index and f["effort"] != "auto"]
        remarks = page.js("[...document.querySelectorAll('ol.source .remark')].map((e) => e.textContent).join('\\n')")
        for f in open_ones:
            holds(f["message"] in remarks and f.get("instead", "") in remarks, f"{f['name']} is not explained")
    page.go(bench.url("small", "#file?path=src%2Fsignal%2Fspectrum.cu"))
    steps = []
    for _ in range(3):
        page.js("[...document.querySelectorAll('.file-tools button')].find((b) => b.innerText === 'Next open').click()")
        steps.append(page.js("document.querySelector('.target').id"))
    same(steps, ["L7", "L8", "L12"], "next open")
    holds(
        page.js(
            "(() => { const r = document.querySelector('.target').getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight; })()"
        ),
        "the line is not in view",
    )
    quiet(page)


def theme_follows_the_system_and_the_button(bench):
    page = bench.open("small", dark=True)
    lightness = "(() => { const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).map(Number); return r + g + b; })()"
    holds(page.js(lightness) < 150, "a dark system gets a light page")
    click(page, "#theme")
    holds(page.js(lightness) > 600, "the button does not make it light")
    click(page, "#theme")
    page.media(dark=False)
    holds(page.js(lightness) < 150, "the button does not make it dark")
    click(page, "#theme")
    holds(page.js(lightness) > 600, "the button does not go back to the system")
    quiet(page)


# ---- Who can read it -------------------------------------------------------------------------------------------------


def keyboard_reaches_and_works_everything(bench):
    page = bench.open("small")
    page.press("Tab")
    same(page.js("document.activeElement.innerText"), "Skip to the report", "first stop")
    stops = set()
    for _ in range(400):
        page.press("Tab")
        what = page.js(
            """(() => { const e = document.activeElement; if (e === document.body) return null;
          const s = getComputedStyle(e.matches('.toggle input') ? e.nextElementSibling : e), r = e.getBoundingClientRect();
          return [e.id || e.className.toString().split(' ')[0] || e.tagName, s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
                  r.bottom > 0 && r.top < innerHeight]; })()"""
        )
        if what is None:
            break
        holds(what[1], f"the focus on {what[0]} cannot be seen")
        holds(what[2], f"the focus on {what[0]} is out of view")
        stops.add(what[0])
    else:
        raise Failed("Tab never comes to the end")
    for stop in ("theme", "sorter", "scroll", "tile", "findings-q", "findings-area", "place"):
        holds(stop in stops, f"Tab does not reach {stop}: {sorted(stops)}")
    # The map is one stop; arrows move in it, Enter opens.
    page.js("document.querySelector('.tile').focus()")
    same(
        page.js("[...document.querySelectorAll('.tile')].filter((t) => t.tabIndex === 0).length"), 1, "stops of the map"
    )
    before = page.js("document.activeElement.getAttribute('href')")
    page.press("ArrowRight")
    holds(
        page.js("document.activeElement.matches('.tile') && document.activeElement.getAttribute('href')") != before,
        "the arrow does not move",
    )
    page.press("End")
    page.js("[...document.querySelectorAll('.tile.leaf')].at(-1).focus()")
    page.press("Enter")
    page.wait("document.body.dataset.view === 'file'")
    page.js("history.back()")
    page.wait("document.body.dataset.view === 'report'")
    # A class by the space bar, a head by Enter.
    page.js("document.querySelector('#findings input[value=review]').focus()")
    page.press(" ")
    same(page.js("document.querySelectorAll('.findings tbody tr').length"), 2, "rows after the space bar")
    page.js("document.querySelector('.findings .sorter').focus()")
    page.press("Enter")
    same(page.js("document.querySelector('.findings th').getAttribute('aria-sort')"), "descending", "sorted by Enter")
    quiet(page)


CONTRAST = """(() => {
  const parse = (c) => { const m = c.match(/^rgba?\\(([^)]+)\\)/); if (m) { const v = m[1].split(/[ ,\\/]+/).map(Number); return [v[0], v[1], v[2], v[3] ?? 1]; }
    const k = c.match(/^color\\(srgb ([^)]+)\\)/); if (k) { const v = k[1].split(/[ \\/]+/).map(Number); return [v[0] * 255, v[1] * 255, v[2] * 255, v[3] ?? 1]; }
    const o = c.match(/^oklab\\(([^)]+)\\)/); if (o) { const [L, a, b, al] = o[1].split(/[ \\/]+/).map(Number);
      const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3, m2 = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3, s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
      const lin = [4.0767416621 * l - 3.3077115913 * m2 + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m2 - 0.3413193965 * s, -0.0041960863 * l - 0.7034186147 * m2 + 1.707614701 * s];
      return [...lin.map((x) => 255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055)), al ?? 1]; }
    throw new Error('colour ' + c); };
  const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const lum = (c) => { const [r, g, b] = c.map((x) => { x /= 255; return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ratio = (a, b) => { const [x, y] = [lum(a), lum(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const ground = (e) => { const stack = []; for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0) stack.push(c); if (c[3] === 1) break; }
    let at = [255, 255, 255, 1]; for (const c of stack.reverse()) at = over(c, at); return at; };
  const poor = new Map(); let checked = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || e.closest('script, .sr, option') || !e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const s = getComputedStyle(e), size = parseFloat(s.fontSize), large = size >= 24 || (size >= 18.66 && Number(s.fontWeight) >= 700);
    const under = ground(e), r = ratio(over(parse(s.color), under), under);
    checked++;
    if (r < (large ? 3 : 4.5)) poor.set(e.tagName + '.' + e.className, r.toFixed(2) + ' ' + e.textContent.trim().slice(0, 30));
  }
  for (const g of document.querySelectorAll('.glyph, .bar > span')) {
    if (!g.checkVisibility()) continue;
    const s = getComputedStyle(g), under = ground(g.parentElement.closest(':not(.bar)'));
    const r = ratio(parse(g.matches('.glyph') ? s.fill : s.backgroundColor), under);
    checked++;
    if (r < 3) poor.set('sign ' + g.getAttribute('class') + ' in ' + g.parentElement.className, r.toFixed(2));
  }
  return [checked, [...poor]];
})()"""


def contrast_is_enough_in_light_and_in_dark(bench):
    for dark in (False, True):
        for address in ("", "#file?path=src%2Fsignal%2Fspectrum.cu&line=8"):
            page = bench.open("small", address, dark=dark, reduced=True)
            page.js("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
            settle(page)
            checked, poor = page.js(CONTRAST)
            holds(checked > 30, f"only {checked} texts were looked at")
            same(poor, [], f"contrast, {'dark' if dark else 'light'}, {address or 'report'}")
            page.close()


def axe_finds_nothing_serious(bench):
    script = axe_script(bench.build)
    report, file = ("small", ""), ("small", "#file?path=src%2Fsignal%2Fspectrum.cu&line=8")
    for dark in (False, True):
        for width in (1280, 360):
            for name, address in (
                (report, file) if dark or width < 500 else (report, file, ("clean", ""), ("empty", ""))
            ):
                page = bench.open(name, address, dark=dark, width=width, mobile=width < 500, reduced=True)
                page.js("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
                settle(page)
                page.js(script + ";0")
                found = page.js(
                    "axe.run(document, { resultTypes: ['violations', 'incomplete'] }).then((r) => [r.passes.length, r.violations.map((v) => [v.impact, v.id, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160))])])"
                )
                holds(found[0] > 10, "axe looked at nothing")
                serious = [v for v in found[1] if v[0] in ("serious", "critical")]
                for impact, rule, nodes in found[1]:
                    print(f"axe: {impact}: {rule}: {name}{address} {width} {'dark' if dark else 'light'}: {nodes}")
                same(serious, [], f"axe, {name}{address}, {width} wide, {'dark' if dark else 'light'}")
                page.close()


def axe_script(build):
    """axe-core's text, fetched by npm once."""
    folder = Path(build)
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        npm = shutil.which("npm")
        if not npm:
            raise Skip("npm is not installed, so there is no axe-core")
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        done = subprocess.run(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True
        )
        if done.returncode or not script.exists():
            raise Skip(f"npm could not fetch axe-core: {done.stderr.strip()[-500:]}")
    return script.read_text()


def a_phone_shows_all_without_scrolling_sideways(bench):
    for name, address in (("small", ""), ("many", ""), ("hostile", ""), ("small", "#file?path=src%2Fmath%2Fsaxpy.cu")):
        page = bench.open(name, address, width=360, height=740, mobile=True)
        page.js("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        settle(page)
        wide = page.js("document.documentElement.scrollWidth")
        holds(wide <= 360, f"{name}{address} is {wide} wide")
        small = page.js(
            """[...document.querySelectorAll('#main *')].filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())
          && parseFloat(getComputedStyle(e).fontSize) < 11).map((e) => e.className).slice(0, 3)"""
        )
        same(small, [], "texts too small to read")
        low = page.js(
            "[...document.querySelectorAll('.toggle input + span, .button, select, input[type=search]')].filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 24).length"
        )
        same(low, 0, "controls too small to touch")
        page.close()


def paper_has_everything_that_matters_and_no_controls(bench):
    data = bench.payload("small")
    page = bench.open("small")
    # The content during printing is checked from inside the page.
    page.js(
        """addEventListener('beforeprint', () => setTimeout(() => {}, 0));
      window.seen = null; matchMedia('print').addEventListener('change', (e) => { if (e.matches) { window.seen = look(); } });
      window.look = () => ({ controls: [...document.querySelectorAll('button, input, select, nav')].filter((e) => e.checkVisibility() && e.getBoundingClientRect().height && !e.matches('.sorter, .crumbs')).length,
        chips: [...document.querySelectorAll('details.chip')].filter((d) => d.open).length, kernels: document.querySelectorAll('.kernels tbody tr').length,
        bound: document.querySelector('#bound').checkVisibility() ? document.querySelector('#bound').innerText : '',
        findings: [...document.querySelectorAll('.findings tbody tr')].map((r) => r.children[0].innerText), said: document.querySelector('#findings .cut').innerText }); 0"""
    )
    page.call("Emulation.setEmulatedMedia", media="print")
    page.js("dispatchEvent(new Event('beforeprint'))")
    seen = page.js("look()")
    same(seen["controls"], 0, "controls on paper")
    holds("could not be read in full" in seen["bound"], f"paper says of the figures' worth {seen['bound']!r}")
    same(seen["chips"], len(data["profiles"]), "chips on paper")
    same(seen["kernels"], len(data["kernels"]), "kernels on paper")
    left = [f for f in data["findings"] if f["effort"] != "auto"]
    same(len(seen["findings"]), len(left), "findings on paper")
    holds(
        f"{len(data['findings']) - len(left)} of {len(data['findings'])} findings are not printed" in seen["said"],
        seen["said"],
    )
    page.js("dispatchEvent(new Event('afterprint'))")
    page.call("Emulation.setEmulatedMedia", media="")
    same(
        page.js(
            "[document.querySelectorAll('.findings tbody tr').length, document.querySelectorAll('details.chip[open]').length]"
        ),
        [page.js("LISTS.get('findings').chunk"), 0],
        "after printing",
    )
    sheet = page.pdf()
    holds(sheet.startswith(b"%PDF") and len(sheet) > 20000, "no sheet of paper")
    quiet(page)


def motion_stays_off_where_it_is_unwanted(bench):
    page = bench.open("small", reduced=True)
    moving = page.js(
        "[...document.querySelectorAll('*')].filter((e) => { const s = getComputedStyle(e); return s.animationName !== 'none' || s.transitionDuration.split(',').some((t) => parseFloat(t) > 0) || s.scrollBehavior === 'smooth'; }).length"
    )
    same(moving, 0, "elements that move")


# ---- What it lets through --------------------------------------------------------------------------------------------


def nothing_is_asked_of_the_network(bench):
    page = bench.open("small")
    for address in ("#findings", "#chips?chip=host", "#file?path=app%2Fview.cu", "#tree?dir=src"):
        page.js(f"location.hash = {json.dumps(address)}")
        settle(page)
    foreign = [u for u in page.requests if not u.startswith(("data:", bench.folder.as_uri()))]
    same(foreign, [], "requests")
    quiet(page)
    # If the page made a request, the browser would refuse it.
    refused = page.js(
        """new Promise((done) => { const seen = []; addEventListener('securitypolicyviolation', (e) => { seen.push(e.effectiveDirective); if (seen.length === 4) done(seen.sort()); });
      new Image().src = 'https://example.invalid/a.png'; fetch('https://example.invalid/').catch(() => 0);
      const s = document.createElement('script'); s.textContent = 'window.pwned = 1'; document.body.append(s);
      const f = document.createElement('iframe'); f.src = 'https://example.invalid/'; document.body.append(f); setTimeout(() => done(seen.sort()), 3000); })"""
    )
    same(refused, ["connect-src", "frame-src", "img-src", "script-src-elem"], "what the policy refuses")
    same(page.js("window.pwned"), None, "a script that was put in")


def names_are_text_whatever_they_hold(bench):
    data = bench.payload("hostile")
    page = bench.open("hostile")

    def harmless(where):
        same(page.js("window.pwned"), None, f"{where}: script ran")
        same(
            page.js("document.querySelectorAll('main img, main script, main iframe, main object, main style').length"),
            0,
            f"{where}: elements out of data",
        )
        same(
            page.js(
                "[...document.querySelectorAll('a')].filter((a) => !/^(#|https?:)/.test(a.getAttribute('href'))).length"
            ),
            0,
            f"{where}: odd links",
        )
        same(
            page.js(
                "[...document.querySelectorAll('main *')].filter((e) => [...e.attributes].some((a) => a.name.startsWith('on'))).length"
            ),
            0,
            f"{where}: handlers",
        )
        same(
            page.js("/[\\u0000-\\u0008\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.innerText)"),
            False,
            f"{where}: invisible characters",
        )

    page.js("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    page.wait("document.querySelectorAll('details.chip .supports').length > 5")
    harmless("report")
    holds(
        "</script><script>window.pwned=1</script>" in page.js("document.body.textContent"),
        "the text is not shown as it is",
    )
    holds("⟨U+202E⟩gnp.exe" in page.js("document.querySelector('main').textContent"), "turned text is not spelled out")
    click(page, "#findings .more .button")
    same(page.js("document.querySelectorAll('.findings tbody tr').length"), len(data["findings"]), "findings")
    for file in data["files"]:
        page.js(f"location.hash = hash('file', {{ path: {json.dumps(file['path'])} }})")
        page.wait("document.body.dataset.view === 'file'")
        settle(page)
        holds(
            page.js("document.querySelectorAll('ol.source > li').length")
            == len(data["sources"][file["path"]].split("\n")),
            f"{file['path']!r}: lines",
        )
        harmless(file["path"])
    page.js("location.hash = '#findings'")
    page.wait("document.body.dataset.view === 'report'")
    page.js(
        "document.querySelector('#findings-file').selectedIndex = 1; document.querySelector('#findings-file').dispatchEvent(new Event('change'))"
    )
    holds(
        0 < page.js("document.querySelectorAll('.findings tbody tr').length") < len(data["findings"]),
        "the filter by file",
    )
    harmless("filtered")
    quiet(page)


# ---- How fast it is --------------------------------------------------------------------------------------------------


def ten_thousand_findings_stay_quick(bench, name="many"):
    paints, readies, works = [], [], []
    for _ in range(4):  # a busy machine is slow at times
        page = bench.browser.open("about:blank")
        page.call("Performance.enable", timeDomain="threadTicks")
        before = metrics(page)
        page.go(bench.url(name))
        page.wait("performance.getEntriesByName('first-contentful-paint').length > 0")
        works.append(1000 * (metrics(page) - before))
        paints.append(page.js("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
        readies.append(page.js("performance.getEntriesByName('causeway-ready')[0].startTime"))
        if max(paints[-1], readies[-1]) < 1000:
            break
    rows = page.js("document.querySelectorAll('.findings tbody tr').length")
    print(
        f"{page.js('LISTS.get(`findings`).rows.length')} findings: first paint after {min(paints):.0f} ms, all there after "
        f"{min(readies):.0f} ms ({min(works):.0f} ms of work), {page.js('document.querySelectorAll(`*`).length')} elements"
    )
    holds(min(paints) < 2000, f"first paint after {min(paints):.0f} ms")
    holds(min(works) < 2000, f"all there after {min(works):.0f} ms of work")
    holds(rows <= 100, f"{rows} rows at once")
    # From the keystroke to the laid-out rows. The limit applies to the CPU time of the page's thread, which does not
    # depend on other load; the wall time is only printed.
    page.js("document.querySelector('#findings').scrollIntoView()")
    settle(page)
    acts = [
        (f"search {q!r}", f"input.value = {json.dumps(q)} + ' '.repeat(turn); input.dispatchEvent(new Event('input'))")
        for q in ("c", "cuda", "cudamal", "unit_01 warp", "zzz", "")
    ]
    acts += [(f"class {e}", f"document.querySelector('#findings input[value={e}]')?.click()") for e in payloads.EFFORTS]
    acts += [(f"sort {i}", f"document.querySelectorAll('#findings .sorter')[{i}].click()") for i in range(4)]
    worst = ("", 0)
    for what, act in acts:
        worked, clock = [], []
        for turn in range(9):
            if turn > 2 and min(worked) < 100:
                break
            settle(page)
            before = metrics(page)
            clock.append(
                page.js(
                    f"(() => {{ const turn = {turn}, input = document.querySelector('#findings-q'), t = performance.now(); {act}; document.body.offsetHeight; return performance.now() - t; }})()"
                )
            )
            worked.append(1000 * (metrics(page) - before))
        print(f"{what}: {min(worked):.0f} ms of work, {min(clock):.0f} ms on the clock")
        worst = max(worst, (what, min(worked)), key=lambda t: t[1])
    holds(worst[1] < 100, f"{worst[0]} takes {worst[1]:.0f} ms")
    quiet(page)


def metrics(page):
    """Seconds that the page's thread has worked."""
    return next(m["value"] for m in page.call("Performance.getMetrics")["metrics"] if m["name"] == "TaskDuration")


# ---- Over a page of the program --------------------------------------------------------------------------------------


def any_page(bench):
    """Checks that hold for every page of any project."""
    for width in (1280, 360):
        page = bench.open("given", width=width, mobile=width < 500)
        same(page.js("document.querySelectorAll('#trouble p').length"), 0, f"troubles: {text(page, '#trouble')!r}")
        wide = page.js("document.documentElement.scrollWidth")
        holds(wide <= width, f"{wide} wide on {width}")
        paths = page.js("JSON.parse(document.querySelector('#causeway-data').textContent).files.map((f) => f.path)")
        wrong = []
        for path in paths if width > 500 else paths[:5]:
            page.js(f"location.hash = hash('file', {{ path: {json.dumps(path)} }})")
            page.wait(
                f"document.querySelector('#file-h')?.textContent.length && document.body.dataset.view === 'file' && location.hash.includes(encodeURIComponent({json.dumps(path)}).slice(0, 8))"
            )
            wrong += (
                page.js(
                    """(() => { const a = JSON.parse(document.querySelector('#causeway-data').textContent); const i = a.files.findIndex((f) => f.path === %s);
              const marks = document.querySelectorAll('ol.source .mark').length; const n = a.findings.filter((f) => f.file === i).length; return marks < n ? [[%s, marks, n]] : []; })()"""
                    % (json.dumps(path), json.dumps(path))
                )
                if width > 500
                else []
            )
        for path, marks, n in wrong[:10]:
            print(f"{path}: {marks} marks for {n} findings")
        quiet(page)
    ten_thousand_findings_stay_quick(bench, "given")


CHECKS = [
    parts_come_in_the_order_of_the_questions,
    figures_are_those_of_the_payload,
    chips_show_what_is_native_emulated_absent_unknown_and_over,
    treemap_areas_are_the_work_and_a_table_says_the_same,
    a_project_without_cuda_and_one_without_work_say_so,
    what_has_changed_is_told_where_there_is_a_baseline,
    data_that_cannot_be_read_is_told,
    filters_and_search_show_what_fits,
    lists_sort_by_their_heads,
    addresses_carry_the_view_and_back_returns_to_it,
    a_file_shows_its_source_with_the_findings_in_place,
    theme_follows_the_system_and_the_button,
    keyboard_reaches_and_works_everything,
    contrast_is_enough_in_light_and_in_dark,
    axe_finds_nothing_serious,
    a_phone_shows_all_without_scrolling_sideways,
    paper_has_everything_that_matters_and_no_controls,
    motion_stays_off_where_it_is_unwanted,
    nothing_is_asked_of_the_network,
    names_are_text_whatever_they_hold,
    ten_thousand_findings_stay_quick,
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = {c.__name__: c for c in CHECKS}
    parser.add_argument("checks", nargs="*", metavar="CHECK")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--page", type=Path)
    parser.add_argument("--tool", type=Path)
    parser.add_argument("--build", default=str(HERE), help="where npm puts axe-core")
    args = parser.parse_args()
    if args.list:
        print("\n".join(names))
        return 0
    for name in args.checks:
        if name not in names:
            parser.error(f"unknown check '{name}'; --list names them")
    if not find():
        print("skipped: no Chromium is installed")
        return SKIPPED
    checks = [any_page] if args.page or args.tool else [names[n] for n in args.checks] or CHECKS
    status = 0
    with tempfile.TemporaryDirectory(prefix="causeway-page-") as folder, Browser.start() as browser:
        if args.tool:
            args.page = Path(folder) / "audit.html"
            projects = HERE.parent / "projects"
            subprocess.run([args.tool, "audit", "-q", projects, "--root", projects, "--html", args.page], check=True)
        for check in checks:
            start = time.monotonic()
            try:
                check(Bench(browser, folder, args.build, args.page))
                print(f"ok    {check.__name__} ({time.monotonic() - start:.1f} s)", flush=True)
            except Skip as why:
                print(f"skip  {check.__name__}: {why}", flush=True)
                status = status or SKIPPED
            except Failed as why:
                print(f"FAIL  {check.__name__}: {why}", flush=True)
                status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
