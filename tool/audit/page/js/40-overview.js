// The first parts of the report: automatic migration, remaining work and its cost, changes, requirements.
//
// SPDX-License-Identifier: Apache-2.0

const body = (id) => byId(id).querySelector('.body');

// ---- The head --------------------------------------------------------------------------------------------------------

function showHead(audit) {
  const { uses, minutes } = audit.summary;
  byId('project').textContent = visible(audit.project || 'This project');
  document.title = visible(`${audit.project || 'Project'}: CUDA audit`);
  const date =
    audit.date && !Number.isNaN(Date.parse(audit.date))
      ? new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(audit.date))
      : audit.date;
  const generator = [audit.generator?.name, audit.generator?.version].filter(Boolean).join(' ');
  byId('eyebrow').replaceChildren(visible(['CUDA audit', date, generator].filter(Boolean).join(' · ')));
  put(byId('footer'), [
    h(
      'p',
      null,
      `Written by ${generator || 'causeway'}. Everything in this page is in this one file; it loads nothing. Figures of cost are the stated weights times the counts: they order the work and size it, they do not promise it.`,
    ),
  ]);

  const bound = boundText(audit);
  if (bound) put(byId('bound'), [h('p', { class: 'bound', role: 'note' }, h('strong', null, bound.what), ` ${bound.so}`)]);
  byId('bound').hidden = !bound;
  const lede = byId('top');
  const left = audit.open.length;
  const strong = (...text) => h('strong', null, ...text);
  if (!uses.total) {
    put(lede, ['No use of CUDA was found in ', counted(audit.summary.files.total, 'file'), '.']);
    return;
  }
  if (!left)
    put(lede, [
      strong(bound ? 'All of the CUDA that was seen' : 'All of its CUDA'),
      ` migrates automatically: ${counted(uses.total, 'use')} in ${counted(audit.summary.files.cuda, 'file')}.`,
    ]);
  else {
    const files = new Set(audit.open.map((f) => f.file)).size;
    put(lede, [
      bound ? 'At most ' : '',
      strong(percent(uses.auto, uses.total)),
      bound ? ' of the CUDA that was seen migrates automatically. ' : ' of its CUDA migrates automatically. ',
      strong(counted(left, 'place')),
      ` in ${counted(files, 'file')} ${left === 1 ? 'is' : 'are'} left to people: ${counted(audit.decisions.length, 'decision')}, `,
      strong(costText(minutes)),
      '.',
    ]);
  }
  const bySupport = SUPPORT.map((s) => [s, audit.profiles.filter((p) => p.verdict === s)]).filter(
    ([, list]) => list.length,
  );
  const backless = audit.profiles.filter((p) => !p.backend).length;
  if (bySupport.length) {
    const says = {
      native: 'runs it natively',
      emulated: 'runs it with parts emulated',
      unknown: 'is not documented well enough to say',
      absent: 'lacks something',
      over: 'is over a limit',
    };
    const sayMany = {
      native: 'run it natively',
      emulated: 'run it with parts emulated',
      unknown: 'are not documented well enough to say',
      absent: 'lack something',
      over: 'are over a limit',
    };
    put(byId('lede-more'), [
      h(
        'p',
        { class: 'sub' },
        `Of ${counted(audit.profiles.length, 'chip')}${backless ? ` (${num(backless)} without a backend of the shim yet)` : ''}, `,
        bySupport.map(([s, list], i) => [
          i ? ', ' : '',
          h(
            'a',
            { href: '#chips', class: 'plain' },
            glyph(s),
            ` ${num(list.length)} ${list.length === 1 ? says[s] : sayMany[s]}`,
          ),
        ]),
        '.',
      ),
    ]);
  }
  if (audit.baseline) {
    const { baseline } = audit;
    put(byId('lede-more'), [
      h(
        'p',
        { class: 'sub' },
        'Since ',
        mono(baseline.name),
        ': ',
        h(
          'a',
          { href: '#since', class: 'plain' },
          `${counted(baseline.new?.length ?? 0, 'use')} came, ${num(baseline.fixed?.length ?? 0)} went; ${signed(baseline.minutes ?? 0, duration)} of work`,
        ),
        '.',
      ),
    ]);
  }
}

