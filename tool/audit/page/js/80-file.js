// One file: its source, with the findings in place.
//
// SPDX-License-Identifier: Apache-2.0

// ---- The place of a finding in its line -----------------------------------------------------------------------------

const byteLength = (c) => (c < 0x80 ? 1 : c < 0x800 ? 2 : c === 0xfffd ? 1 : c < 0x10000 ? 3 : 4); // U+FFFD replaces one invalid byte

/** The index in `line` of byte `at`: columns of findings count bytes. */
function indexOfByte(line, at) {
  if (at <= 0) return 0;
  let count = 0,
    i = 0;
  while (i < line.length && count < at) {
    const c = line.codePointAt(i);
    count += byteLength(c);
    i += c > 0xffff ? 2 : 1;
  }
  return i;
}

/** Findings of one line as ranges that do not overlap. */
function rangesOf(line, findings) {
  const plain = !/[^\x00-\x7f]/.test(line);
  const ranges = [];
  let last = 0;
  for (const finding of findings) {
    const from = finding.column - 1,
      to = from + Math.max(1, finding.end - finding.begin);
    const begin = plain ? Math.min(from, line.length) : indexOfByte(line, from);
    const end = plain ? Math.min(to, line.length) : indexOfByte(line, to);
    if (begin < last || end <= begin) continue;
    ranges.push({ begin, end, finding });
    last = end;
  }
  return ranges;
}

// ---- Colours of the source ------------------------------------------------------------------------------------------

const C_TOKENS = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|(?![^]))|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|^[ \t]*#[ \t]*\w+/gm;
const SCRIPT_TOKENS = /#[^\n]*|"(?:\\.|[^"\\\n])*"/g;

/** Comments, strings and directives, each [begin, end, class] in the whole text. */
function tokensOf(text, path) {
  const pattern = /\.(cu|cuh|c|cc|cpp|cxx|h|hh|hpp|hxx|inl|inc|ipp)$/i.test(path)
    ? C_TOKENS
    : /(\.(mk|cmake|py|txt)|makefile)$/i.test(path)
      ? SCRIPT_TOKENS
      : null;
  if (!pattern) return [];
  const tokens = [];
  for (const match of text.matchAll(pattern)) {
    const first = match[0][0];
    const kind =
      match[0].startsWith('//') || match[0].startsWith('/*') || (first === '#' && pattern === SCRIPT_TOKENS)
        ? 'comment'
        : first === '"' || first === "'"
          ? 'string'
          : 'directive';
    tokens.push([match.index, match.index + match[0].length, kind]);
  }
  return tokens;
}

// ---- The view --------------------------------------------------------------------------------------------------------

class FileView {
  constructor(audit) {
    this.audit = audit;
    this.box = byId('file');
    this.path = null;
    this.inPlace = true;
  }

  show(path, line) {
    if (this.path !== path) this.draw(path);
    this.box.querySelector('.target')?.classList.remove('target');
    const row = line ? byId(`L${line}`) : null;
    if (!row) return null;
    row.classList.add('target');
    return row;
  }

  draw(path) {
    const { audit } = this;
    this.path = path;
    const index = audit.fileIndex.get(path);
    const title = h('h1', { id: 'file-h', tabindex: '-1', class: 'file-title' }, h('bdi', null, pathText(path)));
    const back = h('p', { class: 'back no-print' }, h('a', { href: '#files' }, 'All files'));
    if (index === undefined) {
      this.box.replaceChildren(back, title, h('p', { class: 'nothing' }, 'The audit has no such file.'));
      return;
    }
    const file = audit.files[index];
    const findings = audit.findingsOf(index);
    this.open = findings.filter(isOpen);
    const text = audit.source(path);
    const uses = file.uses ?? { total: 0 };
    const toggle = h('input', {
      type: 'checkbox',
      checked: this.inPlace,
      on: {
        change: () => {
          this.inPlace = toggle.checked;
          this.source.classList.toggle('plain', !this.inPlace);
        },
      },
    });
    this.source =
      text === null
        ? h(
            'div',
            null,
            h('p', { class: 'nothing' }, 'The page does not hold the text of this file; these are its findings.'),
            h(
              'ul',
              { class: 'plainlist' },
              findings.map((f) => h('li', null, `${f.line}: `, this.remark(f))),
            ),
          )
        : this.lines(text, findings, path);
    this.source.classList.toggle('plain', !this.inPlace);
    const step = (by, label) =>
      h('button', { type: 'button', class: 'button', on: { click: () => this.step(by) } }, label);
    this.status = h('span', { class: 'sr', role: 'status', 'aria-live': 'polite' });
    this.box.replaceChildren();
    put(this.box, [
      back,
      title,
      h(
        'p',
        { class: 'sub' },
        effortSign(file.effort),
        ` · ${counted(uses.total, 'use')}`,
        uses.total ? `, ${percent(uses.auto, uses.total)} automatic` : '',
        ` · ${duration(file.minutes)} of work left · ${num(file.cudaLines)} of ${counted(file.lines, 'line')} with CUDA`,
        file.newPath && file.newPath !== path
          ? [' · becomes ', mono(file.newPath.slice(file.newPath.lastIndexOf('/') + 1))]
          : null,
      ),
      bar(uses, uses.total),
      this.open.length
        ? h(
            'details',
            { class: 'fold open-here', open: this.open.length <= 12 },
            h('summary', null, `${counted(this.open.length, 'place')} left to people`),
            h(
              'ul',
              { class: 'plainlist' },
              this.open.map((f) =>
                h(
                  'li',
                  null,
                  effortSign(f.effort),
                  ' ',
                  mono(f.name),
                  ' ',
                  h('a', { href: placeHash(audit, index, f.line) }, `line ${num(f.line)}`),
                ),
              ),
            ),
          )
        : null,
      h(
        'div',
        { class: 'file-tools no-print' },
        h('label', { class: 'toggle' }, toggle, h('span', null, 'Replacements in place')),
        this.open.length ? [step(-1, 'Previous open'), step(1, 'Next open')] : null,
        h('a', { href: hash('findings', { file: path }) }, 'As a list'),
        this.status,
      ),
      this.source,
    ]);
  }

