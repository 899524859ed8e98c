// The places of the work: a treemap of the folders, and a table beside it with the same data.
//
// SPDX-License-Identifier: Apache-2.0

// ---- The tree --------------------------------------------------------------------------------------------------------

function makeTree(audit) {
  const root = { name: '', path: '', folders: new Map(), files: [], parent: null };
  for (const file of audit.files) {
    if (!file.uses?.total) continue;
    const parts = file.path.split('/');
    let node = root,
      path = '';
    for (const part of parts.slice(0, -1)) {
      path += (path ? '/' : '') + part;
      if (!node.folders.has(part))
        node.folders.set(part, { name: part, path, folders: new Map(), files: [], parent: node });
      node = node.folders.get(part);
    }
    node.files.push({ name: parts.at(-1), path: file.path, file });
  }
  const sum = (node) => {
    Object.assign(node, {
      minutes: 0,
      lines: 0,
      open: 0,
      uses: Object.fromEntries(EFFORTS.map((e) => [e, 0])),
      effort: 'auto',
    });
    const children = [...node.folders.values()].map(sum).concat(
      node.files.map((leaf) => {
        const { file } = leaf;
        return Object.assign(leaf, {
          minutes: file.minutes ?? 0,
          lines: file.cudaLines ?? 0,
          uses: file.uses,
          effort: file.effort,
          open: file.uses.total - file.uses.auto,
        });
      }),
    );
    for (const child of children) {
      node.minutes += child.minutes;
      node.lines += child.lines;
      node.open += child.open;
      for (const e of EFFORTS) node.uses[e] += child.uses[e] ?? 0;
      if (EFFORTS.indexOf(child.effort) > EFFORTS.indexOf(node.effort)) node.effort = child.effort;
    }
    node.children = children;
    return node;
  };
  return sum(root);
}

/** A folder with one folder as its only entry is merged with it. */
function collapsed(node) {
  let label = node.name;
  while (node.children?.length === 1 && node.children[0].children) {
    node = node.children[0];
    label += '/' + node.name;
  }
  return { node, label: node.children ? label + '/' : label };
}

/** Rectangles for the values, as close to squares as rows allow (Bruls, Huizing and van Wijk, 2000). Values are sorted,
 * largest first; their areas are in the ratio of the values and fill the rectangle. */
function squarify(values, x, y, width, height) {
  const total = values.reduce((a, b) => a + b, 0);
  const scale = total > 0 ? (width * height) / total : 0;
  const result = [];
  let i = 0;
  while (i < values.length) {
    const side = Math.min(width, height);
    let sum = 0,
      end = i,
      best = Infinity;
    while (end < values.length) {
      const next = sum + values[end] * scale;
      const large = values[i] * scale,
        small = values[end] * scale;
      const worst =
        next > 0 && side > 0
          ? Math.max((side * side * large) / (next * next), (next * next) / (side * side * small))
          : Infinity;
      if (worst > best) break;
      best = worst;
      sum = next;
      end++;
    }
    if (end === i) end = i + 1;
    const thick = side > 0 ? sum / side : 0;
    let at = 0;
    for (let k = i; k < end; k++) {
      const long = thick > 0 ? (values[k] * scale) / thick : 0;
      result.push(width >= height ? [x, y + at, thick, long] : [x + at, y, long, thick]);
      at += long;
    }
    if (width >= height) {
      x += thick;
      width -= thick;
    } else {
      y += thick;
      height -= thick;
    }
    i = end;
  }
  return result;
}

// ---- The map ---------------------------------------------------------------------------------------------------------