/** The note that figures are bounds if a file could not be read in full; null if all were read. */
function boundText(audit) {
  const unread = audit.summary.unreadFiles ?? 0;
  if (!unread) return null;
  const all = Math.max(unread, audit.files.length);
  return {
    what: `${num(unread)} of ${counted(all, 'file')} could not be read in full.`,
    so: 'Every figure on this page is a bound: at most this much migrates automatically, and at least this much is left.',
  };
}

/** "3.1 h to 12.5 h (not calibrated)", or one figure if the user gave the weights. */
function costText(minutes) {
  return minutes.most === undefined
    ? `about ${duration(minutes.total)}`
    : `${duration(minutes.least)} to ${duration(minutes.most)} (not calibrated)`;
}

// ---- Automatic migration --------------------------------------------------------------------------------------------

const MOVES = [
  ['uses', 'Uses', 'places where the code names something of CUDA'],
  ['lines', 'Lines', 'lines with at least one use, under their worst class'],
  ['files', 'Files', 'files with at least one use, under their worst class'],
  ['kernels', 'Kernels', 'kernels, under the worst class inside them'],
];

function showMoves(audit) {
  const head = h(
    'tr',
    { role: 'row' },
    h('th', { role: 'columnheader', scope: 'col' }, 'Counted by'),
    h('th', { role: 'columnheader', scope: 'col', class: 'num' }, 'Automatic'),
    h('th', { role: 'columnheader', scope: 'col' }, hidden('Shares')),
    EFFORTS.map((e) => h('th', { role: 'columnheader', scope: 'col', class: 'num' }, effortSign(e))),
    h('th', { role: 'columnheader', scope: 'col', class: 'num' }, 'all'),
  );
  const rows = MOVES.map(([key, label, what]) => {
    const counts = audit.summary[key];
    const total = key === 'lines' || key === 'files' ? (counts.cuda ?? 0) : counts.total;
    const of =
      key === 'lines' || key === 'files' ? `${num(counts.cuda)} of ${num(counts.total)} ${key} have CUDA` : what;
    return h(
      'tr',
      { role: 'row' },
      h(
        'th',
        { role: 'rowheader', scope: 'row', class: 'head' },
        h('span', { class: 'big' }, label),
        h('span', { class: 'what', title: what }, of),
      ),
      h('td', { role: 'cell', class: 'num share', 'data-label': 'Automatic' }, percent(counts.auto, total)),
      h('td', { role: 'cell', class: 'barcell wide' }, bar(counts, total, 'tall')),
      EFFORTS.map((e) =>
        h(
          'td',
          { role: 'cell', class: `num${counts[e] ? '' : ' zero'}`, 'data-label': effortText(e).word },
          num(counts[e]),
        ),
      ),
      h('td', { role: 'cell', class: 'num', 'data-label': 'all' }, num(total)),
    );
  });
  put(body('moves'), [
    h(
      'table',
      { role: 'table', class: 'moves' },
      h('caption', { class: 'sr' }, 'How much migrates automatically, by uses, lines, files and kernels'),
      h('thead', { role: 'rowgroup' }, head),
      h('tbody', { role: 'rowgroup' }, rows),
    ),
    showTrust(audit),
  ]);
}