  /** The remarks below a line. `told` has the line that explains each decision; others refer to it. */
  remark(finding, told = new Map()) {
    const { audit } = this;
    const decision = audit.decisionById.get(finding.decision);
    const head = [effortSign(finding.effort), ' ', mono(finding.name), ' ', change(finding)];
    const before = told.get(decision);
    if (before) {
      const link = h('a', { href: placeHash(audit, finding.file, before) }, `line ${num(before)}`);
      return h('span', { class: 'remark' }, head, ' as in ', link);
    }
    if (decision) told.set(decision, finding.line);
    return h(
      'span',
      { class: 'remark' },
      head,
      finding.message ? [' ', finding.message] : null,
      finding.instead ? [' ', h('i', null, finding.instead)] : null,
      finding.verdict === 'unknown' && !finding.message ? ' No rule knows it.' : null,
      decision && decision.places > 1
        ? [' ', h('a', { href: hash('findings', { decision: decision.id }) }, `all ${num(decision.places)} places`)]
        : null,
    );
  }

  lines(text, findings, path) {
    const { audit } = this;
    const byLine = new Map();
    for (const f of findings) {
      if (!byLine.has(f.line)) byLine.set(f.line, []);
      byLine.get(f.line).push(f);
    }
    const tokens = tokensOf(text, path);
    const list = h('ol', { class: 'source', 'aria-label': `Source of ${path}` });
    const fileIndex = audit.fileIndex.get(path);
    const told = new Map();
    let start = 0,
      token = 0;
    const rows = text.split('\n');
    if (rows.at(-1) === '') rows.pop();
    rows.forEach((raw, i) => {
      const number = i + 1;
      const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
      const here = byLine.get(number) ?? [];
      while (token < tokens.length && tokens[token][1] <= start) token++;
      const code = h('code', null);
      this.fill(code, line, start, here.length ? rangesOf(line, here) : [], tokens, token);
      const notes = here.filter((f) => isOpen(f) || (f.replacement && !this.fits(f)) || f.message);
      const worst = here.reduce((w, f) => (EFFORTS.indexOf(f.effort) > EFFORTS.indexOf(w) ? f.effort : w), '');
      list.append(
        h(
          'li',
          { id: `L${number}`, class: here.length ? `has is-${worst}${here.some(isOpen) ? ' open' : ''}` : null },
          h(
            'a',
            {
              class: 'ln',
              href: placeHash(audit, fileIndex, number),
              'aria-label': `Line ${number}`,
              tabindex: here.length ? null : '-1',
            },
            String(number),
          ),
          code,
          notes.length
            ? h(
                'ul',
                { class: 'remarks' },
                notes.map((f) => h('li', null, this.remark(f, told))),
              )
            : null,
        ),
      );
      start += raw.length + 1;
    });
    return list;
  }

  fits(finding) {
    return finding.replacement.length <= 100 && !finding.replacement.includes('\n');
  }

  /** The text of one line: marks over tokens over plain text. */
  fill(code, line, start, ranges, tokens, token) {
    const plain = (from, to) => {
      let at = from;
      for (let t = token; t < tokens.length && tokens[t][0] < start + to; t++) {
        const begin = Math.max(at, tokens[t][0] - start),
          end = Math.min(to, tokens[t][1] - start);
        if (end <= begin) continue;
        if (begin > at) code.append(visible(line.slice(at, begin)));
        code.append(h('span', { class: tokens[t][2] }, line.slice(begin, end)));
        at = end;
      }
      if (at < to) code.append(visible(line.slice(at, to)));
    };
    let at = 0;
    for (const { begin, end, finding } of ranges) {
      plain(at, begin);
      const words = line.slice(begin, end);
      const title = [effortText(finding.effort).long, finding.message].filter(Boolean).join('. ');
      const replaced = finding.replacement && finding.replacement !== words && this.fits(finding);
      if (replaced)
        code.append(
          h('del', { class: `mark is-${finding.effort}`, title }, words),
          h('ins', { class: 'after' }, finding.replacement),
        );
      else code.append(h('mark', { class: `mark is-${finding.effort}`, title }, words));
      at = end;
    }
    plain(at, line.length);
    if (!line) code.append('\u00a0');
  }

  /** Goes to the next open place below or above the marked line. */
  step(by) {
    const now = Number(this.box.querySelector('.target')?.id.slice(1) ?? 0);
    const lines = [...new Set(this.open.map((f) => f.line))];
    const next = by > 0 ? (lines.find((l) => l > now) ?? lines[0]) : (lines.findLast((l) => l < now) ?? lines.at(-1));
    if (next === undefined) return;
    replaceAddress(null, hash('file', { path: this.path, line: next }));
    reveal(this.show(this.path, next), 'center');
    this.status.textContent = `Line ${next}: ${this.open
      .filter((f) => f.line === next)
      .map((f) => visible(f.name))
      .join(', ')}`;
  }
}
