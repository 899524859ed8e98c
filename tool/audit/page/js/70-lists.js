// The lists at the end of the report: kernels, files, findings.
//
// SPDX-License-Identifier: Apache-2.0

const LISTS = new Map(); // by the id of their section

/** The values of a facet with their counts, most frequent first. */
function valuesOf(rows, of, label = (v) => v) {
  const tally = new Map();
  for (const row of rows) {
    const value = of(row);
    for (const v of Array.isArray(value) ? value : [value]) if (v) tally.set(v, (tally.get(v) ?? 0) + 1);
  }
  return [...tally].sort((a, b) => b[1] - a[1]).map(([v, n]) => [v, `${label(v)} (${num(n)})`]);
}

function effortFacet(rows) {
  return {
    key: 'effort',
    label: 'Class',
    toggle: true,
    of: (row) => row.effort,
    values: EFFORTS.map((e) => [e, rows.filter((r) => r.effort === e).length])
      .filter(([, n]) => n)
      .map(([e, n]) => [e, [glyph(e), ` ${effortText(e).word} `, h('span', { class: 'n' }, num(n))]]),
  };
}

const worstFirst = (a, b) => EFFORTS.indexOf(b.effort) - EFFORTS.indexOf(a.effort);
const readiness = (uses) =>
  h(
    'span',
    { class: 'ready' },
    bar(uses, uses.total),
    hidden(
      EFFORTS.filter((e) => uses[e])
        .map((e) => `${num(uses[e])} ${effortText(e).word}`)
        .join(', '),
    ),
    h('span', { class: 'what inline' }, percent(uses.auto, uses.total)),
  );

// ---- Kernels ---------------------------------------------------------------------------------------------------------

function kernelFacts(facts = {}) {
  const out = [];
  const add = (n, one, more) => {
    if (n) out.push(counted(n, one, more));
  };
  if (facts.sharedBytes) out.push(`${facts.sharedAtLeast ? 'at least ' : ''}${bytes(facts.sharedBytes)} shared`);
  else if (facts.sharedAtLeast) out.push('shared memory of unknown size');
  if (facts.dynamicShared) out.push('dynamic shared memory');
  add(facts.barriers, 'barrier');
  add(facts.warpOperations, 'warp operation');
  add(facts.atomics, 'atomic');
  add(facts.textures, 'texture use');
  add(facts.inlineAssembly, 'inline assembly', 'inline assemblies');
  add(facts.launches, 'launch from the device', 'launches from the device');
  if (facts.recursion) out.push('recursion');
  if (facts.precision?.length) out.push(facts.precision.join(', '));
  if (facts.maxThreads) out.push(`at most ${num(facts.maxThreads)} threads`);
  if (facts.blockSizes?.length)
    out.push(
      `blocks of ${facts.blockSizes
        .slice(0, 4)
        .map((s) => s.filter((n, i) => i === 0 || s.slice(i).some((m) => m !== 1)).join(' × '))
        .join(', ')}${facts.blockSizes.length > 4 ? ', …' : ''}`,
    );
  if (facts.template) out.push('template, never instantiated');
  if (facts.partial) out.push('calls code that is not seen');
  return out;
}

function chipStrip(audit, verdicts = {}) {
  const by = new Map();
  const strip = h('span', { class: 'strip', 'aria-hidden': 'true' });
  for (const profile of audit.profiles) {
    const v = Object.hasOwn(verdicts, profile.id) ? verdicts[profile.id] : 'unknown';
    if (!by.has(v)) by.set(v, []);
    by.get(v).push(profile.id);
    strip.append(h('span', { title: `${profile.id}: ${supportWord(v)}` }, glyph(v)));
  }
  return [strip, hidden([...by].map(([v, names]) => `${supportWord(v)} on ${names.join(', ')}`).join('; '))];
}

/** The number of chips on which a kernel does not or may not run. */
const chipless = (kernel) =>
  Object.values(kernel.profiles ?? {}).filter((v) => v !== 'native' && v !== 'emulated').length;