/** The confidence of the figures. */
function showTrust(audit) {
  const by = { ast: 0, pp: 0, lexical: 0 };
  for (const finding of audit.findings) by[finding.confidence] = (by[finding.confidence] ?? 0) + 1;
  const total = audit.findings.length;
  const { units, failedUnits, errors } = audit.summary;
  const parts = [];
  if (total) {
    parts.push(
      h(
        'p',
        null,
        h('b', null, 'How sure this is. '),
        `${percent(by.ast, total)} of the uses were resolved by the compiler, ${percent(by.pp, total)} seen by the preprocessor, `,
        h(
          'a',
          { href: hash('findings', { confidence: 'lexical' }) },
          `${percent(by.lexical, total)} matched as bare text`,
        ),
        ' where nothing better covers them.',
        units ? ` ${counted(units, 'unit')} read${failedUnits ? `, of which ${num(failedUnits)} failed` : ''}.` : '',
      ),
    );
  }
  if (audit.diagnostics.length) {
    const list = h('ul', { class: 'diagnostics' });
    const fold = h(
      'details',
      { class: 'fold' },
      h('summary', null, `${counted(errors ?? 0, 'error')} while reading; the code around was judged as text`),
      list,
    );
    let shown = false;
    fold.addEventListener('toggle', () => {
      if (shown) return;
      shown = true;
      const most = 200;
      for (const d of audit.diagnostics.slice(0, most)) {
        list.append(
          h(
            'li',
            null,
            h('span', { class: 'muted' }, `${d.severity}: `),
            d.message,
            ' ',
            Number.isInteger(d.file) && audit.files[d.file] ? place(audit, d.file, d.line) : d.path ? mono(d.path) : '',
          ),
        );
      }
      if (audit.diagnostics.length > most)
        list.append(h('li', { class: 'muted' }, `and ${num(audit.diagnostics.length - most)} more, in the JSON`));
    });
    parts.push(fold);
  }
  return parts.length ? h('div', { class: 'aside' }, parts) : null;
}

// ---- Remaining work -------------------------------------------------------------------------------------------------

function showCost(audit) {
  const { minutes } = audit.summary;
  const box = body('cost');
  if (!audit.open.length) {
    put(box, [
      h('p', { class: 'nothing' }, audit.findings.length ? 'Nothing is left to people.' : 'There is nothing to move.'),
    ]);
    return;
  }
  const rows = EFFORTS.slice(1).map((e) => {
    const decisions = audit.decisions.filter((d) => d.effort === e);
    const weight = audit.weights[e] ?? { first: 0, again: 0 };
    const count = decisions.reduce((sum, d) => sum + d.places, 0);
    return h(
      'tr',
      { role: 'row' },
      h(
        'th',
        { role: 'rowheader', scope: 'row', class: 'head' },
        effortSign(e),
        h('span', { class: 'what' }, effortText(e).what),
      ),
      h('td', { role: 'cell', class: 'num', 'data-label': 'decisions' }, num(decisions.length)),
      h(
        'td',
        { role: 'cell', class: 'num', 'data-label': 'places' },
        count ? h('a', { href: hash('findings', { effort: e }) }, num(count)) : '0',
      ),
      h('td', { role: 'cell', class: 'num', 'data-label': 'weight, first' }, duration(weight.first)),
      h('td', { role: 'cell', class: 'num', 'data-label': 'weight, again' }, duration(weight.again)),
      h('td', { role: 'cell', class: 'num strong', 'data-label': 'cost' }, duration(minutes[e])),
    );
  });
  const days = minutes.total / 480;
  put(box, [
    h(
      'div',
      { class: 'figure' },
      h('p', { class: 'figure-number' }, costText(minutes)),
      h(
        'p',
        { class: 'figure-text' },
        days >= 1.5 ? `${minutes.most === undefined ? 'about' : 'in the middle'} ${counted(Math.round(days), 'working day')} of 8 hours` : 'of a person’s work',
        '. A decision settles all places that are left for the same reason: the first place costs the first weight, every further place the second. ',
        'The weights are stated below, and ',
        h('span', { class: 'nowrap' }, mono('--weights')),
        ' changes them.',
      ),
    ),
    bar(minutes, minutes.total, 'tall'),
    h(
      'table',
      { role: 'table', class: 'rows cost' },
      h('caption', { class: 'sr' }, 'Cost of the remaining work, by class'),
      h(
        'thead',
        { role: 'rowgroup' },
        h(
          'tr',
          { role: 'row' },
          ['Class', 'Decisions', 'Places', 'First place', 'Each further', 'Cost'].map((t, i) =>
            h('th', { role: 'columnheader', scope: 'col', class: i ? 'num' : null }, t),
          ),
        ),
      ),
      h('tbody', { role: 'rowgroup' }, rows),
    ),
    h('h3', null, 'Decisions, most expensive first'),
    decisionList(audit).element,
  ]);
}

