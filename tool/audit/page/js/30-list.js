// Lists that can be sorted and filtered, and that show one part at a time: decisions, kernels, files, findings.
//
// SPDX-License-Identifier: Apache-2.0

/** A table over `rows`.
 *
 * columns: { key, label, cell(row) -> child or children, [sort(row) -> number or text], [desc] (sorted largest first),
 *   [num] (a figure), [head] (names the row), [wide] (takes a line of its own on a phone), [width] }
 * facets: { key, label, of(row) -> value or values, values: [[value, label]], [toggle] (buttons, not a menu) }
 * text(row): what is searched. order(a, b): how the rows stand at first. */
class List {
  constructor(options) {
    Object.assign(this, { chunk: 100, facets: [], noun: ['row', 'rows'], order: null, text: null }, options);
    this.chosen = new Map(); // facet key -> set of values
    this.query = '';
    this.sortKey = null;
    this.sortDown = false;
    this.limit = this.chunk;
    this.haystacks = null;
    this.sorted = null;
    this.matching = [];
    this.extra = null; // an additional condition: { text, test }
    this.make();
  }

  // ---- Elements

  make() {
    this.count = h('p', { class: 'count', role: 'status', 'aria-live': 'polite' });
    this.heads = new Map();
    const headRow = h('tr', { role: 'row' });
    for (const column of this.columns) {
      const style = column.width ? { width: column.width } : null;
      const head = h('th', { role: 'columnheader', scope: 'col', class: column.num ? 'num' : null, style });
      if (column.sort) {
        head.append(
          h('button', { type: 'button', class: 'sorter', on: { click: () => this.sortBy(column.key) } }, column.label),
        );
        this.heads.set(column.key, head);
      } else head.append(column.label);
      headRow.append(head);
    }
    this.tbody = h('tbody', { role: 'rowgroup' });
    this.table = h(
      'table',
      { role: 'table', class: `rows ${this.cls ?? ''}` },
      h('caption', { class: 'sr' }, this.caption),
      h('thead', { role: 'rowgroup' }, headRow),
      this.tbody,
    );
    this.more = h('button', { type: 'button', class: 'button', on: { click: () => this.grow(this.chunk * 4) } });
    this.all = h('button', { type: 'button', class: 'quiet', on: { click: () => this.grow(Infinity) } });
    this.foot = h('p', { class: 'more no-print' }, this.more, this.all);
    this.note = h('p', { class: 'cut print-only' });
    this.element = h('div', { class: 'list' }, this.makeFilters(), this.count, this.table, this.foot, this.note);
  }

  makeFilters() {
    if (!this.text && !this.facets.length) return null;
    const form = h('form', {
      class: 'filters no-print',
      role: 'search',
      'aria-label': `Filter the ${this.noun[1]}`,
      on: { submit: (e) => e.preventDefault() },
    });
    this.input = h('input', {
      type: 'search',
      id: `${this.id}-q`,
      autocomplete: 'off',
      spellcheck: 'false',
      placeholder: this.hint ?? 'Search',
      on: {
        input: () => {
          this.query = this.input.value;
          this.changed();
        },
      },
    });
    form.append(h('div', { class: 'field grow' }, h('label', { for: `${this.id}-q` }, 'Search'), this.input));
    this.controls = [];
    for (const facet of this.facets) {
      if (!facet.values.length) continue;
      form.append(facet.toggle ? this.makeToggles(facet) : this.makeMenu(facet));
    }
    this.reset = h(
      'button',
      {
        type: 'button',
        class: 'quiet',
        hidden: true,
        on: {
          click: () => {
            this.clear();
            this.changed();
            this.input.focus();
          },
        },
      },
      'Clear filters',
    );
    form.append(h('div', { class: 'field last' }, this.reset));
    return form;
  }

