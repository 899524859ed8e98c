// The chips that could run the code: a matrix of extensions and chips, and for each chip its notes, sources and gaps.
//
// SPDX-License-Identifier: Apache-2.0

const chipId = (i) => `chip-${i}`;

function limitOf(profile, id) {
  const limits = profile.limits ?? {};
  return Object.hasOwn(limits, id) ? limits[id] : { value: [], status: 'unknown' };
}

/** The value of a limit: one number, several dimensions, or alternatives. */
function limitValue(id, limit, unit = limit.unit) {
  const values = [limit.value ?? []].flat();
  if (!values.length) return 'unknown';
  if (/_dim$/.test(id)) return quantity(values, unit);
  return values.map((value, i) => quantity(value, unit === 'B' || i === values.length - 1 ? unit : '')).join(', ');
}

function showChips(audit) {
  const box = body('chips');
  if (!audit.profiles.length) {
    put(box, [h('p', { class: 'nothing' }, 'The audit was asked for no chip.')]);
    return;
  }
  const needed = audit.extensions.map((e) => e.name);
  const others = [...new Set(audit.profiles.flatMap((p) => Object.keys(p.extensions ?? {})))]
    .filter((name) => !needed.includes(name))
    .sort();
  put(box, [
    h(
      'p',
      { class: 'intro' },
      'How each chip fits the requirements of this code, according to public documents. Each sign leads to the chip’s notes and sources.',
    ),
    h(
      'ul',
      { class: 'key', 'aria-label': 'Signs' },
      SUPPORT.map((s) => h('li', null, supportSign(s), h('span', { class: 'what inline' }, SUPPORT_TEXT[s]))),
    ),
    matrix(audit, needed, others),
    h(
      'div',
      { class: 'chip-list' },
      h('h3', null, 'Chip by chip'),
      audit.profiles.map((p, i) => chipCard(audit, p, i, needed, others)),
    ),
  ]);
}

function matrix(audit, needed, others) {
  const { profiles } = audit;
  const sign = (i, support, note) =>
    h(
      'td',
      {
        role: 'cell',
        class: `support on-${Object.hasOwn(SUPPORT_TEXT, support) ? support : 'unknown'}`,
        title: note || null,
      },
      h(
        'a',
        { href: hash('chips', { chip: profiles[i].id }) },
        glyph(support),
        h('span', null, supportWord(support)),
        hidden(`on ${profiles[i].id}`),
      ),
    );
  const row = (label, sub, cells, cls) =>
    h(
      'tr',
      { role: 'row', class: cls },
      h('th', { role: 'rowheader', scope: 'row' }, label, sub ? h('span', { class: 'what' }, sub) : null),
      cells,
    );
  const extensionRow = (name, uses) =>
    row(
      audit.extensionTitle.get(name) ?? mono(name),
      uses === undefined ? null : counted(uses, 'use'),
      profiles.map((p, i) => {
        const e = supportOf(p, name);
        return sign(i, e.support, e.note);
      }),
    );
  const span = (text) =>
    h(
      'tr',
      { role: 'row', class: 'span' },
      h('th', { role: 'rowheader', scope: 'row' }, text),
      h('td', { role: 'cell', 'aria-colspan': String(profiles.length), colspan: String(profiles.length) }),
    );

  const rest = h(
    'tbody',
    { role: 'rowgroup', id: 'matrix-rest', hidden: true },
    span('Not used by this code'),
    others.map((name) => extensionRow(name)),
  );
  const button = others.length
    ? h('button', {
        type: 'button',
        class: 'quiet no-print',
        'aria-expanded': 'false',
        'aria-controls': 'matrix-rest',
        on: {
          click: () => {
            rest.hidden = !rest.hidden;
            button.setAttribute('aria-expanded', String(!rest.hidden));
            button.textContent = rest.hidden ? label : 'Hide extensions that the code does not use';
          },
        },
      })
    : null;
  const label = `Show ${counted(others.length, 'extension')} that the code does not use`;
  if (button) button.textContent = label;

  return [
    h(
      'div',
      { class: 'scroll', role: 'region', 'aria-label': 'Extensions and chips', tabindex: '0' },
      h(
        'table',
        { role: 'table', class: 'matrix' },
        h('caption', { class: 'sr' }, 'How each chip fits the requirements of the code'),
        h(
          'thead',
          { role: 'rowgroup' },
          h(
            'tr',
            { role: 'row' },
            h('td', { role: 'cell' }),
            profiles.map((p) =>
              h(
                'th',
                { role: 'columnheader', scope: 'col' },
                mono(p.id),
                h('span', { class: 'what' }, h('bdi', null, p.chip)),
              ),
            ),
          ),
        ),
        h(
          'tbody',
          { role: 'rowgroup' },
          row(
            'Overall',
            'the worst of all requirements',
            profiles.map((p, i) => sign(i, p.verdict)),
            'total',
          ),
          needed.map((name) => extensionRow(name, audit.extensions.find((e) => e.name === name).uses)),
          audit.needs.map((n) =>
            row(
              n.title || n.id,
              `the code: ${quantity(n.value, n.unit)}`,
              profiles.map((p, i) => {
                const limit = limitOf(p, n.id);
                return sign(i, limit.status, `The chip: ${limitValue(n.id, limit, n.unit)}`);
              }),
            ),
          ),
        ),
        rest,
      ),
    ),
    button,
  ];
}

/** The documents of a profile, numbered as they are first cited. */
class Citations {
  constructor(profile) {
    this.known = profile.sources ?? {};
    this.cited = new Map(); // id or address -> number
  }