function decisionList(audit) {
  const dearest = Math.max(1, ...audit.decisions.map((d) => d.minutes));
  const names = (decision) => {
    const all = namesOf(decision);
    const list = (some) => some.map((name, i) => [i ? ', ' : '', mono(name)]);
    if (all.length < 3) return list(all);
    const rest = all.slice(1);
    const fold = h('details', { class: 'fold' }, h('summary', null, `and ${counted(rest.length, 'more name')}`));
    fold.append(h('p', { class: 'names' }, list(rest)));
    return [mono(all[0]), fold];
  };
  const list = new List({
    id: 'cost',
    rows: audit.decisions,
    noun: ['decision', 'decisions'],
    caption: 'Open decisions',
    chunk: 12,
    cls: 'decisions',
    columns: [
      {
        key: 'effort',
        width: '6.5rem',
        label: 'Class',
        sort: (d) => EFFORTS.indexOf(d.effort),
        desc: true,
        cell: (d) => effortSign(d.effort),
      },
      {
        key: 'name',
        width: '26%',
        label: 'Name',
        head: true,
        sort: (d) => d.name,
        cell: (d) => [names(d), h('span', { class: 'what' }, [d.kind, d.area].filter(Boolean).join(' · '))],
      },
      {
        key: 'why',
        label: 'Why, and what to do',
        wide: true,
        cell: (d) => [
          d.message || (d.verdict === 'unknown' ? 'No rule knows this name.' : ''),
          d.instead ? h('span', { class: 'what' }, d.instead) : null,
        ],
      },
      {
        key: 'places',
        width: '5rem',
        label: 'Places',
        num: true,
        desc: true,
        sort: (d) => d.places,
        cell: (d) => {
          const label = `${counted(d.places, 'place')} of ${namesOf(d)[0]}`;
          return h('a', { href: hash('findings', { decision: d.id }), 'aria-label': label }, num(d.places));
        },
      },
      {
        key: 'files',
        width: '4.5rem',
        label: 'Files',
        num: true,
        desc: true,
        sort: (d) => d.files,
        cell: (d) => num(d.files),
      },
      {
        key: 'minutes',
        width: '5.5rem',
        label: 'Cost',
        num: true,
        desc: true,
        sort: (d) => d.minutes,
        cell: (d) => [h('span', { class: 'strong' }, duration(d.minutes)), meter(d.minutes / dearest)],
      },
    ],
    onChange: (params) => remember('cost', params),
  });
  LISTS.set('cost', list);
  return list;
}

// ---- Changes --------------------------------------------------------------------------------------------------------

function showSince(audit) {
  const { baseline } = audit;
  if (!baseline) return;
  byId('since').hidden = false;
  const uses = baseline.uses ?? {};
  const came = (baseline.new ?? []).map((i) => audit.findings[i]).filter(Boolean);
  const went = baseline.fixed ?? [];
  const most = 50;
  const side = (title, list, line) =>
    h(
      'div',
      null,
      h('h3', null, title),
      list.length
        ? h(
            'ul',
            { class: 'plainlist' },
            list.slice(0, most).map((entry) => h('li', null, line(entry))),
            list.length > most ? h('li', { class: 'muted' }, `and ${num(list.length - most)} more`) : null,
          )
        : h('p', { class: 'muted' }, 'None.'),
    );
  put(body('since'), [
    h(
      'p',
      null,
      'Compared with ',
      mono(baseline.name),
      ': ',
      h('b', null, `${signed(baseline.minutes ?? 0, duration)} of work`),
      ', uses ',
      EFFORTS.filter((e) => uses[e] !== undefined).map((e, i) => [i ? ', ' : '', effortSign(e), ` ${signed(uses[e])}`]),
      '.',
    ),
    h(
      'div',
      { class: 'pair' },
      side(
        [
          `${num(came.length)} new `,
          came.length ? h('a', { class: 'small', href: hash('findings', { since: 'new' }) }, 'as a list') : '',
        ],
        came,
        (f) => [effortSign(f.effort), ' ', mono(f.name), ' ', place(audit, f.file, f.line)],
      ),
      side(`${num(went.length)} gone`, went, (f) => [
        effortSign(f.effort),
        ' ',
        mono(f.name),
        ' ',
        h('span', { class: 'muted' }, `${f.path}${f.line ? ':' + f.line : ''}`),
      ]),
    ),
  ]);
}

