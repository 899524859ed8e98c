// The payload, with indices for frequent queries.
//
// SPDX-License-Identifier: Apache-2.0

// ---- The payload -----------------------------------------------------------------------------------------------------

const trouble = (text) => byId('trouble').append(h('p', { class: 'trouble' }, text));

function readPayload() {
  let data = null;
  try {
    data = JSON.parse(byId('causeway-data').textContent);
  } catch (error) {
    trouble(`The data of this page cannot be read: ${error.message}. Write the report again.`);
    return null;
  }
  if (data?.version !== 1) {
    trouble(
      `The data of this page has version ${data?.version}, and the page knows version 1 only. Write both with the same program.`,
    );
    return null;
  }
  for (const list of ['decisions', 'extensions', 'needs', 'profiles', 'kernels', 'files', 'findings', 'diagnostics']) {
    data[list] = Array.isArray(data[list]) ? data[list] : [];
  }
  data.sources ??= {};
  data.weights ??= {};
  data.summary ??= {};
  for (const part of ['uses', 'lines', 'files', 'kernels', 'minutes']) data.summary[part] ??= { total: 0 };
  return data;
}

/** The payload with its indices. */
class Audit {
  constructor(data) {
    Object.assign(this, data);
    this.fileIndex = new Map(data.files.map((file, i) => [file.path, i]));
    this.findings.forEach((finding, i) => {
      finding.index = i;
    });
    this.kernels.forEach((kernel, i) => {
      kernel.index = i;
    });
    this.files.forEach((file, i) => {
      file.index = i;
    });
    this.open = this.findings.filter(isOpen);
    this.decisionById = new Map(data.decisions.map((decision) => [decision.id, decision]));
    this.extensionTitle = new Map(
      data.extensions.map((extension) => [extension.name, extension.title || extension.name]),
    );
    this.fresh = new Set(data.baseline?.new ?? []);
    this.fileFindings = null;
  }

  path(file) {
    return this.files[file]?.path ?? '(elsewhere)';
  }

  /** Findings of each file, in the order of their places. */
  findingsOf(file) {
    if (!this.fileFindings) {
      this.fileFindings = this.files.map(() => []);
      for (const finding of this.findings) this.fileFindings[finding.file]?.push(finding);
      for (const list of this.fileFindings) list.sort((a, b) => a.line - b.line || a.column - b.column);
    }
    return this.fileFindings[file] ?? [];
  }

  source(path) {
    return Object.hasOwn(this.sources, path) ? this.sources[path] : null;
  }
}

/** The names of a decision, most used first. */
const namesOf = (decision) =>
  decision.names?.length ? decision.names.map((entry) => entry.name ?? String(entry)) : [decision.name];

const isOpen = (finding) => finding.effort !== 'auto' || finding.verdict !== 'mapped';

/** A profile's entry for an extension. */
function supportOf(profile, name) {
  const extensions = profile.extensions ?? {};
  return Object.hasOwn(extensions, name) ? extensions[name] : { support: 'unknown' };
}

// ---- Places ----------------------------------------------------------------------------------------------------------

const placeHash = (audit, file, line) => hash('file', { path: audit.path(file), line });

/** A path that may break after each folder; folders and file name have different styles. */
function pathText(path) {
  const folders = path.split('/');
  const name = folders.pop();
  return [
    h(
      'span',
      { class: 'dir' },
      folders.map((folder) => [`${folder}/`, h('wbr')]),
    ),
    name,
  ];
}

/** "src/a.cu:12" as a link into the file. */
function place(audit, file, line) {
  return h(
    'a',
    { href: placeHash(audit, file, line), class: 'place' },
    h('bdi', null, pathText(audit.path(file)), line ? h('span', { class: 'line' }, `:${line}`) : null),
  );
}

/** A list of places that unfolds on request. */
function places(audit, list, label) {
  if (!list?.length) return null;
  const body = h('ul', { class: 'places' });
  const details = h('details', { class: 'fold' }, h('summary', null, label ?? counted(list.length, 'place')), body);
  let shown = 0;
  const more = h('button', { type: 'button', class: 'quiet', on: { click: () => show(500) } });
  const show = (n) => {
    for (const [file, line] of list.slice(shown, shown + n)) body.append(h('li', null, place(audit, file, line)));
    shown = Math.min(list.length, shown + n);
    more.textContent = `${num(list.length - shown)} more`;
    if (shown < list.length) details.append(more);
    else more.remove();
  };
  details.addEventListener('toggle', () => {
    if (details.open && !shown) show(60);
  });
  return details;
}