function showKernels(audit) {
  const box = body('kernels');
  if (!audit.kernels.length) {
    put(box, [h('p', { class: 'nothing' }, 'No kernel was found.')]);
    return;
  }
  const list = new List({
    id: 'kernels',
    rows: audit.kernels,
    noun: ['kernel', 'kernels'],
    caption: 'Kernels',
    chunk: 40,
    cls: 'kernels',
    hint: 'Name, file, fact',
    text: (k) => [k.name, audit.path(k.file), ...(k.needs ?? []), ...kernelFacts(k.facts)].join('\n'),
    order: (a, b) => worstFirst(a, b) || b.minutes - a.minutes || chipless(b) - chipless(a) || a.index - b.index,
    facets: [
      effortFacet(audit.kernels),
      {
        key: 'needs',
        label: 'Needs',
        of: (k) => k.needs ?? [],
        values: valuesOf(
          audit.kernels,
          (k) => k.needs ?? [],
          (v) => audit.extensionTitle.get(v) ?? v,
        ),
      },
    ],
    columns: [
      {
        key: 'name',
        width: '25%',
        label: 'Kernel',
        head: true,
        sort: (k) => k.name,
        cell: (k) => [
          h('a', { href: placeHash(audit, k.file, k.line) }, mono(k.name)),
          h('span', { class: 'what' }, place(audit, k.file, k.line)),
        ],
      },
      {
        key: 'effort',
        width: '6.5rem',
        label: 'Class',
        sort: (k) => EFFORTS.indexOf(k.effort),
        desc: true,
        cell: (k) => effortSign(k.effort),
      },
      {
        key: 'ready',
        width: '9.5rem',
        label: 'Ready',
        sort: (k) => (k.uses?.total ? k.uses.auto / k.uses.total : 1),
        cell: (k) => (k.uses?.total ? readiness(k.uses) : null),
      },
      {
        key: 'facts',
        label: 'Facts',
        wide: true,
        cell: (k) =>
          h(
            'ul',
            { class: 'facts' },
            kernelFacts(k.facts).map((f) => h('li', null, f)),
          ),
      },
      {
        key: 'needs',
        width: '8rem',
        label: 'Needs',
        cell: (k) => (k.needs?.length ? k.needs.map((n, i) => [i ? ', ' : '', mono(n)]) : ''),
      },
      audit.profiles.length
        ? { key: 'chips', width: '9.5rem', label: 'Chips', cell: (k) => chipStrip(audit, k.profiles) }
        : null,
      {
        key: 'minutes',
        width: '5rem',
        label: 'Work',
        num: true,
        desc: true,
        sort: (k) => k.minutes ?? 0,
        cell: (k) => duration(k.minutes),
      },
    ].filter(Boolean),
    onChange: (params) => remember('kernels', params),
  });
  LISTS.set('kernels', list);
  put(box, [
    audit.profiles.length
      ? h(
          'p',
          { class: 'intro' },
          'Signs under “Chips” stand in the order of the matrix: ',
          audit.profiles.map((p, i) => [i ? ', ' : '', mono(p.id)]),
          '.',
        )
      : null,
    list.element,
  ]);
  list.show();
}

// ---- Files -----------------------------------------------------------------------------------------------------------

function showFiles(audit) {
  const rows = audit.files.filter((f) => f.uses?.total);
  const list = new List({
    id: 'files',
    rows,
    noun: ['file with CUDA', 'files with CUDA'],
    caption: 'Files',
    chunk: 40,
    cls: 'files',
    hint: 'Path',
    text: (f) => `${f.path}\n${f.newPath ?? ''}`,
    order: (a, b) => b.minutes - a.minutes || worstFirst(a, b) || a.index - b.index,
    printed: (f) => f.uses.total > f.uses.auto,
    unprinted: 'all of it migrates automatically',
    facets: [effortFacet(rows)],
    columns: [
      {
        key: 'path',
        label: 'File',
        head: true,
        sort: (f) => f.path,
        cell: (f) => [
          place(audit, f.index),
          f.newPath && f.newPath !== f.path
            ? h('span', { class: 'what' }, 'becomes ', h('bdi', null, f.newPath.slice(f.newPath.lastIndexOf('/') + 1)))
            : null,
        ],
      },
      {
        key: 'effort',
        width: '6.5rem',
        label: 'Class',
        sort: (f) => EFFORTS.indexOf(f.effort),
        desc: true,
        cell: (f) => effortSign(f.effort),
      },
      {
        key: 'ready',
        width: '9.5rem',
        label: 'Ready',
        sort: (f) => f.uses.auto / f.uses.total,
        cell: (f) => readiness(f.uses),
      },
      {
        key: 'open',
        width: '4.5rem',
        label: 'Open',
        num: true,
        desc: true,
        sort: (f) => f.uses.total - f.uses.auto,
        cell: (f) => num(f.uses.total - f.uses.auto),
      },
      {
        key: 'uses',
        width: '4.5rem',
        label: 'Uses',
        num: true,
        desc: true,
        sort: (f) => f.uses.total,
        cell: (f) => num(f.uses.total),
      },
      {
        key: 'lines',
        width: '8.5rem',
        label: 'CUDA lines',
        num: true,
        desc: true,
        sort: (f) => f.cudaLines,
        cell: (f) => `${num(f.cudaLines)} of ${num(f.lines)}`,
      },
      {
        key: 'kernels',
        width: '5.5rem',
        label: 'Kernels',
        num: true,
        desc: true,
        sort: (f) => f.kernels ?? 0,
        cell: (f) => num(f.kernels),
      },
      {
        key: 'minutes',
        width: '5.5rem',
        label: 'Work',
        num: true,
        desc: true,
        sort: (f) => f.minutes,
        cell: (f) => h('span', { class: 'strong' }, duration(f.minutes)),
      },
    ],
    onChange: (params) => remember('files', params),
  });
  LISTS.set('files', list);
  put(body('files'), [list.element]);
  list.show();
}