// ---- Requirements ---------------------------------------------------------------------------------------------------

function showNeeds(audit) {
  const box = body('needs');
  if (!audit.extensions.length && !audit.needs.length) {
    put(box, [
      h(
        'p',
        { class: 'nothing' },
        'Nothing beyond the base: memory, streams, events, launches, block barriers, 32-bit atomics and math.',
      ),
    ]);
    return;
  }
  const most = Math.max(1, ...audit.extensions.map((e) => e.uses));
  const head = (texts) =>
    h(
      'thead',
      { role: 'rowgroup' },
      h(
        'tr',
        { role: 'row' },
        texts.map(([text, cls]) => h('th', { role: 'columnheader', scope: 'col', class: cls ?? null }, text)),
      ),
    );
  const cell = (label, cls, ...content) => h('td', { role: 'cell', class: cls, 'data-label': label }, content);
  put(box, [
    audit.extensions.length
      ? [
          h('p', { class: 'intro' }, 'Extensions of the shim that the code uses, beyond the base that every chip has.'),
          h(
            'table',
            { role: 'table', class: 'rows' },
            h('caption', { class: 'sr' }, 'Extensions that the code uses'),
            head([
              ['Extension'],
              ['Uses', 'num'],
              [hidden('Share'), 'meters'],
              ['Kernels', 'num'],
              ['Files', 'num'],
              ['Where'],
            ]),
            h(
              'tbody',
              { role: 'rowgroup' },
              audit.extensions.map((e) =>
                h(
                  'tr',
                  { role: 'row' },
                  h(
                    'th',
                    { role: 'rowheader', scope: 'row', class: 'head' },
                    e.title || e.name,
                    ' ',
                    e.title && e.title !== e.name ? h('span', { class: 'what inline' }, mono(e.name)) : '',
                  ),
                  cell(
                    'uses',
                    'num',
                    h(
                      'a',
                      {
                        href: hash('findings', { needs: e.name }),
                        'aria-label': `${counted(e.uses, 'use')} of ${e.name}`,
                      },
                      num(e.uses),
                    ),
                  ),
                  cell('', 'meters', meter(e.uses / most)),
                  cell('kernels', 'num', num(e.kernels)),
                  cell('files', 'num', num(e.files)),
                  cell('where', 'wide', places(audit, e.places)),
                ),
              ),
            ),
          ),
        ]
      : null,
    audit.needs.length
      ? [
          h('h3', null, 'Numbers that are compared with a chip’s limits'),
          h(
            'table',
            { role: 'table', class: 'rows' },
            h('caption', { class: 'sr' }, 'The largest numbers found in the code'),
            head([['Largest in the code'], ['Value', 'num'], ['Where']]),
            h(
              'tbody',
              { role: 'rowgroup' },
              audit.needs.map((n) =>
                h(
                  'tr',
                  { role: 'row' },
                  h('th', { role: 'rowheader', scope: 'row', class: 'head' }, n.title || n.id),
                  cell('value', 'num strong', quantity(n.value, n.unit)),
                  cell('where', 'wide', places(audit, n.places)),
                ),
              ),
            ),
          ),
        ]
      : null,
  ]);
}
