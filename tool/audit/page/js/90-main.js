// Assembles the page: parts, addresses, the back button, themes and printing.
//
// SPDX-License-Identifier: Apache-2.0

// ---- Addresses -------------------------------------------------------------------------------------------------------
// #cost, #findings?effort=blocked&q=x, #tree?dir=src, #chips?chip=cpu, #file?path=src/a.cu&line=12

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

function reveal(element, block = 'start') {
  element?.scrollIntoView({ block, behavior: 'instant' });
}

/** Changes the address or its state. Some hosts, such as an editor's view, have no history. */
function replaceAddress(state, address) {
  try {
    history.replaceState(state, '', address);
  } catch {
    /* the page works without */
  }
}

/** Stores a list's state in the address, so that a link to the page has it. Delayed, because the user may be typing. */
const remember = (view, params) => {
  clearTimeout(remember.timer);
  remember.now = () => {
    clearTimeout(remember.timer);
    remember.now = null;
    replaceAddress(history.state, hash(view, params));
  };
  remember.timer = setTimeout(remember.now, 200);
};

class Router {
  constructor(audit) {
    this.audit = audit;
    this.fileView = new FileView(audit);
    this.view = null;
    // The scroll position is stored with the address that is left, so that going back restores it.
    if ('scrollRestoration' in history) history.scrollRestoration = 'manual';
    addEventListener(
      'click',
      (event) => {
        const link = event.target.closest?.('a[href^="#"]');
        if (link) this.leave();
      },
      true,
    );
    addEventListener('popstate', (event) => this.arrive(event.state?.top));
    this.arrive(history.state?.top, true);
  }

  leave() {
    remember.now?.();
    replaceAddress({ ...history.state, top: scrollY });
  }

  arrive(top, first = false) {
    const address = location.hash.slice(1);
    const cut = address.indexOf('?');
    const name = cut < 0 ? address : address.slice(0, cut);
    const params = new URLSearchParams(cut < 0 ? '' : address.slice(cut + 1));
    const was = this.view;
    this.view = name === 'file' && params.has('path') ? 'file' : 'report';
    byId('report').hidden = this.view !== 'report';
    byId('file').hidden = this.view !== 'file';
    document.body.dataset.view = this.view;

    if (this.view === 'file') {
      const row = this.fileView.show(params.get('path'), Number(params.get('line')) || 0);
      document.title = visible(`${params.get('path')}: CUDA audit`);
      if (top !== undefined) scrollTo({ top, behavior: 'instant' });
      else if (row) {
        reveal(row, 'center');
        row.querySelector('.ln')?.focus({ preventScroll: true });
      } else {
        scrollTo({ top: 0, behavior: 'instant' });
        byId('file-h').focus({ preventScroll: true });
      }
      return;
    }

    document.title = visible(`${this.audit.project || 'Project'}: CUDA audit`);
    if (LISTS.has(name) && (cut >= 0 || LISTS.get(name).query || LISTS.get(name).chosen.size || LISTS.get(name).extra))
      LISTS.get(name).restore(params);
    if (name === 'tree' && treemap) treemap.go(params.get('dir') === '.' ? '' : (params.get('dir') ?? ''));
    const card = name === 'chips' && params.has('chip') ? openChip(this.audit, params.get('chip')) : null;
    if (top !== undefined) {
      scrollTo({ top, behavior: 'instant' });
      return;
    }
    const section = name && name !== 'top' ? byId(name) : null;
    if (card) {
      reveal(card);
      card.querySelector('summary').focus({ preventScroll: true });
    } else if (section?.closest('#report')) {
      const { top: y } = section.getBoundingClientRect();
      const stays = name === 'tree' && params.has('dir') && was === 'report' && y > -60 && y < innerHeight * 0.7;
      if (!stays) {
        reveal(section);
        section.querySelector('h2')?.focus({ preventScroll: true });
      }
    } else if (!first) {
      scrollTo({ top: 0, behavior: 'instant' });
      if (name === 'main') byId('main').focus({ preventScroll: true });
    }
  }
}