  /** "[2]" for each document that an entry cites. */
  of(entry) {
    const ids = entry.sources?.length ? entry.sources : entry.source ? [entry.source] : [];
    return ids.map((id) => {
      if (!this.cited.has(id)) this.cited.set(id, this.cited.size + 1);
      const number = this.cited.get(id);
      const { title, url } = this.document(id);
      const name = `[${number}]`;
      return [' ', url ? outside(url, [name, hidden(` ${title}`)], title) : h('span', { title }, name)];
    });
  }

  document(id) {
    if (!Object.hasOwn(this.known, id)) return { title: id, url: /^https?:/.test(id) ? id : null };
    const { title, url, path, section, version } = this.known[id];
    return { title: title ?? id, url, path, more: [section, version].filter(Boolean).join('; ') };
  }

  /** All cited documents. Those after the first `asked` are not printed, because the parts that cite them are not. */
  list(asked) {
    if (!this.cited.size) return null;
    return [
      h('h4', null, 'Sources'),
      h(
        'ol',
        { class: 'sources' },
        [...this.cited.keys()].map((id, i) => {
          const { title, url, path, more } = this.document(id);
          return h(
            'li',
            { class: i < asked ? null : 'no-print' },
            url ? outside(url, title) : title,
            path ? [' ', mono(path)] : null,
            more ? h('span', { class: 'muted' }, ` (${more})`) : null,
            url ? h('span', { class: 'print-only muted' }, url) : null,
          );
        }),
      ),
    ];
  }
}

function chipCard(audit, profile, index, needed, others) {
  const cite = new Citations(profile);
  const tally = new Map();
  for (const name of needed) {
    const { support } = supportOf(profile, name);
    tally.set(support, (tally.get(support) ?? 0) + 1);
  }
  const entry = (title, e) => {
    const chip = e.chip && e.chip !== e.support ? ` The chip itself: ${supportWord(e.chip)}.` : '';
    const note = e.note ? ` ${e.note}` : '';
    return h(
      'li',
      null,
      supportSign(e.support),
      h('span', { class: 'text' }, h('b', null, title), note, chip, cite.of(e)),
    );
  };
  const extension = (name) => entry(audit.extensionTitle.get(name) ?? mono(name), supportOf(profile, name));
  const limit = ([id, l]) =>
    h(
      'li',
      null,
      supportSign(l.status),
      h(
        'span',
        { class: 'text' },
        h('b', null, l.title ?? id.replaceAll('_', ' ')),
        `: ${limitValue(id, l)}`,
        l.need === undefined || l.need === null ? '' : `; the code: ${quantity(l.need, l.unit)}`,
        l.note ? `. ${l.note}` : '',
        cite.of(l),
      ),
    );
  const gap = (g) =>
    h(
      'li',
      null,
      supportSign(g.status),
      h(
        'div',
        { class: 'text' },
        g.lacking === 'shim' ? h('b', null, 'In the shim, not in the chip. ') : '',
        g.text || h('b', null, g.what),
        g.uses ? ` ${counted(g.uses, 'place')} here.` : '',
        places(audit, g.places, 'Where'),
      ),
    );
  const list = (title, items) => (items.length ? [h('h4', null, title), h('ul', { class: 'supports' }, items)] : null);

  const limits = Object.entries(profile.limits ?? {});
  const held = limits.filter(([, l]) => l.status !== 'none');
  const formats = Object.entries(profile.formats ?? {});
  const gaps = profile.gaps ?? [];
  const unknown = others.filter((name) => {
    const e = supportOf(profile, name);
    return e.support === 'unknown' && !e.note;
  });
  // In the order of the page, so that documents are numbered in order.
  const content = () => {
    const asksFor = [
      list('Gaps', gaps.map(gap)),
      list('Needed by this code', needed.map(extension)),
      list('Limits and requirements', held.map(limit)),
    ];
    const asked = cite.cited.size;
    const rest = [
      list('Extensions', others.filter((name) => !unknown.includes(name)).map(extension)),
      unknown.length ? h('p', { class: 'what' }, `Unknown: ${unknown.join(', ')}.`) : null,
      list('Limits', limits.filter(([, l]) => l.status === 'none').map(limit)),
      list(
        'Number formats of the hardware',
        formats.map(([name, e]) => entry(mono(name), e)),
      ),
    ];
    const backend = profile.backend
      ? ['Backend of the shim: ', mono(profile.backend), '. ']
      : 'The shim has no backend for this chip yet; one must be written. ';
    return [
      h('p', { class: 'what' }, backend, profile.note),
      asksFor,
      rest.some(Boolean)
        ? h('details', { class: 'fold' }, h('summary', null, 'Not needed by this code'), rest)
        : null,
      cite.list(asked),
    ];
  };
  const box = h('div', { class: 'chip-body' });
  const card = h(
    'details',
    { class: 'chip', id: chipId(index) },
    h(
      'summary',
      null,
      h('span', { class: 'chip-name' }, mono(profile.id), h('span', { class: 'what' }, h('bdi', null, profile.chip))),
      supportSign(profile.verdict),
      profile.backend ? null : h('span', { class: 'what inline' }, 'no backend yet'),
      h(
        'span',
        { class: 'what inline' },
        SUPPORT.filter((s) => tally.get(s))
          .map((s) => `${tally.get(s)} ${supportWord(s)}`)
          .join(', '),
      ),
      gaps.length ? h('span', { class: 'what inline' }, counted(gaps.length, 'gap')) : null,
    ),
    box,
  );
  // Filled on demand, because most are never opened.
  card.fill = () => {
    if (!box.firstChild) put(box, content());
  };
  card.addEventListener('toggle', card.fill);
  return card;
}

/** Opens the notes of a chip for a link. */
function openChip(audit, id) {
  const index = audit.profiles.findIndex((p) => p.id === id);
  const card = index < 0 ? null : byId(chipId(index));
  if (!card) return null;
  card.fill();
  card.open = true;
  return card;
}