// ---- Findings --------------------------------------------------------------------------------------------------------

const CONFIDENCE = { ast: 'resolved by the compiler', pp: 'seen by the preprocessor', lexical: 'matched as text' };

/** Old and new text of a finding, with its message. */
function change(finding) {
  const { replacement } = finding;
  return replacement ? [h('span', { class: 'arrow' }, '→ ', hidden('becomes ')), mono(replacement)] : null;
}

function showFindings(audit) {
  const { findings } = audit;
  const facet = (key, label, of, text) => ({ key, label, of, values: valuesOf(findings, of, text) });
  const files = [...new Set(findings.map((f) => f.file))].map((i) => audit.path(i)).sort();
  const rank = [];
  audit.files
    .map((f, i) => [f.path, i])
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .forEach(([, i], at) => {
      rank[i] = at;
    });
  const list = new List({
    id: 'findings',
    rows: findings,
    noun: ['finding', 'findings'],
    caption: 'Findings',
    chunk: 40,
    cls: 'findings',
    hint: 'Name, message, file, function',
    text: (f) =>
      [f.name, f.replacement, f.message, f.instead, audit.path(f.file), f.function, f.area, f.kind].join('\n'),
    order: (a, b) => worstFirst(a, b) || a.file - b.file || a.line - b.line || a.column - b.column,
    printed: isOpen,
    unprinted: 'they migrate automatically',
    facets: [
      effortFacet(findings),
      facet('verdict', 'Verdict', (f) => f.verdict),
      facet('kind', 'Kind', (f) => f.kind),
      facet('area', 'Area', (f) => f.area),
      facet(
        'needs',
        'Extension',
        (f) => f.needs ?? [],
        (v) => audit.extensionTitle.get(v) ?? v,
      ),
      facet(
        'confidence',
        'Seen by',
        (f) => f.confidence,
        (v) => CONFIDENCE[v] ?? v,
      ),
      { key: 'file', label: 'File', of: (f) => audit.path(f.file), values: files.map((p) => [p, p]) },
      audit.baseline
        ? {
            key: 'since',
            label: 'Since the last',
            of: (f) => (audit.fresh.has(f.index) ? 'new' : 'old'),
            values: [['new', `new (${num(audit.fresh.size)})`]],
          }
        : null,
    ].filter(Boolean),
    extraFrom: (params) => {
      const value = params.get('decision');
      const decision = value === null ? null : audit.decisionById.get(Number(value));
      if (!decision) return null;
      const [first, ...rest] = namesOf(decision);
      return {
        key: 'decision',
        value,
        text: `of the decision on ${first}${rest.length ? ` and ${num(rest.length)} more` : ''}`,
        test: (f) => f.decision === decision.id,
      };
    },
    columns: [
      {
        key: 'effort',
        width: '6.5rem',
        label: 'Class',
        sort: (f) => EFFORTS.indexOf(f.effort),
        desc: true,
        cell: (f) => effortSign(f.effort),
      },
      {
        key: 'name',
        width: '25%',
        label: 'Name',
        head: true,
        sort: (f) => f.name.toLowerCase(),
        cell: (f) => [mono(f.name), ' ', change(f)],
      },
      {
        key: 'message',
        label: 'What to know',
        wide: true,
        cell: (f) => [f.message, f.instead ? h('span', { class: 'what' }, f.instead) : null],
      },
      {
        key: 'area',
        width: '9.5rem',
        label: 'Kind',
        sort: (f) => `${f.kind} ${f.area}`,
        cell: (f) => [f.kind, f.area && f.area !== f.kind ? h('span', { class: 'what inline' }, ` · ${f.area}`) : null],
      },
      {
        key: 'place',
        width: '24%',
        label: 'Place',
        sort: (f) => rank[f.file] * 1e7 + f.line,
        cell: (f) => [
          place(audit, f.file, f.line),
          f.function ? h('span', { class: 'what' }, 'in ', mono(f.function)) : null,
        ],
      },
    ],
    onChange: (params) => remember('findings', params),
  });
  LISTS.set('findings', list);
  put(body('findings'), [list.element]);
  list.show();
}