class Treemap {
  constructor(audit, box) {
    this.audit = audit;
    this.root = makeTree(audit);
    this.metric = this.root.minutes > 0 ? 'minutes' : 'lines';
    this.node = this.root;
    this.crumbs = h('nav', { class: 'crumbs', 'aria-label': 'Folder' });
    this.map = h('div', {
      class: 'treemap',
      role: 'group',
      'aria-label': 'Treemap. Arrow keys move between tiles, Enter opens one, Backspace goes up.',
      on: { keydown: (e) => this.key(e) },
    });
    this.table = h('div', { class: 'treemap-table' });
    const choice = (value, text) =>
      h(
        'label',
        { class: 'toggle' },
        h('input', {
          type: 'radio',
          name: 'metric',
          value,
          checked: this.metric === value,
          on: {
            change: () => {
              this.metric = value;
              this.draw();
            },
          },
        }),
        h('span', null, text),
      );
    const switches = h(
      'div',
      { class: 'toggles no-print', role: 'radiogroup', 'aria-label': 'Area of a tile' },
      this.root.minutes > 0 ? choice('minutes', 'Work left') : null,
      choice('lines', 'Lines of CUDA'),
    );
    const key = h(
      'ul',
      { class: 'key', 'aria-label': 'Signs' },
      EFFORTS.map((e) => h('li', null, effortSign(e))),
    );
    put(box, [
      h('div', { class: 'tree-head' }, this.crumbs, switches),
      h('div', { class: 'tree-pair' }, h('div', null, this.map, key), this.table),
    ]);
    this.go('', false);
    // The first call comes after layout, so drawing never forces another layout.
    new ResizeObserver(() => this.draw()).observe(this.map);
  }

  go(path, draw = true) {
    let node = this.root;
    for (const part of path ? path.split('/') : []) node = node.folders?.get(part) ?? node;
    this.node = collapsed(node).node;
    this.drawCrumbs();
    this.drawTable();
    if (draw) this.draw();
  }

  value(node) {
    return node[this.metric] ?? 0;
  }

  ranked(node) {
    return [...node.children]
      .filter((c) => this.value(c) > 0)
      .sort((a, b) => this.value(b) - this.value(a) || (a.name < b.name ? -1 : 1));
  }

  drawCrumbs() {
    const chain = [];
    for (let n = this.node; n.parent; n = n.parent) chain.unshift(n);
    const items = [[this.audit.project || 'all', '']].concat(chain.map((n) => [n.name, n.path]));
    this.crumbs.replaceChildren(
      h(
        'ol',
        null,
        items.map(([text, dir], i) =>
          h(
            'li',
            null,
            i === items.length - 1
              ? h('span', { 'aria-current': 'location' }, h('bdi', null, text))
              : h('a', { href: hash('tree', { dir: dir || '.' }) }, h('bdi', null, text)),
          ),
        ),
      ),
    );
  }

  describe(node, label) {
    return `${label}: ${effortText(node.effort).word}, ${duration(node.minutes)} of work left, ${counted(node.open, 'open use')}, ${counted(node.lines, 'line')} of CUDA`;
  }

  draw() {
    const width = this.map.clientWidth,
      height = this.map.clientHeight;
    if (!width || !height) return;
    const tiles = [];
    this.place(this.node, 0, 0, width, height, tiles, 0);
    const had = this.map.contains(document.activeElement);
    this.map.replaceChildren(...tiles);
    if (!tiles.length)
      this.map.append(
        h(
          'p',
          { class: 'nothing' },
          this.node.children.length ? 'No work is left in this folder.' : 'There is no CUDA here.',
        ),
      );
    tiles.forEach((tile, i) => {
      tile.tabIndex = i ? -1 : 0;
    });
    if (had && tiles.length) tiles[0].focus({ preventScroll: true });
  }