// ---- Navigation -----------------------------------------------------------------------------------------------------

const PARTS = [
  ['moves', 'Automatic'],
  ['cost', 'Cost'],
  ['since', 'Changes'],
  ['needs', 'Needs'],
  ['chips', 'Chips'],
  ['tree', 'Tree'],
  ['kernels', 'Kernels'],
  ['files', 'Files'],
  ['findings', 'Findings'],
];

function showContents() {
  const links = new Map();
  for (const [id, text] of PARTS) {
    if (byId(id).hidden) continue;
    const link = h('a', { href: '#' + id }, text);
    links.set(id, link);
    byId('contents-list').append(h('li', null, link));
  }
  byId('contents').hidden = false;
  const seen = new Set();
  const watch = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) entry.isIntersecting ? seen.add(entry.target.id) : seen.delete(entry.target.id);
      const now = PARTS.find(([id]) => seen.has(id))?.[0];
      for (const [id, link] of links) {
        if (id === now) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      }
    },
    { rootMargin: '-25% 0px -65% 0px' },
  );
  for (const id of links.keys()) watch.observe(byId(id));
}

// ---- Themes ---------------------------------------------------------------------------------------------------------

const THEMES = [
  ['', 'Theme: system'],
  ['light', 'Theme: light'],
  ['dark', 'Theme: dark'],
];

function setUpTheme() {
  const button = byId('theme');
  let now = '';
  try {
    now = localStorage.getItem('causeway-theme') ?? '';
  } catch {
    /* no storage: as the system */
  }
  const set = (theme) => {
    now = THEMES.some(([t]) => t === theme) ? theme : '';
    if (now) document.documentElement.dataset.theme = now;
    else delete document.documentElement.dataset.theme;
    button.textContent = THEMES.find(([t]) => t === now)[1];
  };
  set(now);
  button.hidden = false;
  button.addEventListener('click', () => {
    set(THEMES[(THEMES.findIndex(([t]) => t === now) + 1) % THEMES.length][0]);
    try {
      localStorage.setItem('causeway-theme', now);
    } catch {
      /* holds until the page is closed */
    }
  });
}

// ---- Printing -------------------------------------------------------------------------------------------------------

function setUpPaper() {
  let unfolded = [],
    on = false;
  const print = (wanted) => {
    if (wanted === on) return;
    on = wanted;
    if (document.body.dataset.view === 'report') for (const list of LISTS.values()) list.print(on);
    if (on) {
      unfolded = [...document.querySelectorAll('details.chip:not([open]), details.open-here:not([open])')];
      for (const d of unfolded) {
        d.fill?.();
        d.open = true;
      }
    } else for (const d of unfolded) d.open = false;
    treemap?.draw();
  };
  addEventListener('beforeprint', () => print(true));
  addEventListener('afterprint', () => print(false));
}

// ---- Start ----------------------------------------------------------------------------------------------------------

let treemap = null;

function main() {
  setUpTheme();
  const data = readPayload();
  if (!data) return;
  const audit = new Audit(data);
  byId('report').hidden = false;
  const part = (name, show) => {
    try {
      show(audit);
    } catch (error) {
      console.error(error);
      trouble(`The part “${name}” cannot be shown: ${error.message}`);
    }
  };
  part('head', showHead);
  part('moves', showMoves);
  part('cost', showCost);
  part('since', showSince);
  part('needs', showNeeds);
  part('chips', showChips);
  part('tree', () => {
    treemap = new Treemap(audit, body('tree'));
  });
  part('kernels', showKernels);
  part('files', showFiles);
  part('findings', showFindings);
  for (const list of LISTS.values()) if (!list.took) list.show();
  showContents();
  setUpPaper();
  new Router(audit);
  performance.mark('causeway-ready');
  for (const list of LISTS.values()) (window.requestIdleCallback ?? setTimeout)(() => list.prepare());
}

main();
