// Which chips could run it: the matrix extensions x chips, and below it each chip with notes, sources and gaps.
// SPDX-License-Identifier: Apache-2.0

const chipId = (i) => `chip-${i}`;
const chipName = (profile) => profile.chip || profile.id;

function limitOf(profile, id) {
  const limits = profile.limits ?? {};
  return Object.hasOwn(limits, id) ? limits[id] : { value: [], status: 'unknown' };
}

function limitValue(limit, unit) {
  const values = Array.isArray(limit.value)
    ? limit.value
    : limit.value === undefined || limit.value === null
      ? []
      : [limit.value];
  return values.length
    ? values.map((v) => (typeof v === 'number' ? quantity(v, limit.unit ?? unit) : String(v))).join(', ')
    : 'unknown';
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
      'What each chip gives of what this code needs, as far as public documents tell. Each sign leads to the chip’s notes and sources.',
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
        hidden(`on ${chipName(profiles[i])}`),
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
            button.textContent = rest.hidden ? label : 'Hide what the code does not use';
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
        h('caption', { class: 'sr' }, 'What each chip gives of what the code needs'),
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
                h('bdi', null, chipName(p)),
                h('span', { class: 'what mono' }, p.id),
              ),
            ),
          ),
        ),
        h(
          'tbody',
          { role: 'rowgroup' },
          row(
            'All in all',
            'the worst of what is needed',
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
                return sign(i, limit.status, `The chip: ${limitValue(limit, n.unit)}`);
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

function chipCard(audit, profile, index, needed, others) {
  const tally = new Map();
  for (const name of needed) {
    const { support } = supportOf(profile, name);
    tally.set(support, (tally.get(support) ?? 0) + 1);
  }
  const line = (name) => {
    const e = supportOf(profile, name);
    return h(
      'li',
      null,
      supportSign(e.support),
      h(
        'span',
        { class: 'text' },
        h('b', null, audit.extensionTitle.get(name) ?? mono(name)),
        e.note ? [' ', e.note] : null,
        e.source ? [' ', source(e.source)] : null,
      ),
    );
  };
  const unsaid = others.filter(
    (name) => !Object.hasOwn(profile.extensions ?? {}, name) || supportOf(profile, name).support === 'unknown',
  );
  const limits = Object.entries(profile.limits ?? {});
  const gaps = profile.gaps ?? [];
  return h(
    'details',
    { class: 'chip', id: chipId(index) },
    h(
      'summary',
      null,
      h(
        'span',
        { class: 'chip-name' },
        h('bdi', null, chipName(profile)),
        ' ',
        h('span', { class: 'what inline mono' }, profile.id),
      ),
      supportSign(profile.verdict),
      h(
        'span',
        { class: 'what inline' },
        SUPPORT.filter((s) => tally.get(s))
          .map((s) => `${tally.get(s)} ${supportWord(s)}`)
          .join(', '),
      ),
      gaps.length ? h('span', { class: 'what inline' }, counted(gaps.length, 'gap')) : null,
    ),
    h(
      'div',
      { class: 'chip-body' },
      h(
        'p',
        { class: 'what' },
        profile.backend
          ? ['Backend of the shim: ', mono(profile.backend), '.']
          : 'The shim has no backend for this chip yet; one must be written.',
      ),
      gaps.length
        ? [
            h('h4', null, 'Gaps'),
            h(
              'ul',
              { class: 'supports' },
              gaps.map((g) =>
                h(
                  'li',
                  null,
                  supportSign(g.status),
                  h(
                    'div',
                    { class: 'text' },
                    h('b', null, g.what),
                    ' ',
                    g.text,
                    g.uses ? ` ${counted(g.uses, 'use')} here.` : '',
                    places(audit, g.places, 'where'),
                  ),
                ),
              ),
            ),
          ]
        : null,
      needed.length ? [h('h4', null, 'What this code needs'), h('ul', { class: 'supports' }, needed.map(line))] : null,
      limits.length
        ? [
            h('h4', null, 'Limits'),
            h(
              'ul',
              { class: 'supports' },
              limits.map(([id, limit]) =>
                h(
                  'li',
                  null,
                  supportSign(limit.status),
                  h(
                    'span',
                    { class: 'text' },
                    h('b', null, id.replaceAll('_', ' ')),
                    `: ${limitValue(limit)}`,
                    limit.need !== undefined && limit.need !== null
                      ? `; the code: ${quantity(limit.need, limit.unit)}`
                      : '',
                    limit.note ? `. ${limit.note}` : '',
                    limit.source ? [' ', source(limit.source)] : null,
                  ),
                ),
              ),
            ),
          ]
        : null,
      others.length
        ? h(
            'details',
            { class: 'fold' },
            h('summary', null, 'What this code does not use'),
            h('ul', { class: 'supports' }, others.filter((name) => !unsaid.includes(name)).map(line)),
            unsaid.length ? h('p', { class: 'what' }, `Unknown: ${unsaid.join(', ')}.`) : null,
          )
        : null,
    ),
  );
}

function source(text) {
  return h('span', { class: 'source' }, '[', outside(text), ']');
}

/** Opens a chip's notes, from a link. */
function openChip(audit, id) {
  const index = audit.profiles.findIndex((p) => p.id === id);
  const card = index < 0 ? null : byId(chipId(index));
  if (!card) return null;
  card.open = true;
  return card;
}