  place(parent, x, y, width, height, tiles, depth) {
    const children = this.ranked(parent);
    const boxes = squarify(
      children.map((c) => this.value(c)),
      x,
      y,
      width,
      height,
    );
    children.forEach((child, i) => {
      const [left, top, w, hgt] = boxes[i];
      if (w < 3 || hgt < 3) return;
      const { node, label } = collapsed(child);
      const folder = Boolean(node.children);
      const roomy = folder && w > 64 && hgt > 52 && depth < 3;
      const text = this.describe(node, node.path);
      const small = w < 44 || hgt < 18;
      const tile = h(
        'a',
        {
          class: `tile ${folder ? 'folder' : 'leaf'} ${roomy ? 'roomy' : `of-${node.effort}`}${small ? ' small' : ''}${w < 12 || hgt < 12 ? ' tiny' : ''}`,
          href: folder ? hash('tree', { dir: node.path }) : hash('file', { path: node.path }),
          title: text,
          style: { left: `${left}px`, top: `${top}px`, width: `${w}px`, height: `${hgt}px` },
        },
        hidden(text),
        small
          ? null
          : h(
              'span',
              { class: 'tile-label', 'aria-hidden': 'true' },
              roomy || hgt < 18 ? null : glyph(node.effort),
              h('bdi', null, label),
            ),
        small || hgt < 38 || roomy
          ? null
          : h(
              'span',
              { class: 'tile-value', 'aria-hidden': 'true' },
              this.metric === 'minutes' ? duration(node.minutes) : counted(node.lines, 'line'),
            ),
      );
      tile.at = [left + w / 2, top + hgt / 2];
      tiles.push(tile);
      if (roomy) this.place(node, left + 3, top + 21, w - 6, hgt - 24, tiles, depth + 1);
    });
  }

  key(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const tiles = [...this.map.querySelectorAll('.tile')];
    const now = tiles.indexOf(document.activeElement);
    if (now < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    let next = null;
    if (event.key === 'Home') next = tiles[0];
    else if (event.key === 'End') next = tiles.at(-1);
    else if (event.key === 'Backspace' || event.key === 'Escape') {
      if (this.node !== this.root) {
        event.preventDefault();
        location.hash = hash('tree', { dir: this.upFrom().path || '.' });
      }
      return;
    } else if (steps[event.key]) {
      const [dx, dy] = steps[event.key];
      const [x, y] = tiles[now].at;
      let best = Infinity;
      for (const tile of tiles) {
        const ax = tile.at[0] - x,
          ay = tile.at[1] - y;
        const along = ax * dx + ay * dy,
          across = Math.abs(ax * dy) + Math.abs(ay * dx);
        if (tile === tiles[now] || along <= 0.5) continue;
        const far = along + 2.5 * across;
        if (far < best) [best, next] = [far, tile];
      }
    } else return;
    event.preventDefault();
    if (!next) return;
    tiles[now].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  /** The nearest folder above that shows more than this one. */
  upFrom() {
    let node = this.node.parent ?? this.root;
    while (node.parent && node.children.length === 1) node = node.parent;
    return node;
  }

  drawTable() {
    const rows = [...this.node.children].sort((a, b) => b.minutes - a.minutes || b.lines - a.lines);
    const most = 14;
    const make = (n) =>
      rows.slice(0, n).map((child) => {
        const { node, label } = collapsed(child);
        return h(
          'tr',
          null,
          h(
            'th',
            { scope: 'row' },
            h(
              'a',
              { href: node.children ? hash('tree', { dir: node.path }) : hash('file', { path: node.path }) },
              glyph(node.effort),
              hidden(effortText(node.effort).word + ' '),
              h('bdi', null, label),
            ),
          ),
          h('td', { class: 'num' }, num(node.open)),
          h('td', { class: 'num' }, num(node.lines)),
          h('td', { class: 'num strong' }, duration(node.minutes)),
        );
      });
    const tbody = h('tbody', null, make(most));
    const table = h(
      'table',
      null,
      h(
        'caption',
        null,
        h('bdi', null, this.node.path || this.audit.project || 'all'),
        `: ${duration(this.node.minutes)} left`,
      ),
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          h('th', { scope: 'col' }, 'Name'),
          ['Open', 'Lines', 'Work'].map((t) => h('th', { scope: 'col', class: 'num' }, t)),
        ),
      ),
      tbody,
    );
    const more =
      rows.length > most
        ? h(
            'button',
            {
              type: 'button',
              class: 'quiet no-print',
              on: {
                click: () => {
                  tbody.replaceChildren(...make(Infinity));
                  more.remove();
                },
              },
            },
            `Show all ${num(rows.length)}`,
          )
        : null;
    this.table.replaceChildren(...[table, more].filter(Boolean));
  }
}