  makeToggles(facet) {
    const group = h('div', { class: 'toggles' });
    const boxes = facet.values.map(([value, label]) => {
      const box = h('input', {
        type: 'checkbox',
        value,
        on: { change: () => this.choose(facet.key, value, box.checked) },
      });
      group.append(h('label', { class: 'toggle' }, box, h('span', null, label)));
      return [value, box];
    });
    this.controls.push(() => {
      for (const [value, box] of boxes) box.checked = this.chosen.get(facet.key)?.has(value) ?? false;
    });
    const id = `${this.id}-${facet.key}`;
    return h(
      'div',
      { class: 'field', role: 'group', 'aria-labelledby': id },
      h('span', { class: 'label', id }, facet.label),
      group,
    );
  }

  makeMenu(facet) {
    const id = `${this.id}-${facet.key}`;
    const menu = h(
      'select',
      {
        id,
        on: {
          change: () => {
            this.chosen.delete(facet.key);
            if (menu.value) this.choose(facet.key, menu.value, true);
            else this.changed();
          },
        },
      },
      h('option', { value: '' }, 'all'),
      facet.values.map(([value, label]) => h('option', { value }, label)),
    );
    this.controls.push(() => {
      menu.value = [...(this.chosen.get(facet.key) ?? [''])][0] ?? '';
    });
    return h('div', { class: 'field' }, h('label', { for: id }, facet.label), menu);
  }

  // ---- State

  choose(key, value, on) {
    const set = this.chosen.get(key) ?? new Set();
    if (on) set.add(value);
    else set.delete(value);
    if (set.size) this.chosen.set(key, set);
    else this.chosen.delete(key);
    this.changed();
  }

  clear() {
    this.chosen.clear();
    this.query = '';
    this.extra = null;
  }

  changed() {
    this.limit = this.chunk;
    this.show();
    this.onChange?.(this.params());
  }

  sortBy(key) {
    const column = this.columns.find((c) => c.key === key);
    this.sortDown = this.sortKey === key ? !this.sortDown : Boolean(column.desc);
    this.sortKey = key;
    this.sorted = null;
    this.changed();
  }

  grow(by) {
    const first = Math.min(this.limit, this.matching.length);
    this.limit += by;
    this.fill(first);
    this.tell();
    const row = this.tbody.children[first];
    if (row) {
      row.tabIndex = -1;
      row.focus({ preventScroll: true });
    }
  }

  /** The parameters of a link to this state. */
  params() {
    const params = {};
    if (this.query) params.q = this.query;
    for (const [key, set] of this.chosen) params[key] = [...set].join(',');
    if (this.sortKey) params.sort = (this.sortDown ? '-' : '') + this.sortKey;
    if (this.extra) params[this.extra.key] = this.extra.value;
    return params;
  }

  /** Applies the parameters of a link; the rest of the state is reset. */
  restore(params) {
    this.clear();
    this.query = params.get('q') ?? '';
    for (const facet of this.facets) {
      const known = new Set(facet.values.map(([value]) => value));
      const whole = params.get(facet.key) ?? '';
      const values = known.has(whole) ? [whole] : whole.split(',').filter((v) => known.has(v));
      if (values.length) this.chosen.set(facet.key, new Set(values));
    }
    const sort = params.get('sort') ?? '';
    const key = sort.replace(/^-/, '');
    this.sortKey = this.columns.some((c) => c.key === key && c.sort) ? key : null;
    this.sortDown = sort.startsWith('-');
    this.sorted = null;
    this.extra = this.extraFrom?.(params) ?? null;
    this.limit = this.chunk;
    this.show();
  }

  // ---- Showing

  rank() {
    if (this.sorted) return this.sorted;
    const rows = this.order ? [...this.rows].sort(this.order) : [...this.rows];
    const column = this.columns.find((c) => c.key === this.sortKey);
    if (column) {
      // Few values occur, each often. So the values are sorted once, and the rows by the ranks of their values.
      const sign = this.sortDown ? -1 : 1;
      const values = rows.map((row) => column.sort(row));
      const ranks = new Map(
        [...new Set(values)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).map((value, i) => [value, i * sign]),
      );
      const keyed = rows.map((row, i) => [ranks.get(values[i]), row]);
      this.sorted = keyed.sort((a, b) => a[0] - b[0]).map(([, row]) => row);
      return this.sorted;
    }
    this.sorted = rows;
    return rows;
  }

  /** Builds the texts for searching, before the first search if there is time. */
  prepare() {
    if (this.text) this.haystacks ??= new Map(this.rows.map((row) => [row, this.text(row).toLowerCase()]));
  }

  filter() {
    const words = this.query.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length) this.prepare();
    const tests = this.facets
      .filter((f) => this.chosen.has(f.key))
      .map((f) => {
        const set = this.chosen.get(f.key);
        return (row) => {
          const value = f.of(row);
          return Array.isArray(value) ? value.some((v) => set.has(v)) : set.has(value);
        };
      });
    if (this.extra) tests.push(this.extra.test);
    return this.rank().filter(
      (row) => tests.every((test) => test(row)) && words.every((word) => this.haystacks.get(row).includes(word)),
    );
  }

  show() {
    const start = performance.now();
    this.matching = this.filter();
    this.tbody.replaceChildren();
    this.fill(0);
    for (const [key, head] of this.heads) {
      if (key === this.sortKey) head.setAttribute('aria-sort', this.sortDown ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
    if (this.input && this.input.value !== this.query) this.input.value = this.query;
    for (const set of this.controls ?? []) set();
    if (this.reset) this.reset.hidden = !(this.query || this.chosen.size || this.extra);
    this.tell();
    this.took = performance.now() - start; // for the tests
  }

  fill(from) {
    const part = document.createDocumentFragment();
    for (const row of this.matching.slice(from, this.limit)) part.append(this.row(row));
    this.tbody.append(part);
  }

  row(row) {
    const tr = h('tr', { role: 'row', class: this.rowClass?.(row) });
    for (const column of this.columns) {
      const content = column.cell(row);
      const blank =
        content === null ||
        content === undefined ||
        content === '' ||
        (Array.isArray(content) && !content.some(Boolean));
      tr.append(
        column.head
          ? h('th', { role: 'rowheader', scope: 'row', class: 'head' }, content)
          : h(
              'td',
              {
                role: 'cell',
                class: `${column.num ? 'num' : ''}${column.wide ? ' wide' : ''}${blank ? ' blank' : ''}`,
                'data-label': column.label,
              },
              content,
            ),
      );
    }
    return tr;
  }

  tell() {
    const total = this.rows.length,
      found = this.matching.length,
      shown = Math.min(this.limit, found);
    const word = this.noun[total === 1 ? 0 : 1];
    let text = found === total ? `${num(total)} ${word}` : `${num(found)} of ${num(total)} ${word}`;
    if (this.extra) text += ` ${this.extra.text}`;
    if (!found) text = total ? `None of the ${num(total)} ${word} matches.` : `There are no ${this.noun[1]}.`;
    if (shown < found) text += `; the first ${num(shown)} are shown`;
    this.count.replaceChildren(visible(text));
    this.table.hidden = !found;
    this.foot.hidden = shown >= found;
    const next = Math.min(this.chunk * 4, found - shown);
    this.more.textContent = `Show ${num(next)} more`;
    this.all.textContent = `Show all ${num(found)}`;
    this.all.hidden = next >= found - shown || found > 3000;
    this.note.textContent = '';
  }

  /** Shows the rows to print: all that match, or those of them that `printed` selects. */
  print(on) {
    if (!on) {
      this.limit = this.before ?? this.limit;
      this.show();
      return;
    }
    this.before = this.limit;
    const all = this.matching;
    const kept = this.printed && !this.chosen.size ? all.filter(this.printed) : all;
    const most = 4000;
    this.matching = kept.slice(0, most);
    this.limit = Infinity;
    this.tbody.replaceChildren();
    this.fill(0);
    this.table.hidden = !this.matching.length;
    this.count.textContent = this.matching.length
      ? `${num(this.matching.length)} ${this.noun[this.matching.length === 1 ? 0 : 1]}`
      : '';
    this.note.textContent =
      all.length > this.matching.length
        ? `${num(all.length - this.matching.length)} of ${num(all.length)} ${this.noun[1]} are not printed${kept.length < all.length ? `: ${this.unprinted}` : ''}.`
        : '';
  }
}
