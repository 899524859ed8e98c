// The audit's page: functions that create elements and format numbers. The build joins the files of this folder, in the
// order of their names, into one script.
//
// SPDX-License-Identifier: Apache-2.0
'use strict';

// ---- Elements --------------------------------------------------------------------------------------------------------
// All data is untrusted. It reaches the page as text only, through h() below; no code here parses markup.

// Characters that are invisible or change the direction of text.
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Text with every invisible character escaped. */
function visible(text) {
  return String(text).replace(INVISIBLE, (c) => `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

// Attributes that are not shown and must equal the data exactly.
const EXACT = new Set(['value', 'href', 'id']);

function put(element, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) put(element, child);
    else element.append(child instanceof Node ? child : visible(child));
  }
  return element;
}

/** An element. `props`: `class`, `on` (listeners), `style` (an object), and attributes; null and false are omitted.
 * Children: elements, text, or arrays of them. */
function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const key in props) {
    const value = props[key];
    if (value === null || value === undefined || value === false) continue;
    if (key === 'class') element.className = value;
    else if (key === 'on') for (const type in value) element.addEventListener(type, value[type]);
    else if (key === 'style') for (const name in value) element.style.setProperty(name, value[name]);
    else element.setAttribute(key, value === true ? '' : EXACT.has(key) ? value : visible(value));
  }
  return put(element, children);
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  element.append(...children);
  return element;
}

const byId = (id) => document.getElementById(id);
const hidden = (...children) => h('span', { class: 'sr' }, ...children);
const mono = (...children) => h('bdi', { class: 'mono' }, ...children);

/** A link out of the page if the text is a URL; otherwise the text. */
function outside(url, label, title) {
  let parsed = null;
  try {
    parsed = new URL(url);
  } catch {
    /* shown as text */
  }
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return h('span', { class: 'muted' }, url);
  return h(
    'a',
    { href: parsed.href, rel: 'noreferrer noopener', target: '_blank', class: 'out', title },
    label ?? parsed.hostname + parsed.pathname,
  );
}

/** The address of a view: hash('file', {path: 'a.cu', line: 3}). */
function hash(view, params) {
  const query = new URLSearchParams();
  for (const key in params) {
    const value = params[key];
    if (value !== undefined && value !== null && value !== '') query.set(key, value);
  }
  const text = query.toString();
  return `#${view}${text ? '?' + text : ''}`;
}

// ---- Signs: shape and colour together --------------------------------------------------------------------------------

const EFFORTS = ['auto', 'review', 'manual', 'blocked'];
const EFFORT_TEXT = {
  auto: { word: 'automatic', long: 'Automatic', what: 'The tool changes it; nothing is left to do.' },
  review: {
    word: 'review',
    long: 'Review',
    what: 'The tool changes what it can; a person reviews it, with the help of the note.',
  },
  manual: { word: 'manual', long: 'By hand', what: 'A person changes it; the way is known.' },
  blocked: {
    word: 'blocked',
    long: 'Blocked',
    what: 'There is no portable form yet; a person decides on a replacement.',
  },
};
const SUPPORT = ['native', 'emulated', 'unknown', 'absent', 'over'];
const SUPPORT_TEXT = {
  native: 'The chip has it, and the shim uses it.',
  emulated: 'It works by other means, and may be slower.',
  unknown: 'No public document says.',
  absent: 'The chip, or the shim on it, lacks it.',
  over: 'The code needs more than the chip has.',
  ok: 'The code stays within the limit.',
  none: 'The code does not need it.',
};
const GLYPHS = {
  auto: 'M6 1.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6z',
  review: 'M6 1L11.4 10.6H.6z',
  manual: 'M6 .4L11.6 6L6 11.6L.4 6z',
  blocked: 'M1.2 1.2h9.6v9.6H1.2zM3 5v2h6V5z',
  native: 'M6 1.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6z',
  emulated: 'M6 1.2a4.8 4.8 0 1 0 0 9.6a4.8 4.8 0 1 0 0-9.6zM6 2.7v6.6a3.3 3.3 0 1 1 0-6.6z',
  unknown:
    'M3 4.2C3 2.3 4.3 1.2 6 1.2s3 1.1 3 2.7c0 1.2-.6 1.8-1.4 2.4-.7.5-.8.8-.8 1.5H5.2c0-1.3 .3-1.9 1.3-2.6 .6-.5.8-.8.8-1.3 0-.7-.5-1.2-1.3-1.2s-1.3 .5-1.3 1.5zM5.1 9.2h1.8v1.8H5.1z',
  absent: 'M2.2 .8L6 4.6 9.8 .8l1.4 1.4L7.4 6l3.8 3.8-1.4 1.4L6 7.4l-3.8 3.8-1.4-1.4L4.6 6 .8 2.2z',
  over: 'M6 .8L10.8 6H7.7v5.2H4.3V6H1.2z',
  ok: 'M1 6.4L2.6 4.8 4.8 7 9.6 2 11.2 3.5 4.8 10.2z',
  none: 'M2.5 5.2h7v1.6h-7z',
};

function glyph(kind) {
  const known = Object.hasOwn(GLYPHS, kind) ? kind : 'unknown';
  return svg(
    'svg',
    { viewBox: '0 0 12 12', class: `glyph is-${known}`, 'aria-hidden': 'true', focusable: 'false' },
    svg('path', { d: GLYPHS[known], 'fill-rule': 'evenodd' }),
  );
}

const effortText = (effort) => EFFORT_TEXT[Object.hasOwn(EFFORT_TEXT, effort) ? effort : 'manual'];
const effortSign = (effort) => h('span', { class: 'sign' }, glyph(effort), effortText(effort).word);
const SUPPORT_WORD = { over: 'over limit', ok: 'within', none: 'not needed' };
const supportWord = (support) => SUPPORT_WORD[support] ?? support;
const supportSign = (support) => h('span', { class: 'sign' }, glyph(support), supportWord(support));

// ---- Numbers ---------------------------------------------------------------------------------------------------------

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const num = (value) => whole.format(value ?? 0);

/** "1 file", "3 files". */
const counted = (n, one, more = one + 's') => `${num(n)} ${n === 1 ? one : more}`;

/** A share that is never rounded to 0 % or 100 % unless it is exact. */
function percent(part, total) {
  if (!total) return '–';
  const share = (100 * part) / total;
  if (share > 0 && share < 0.1) return '< 0.1 %';
  if (share < 100 && share > 99.9) return '> 99.9 %';
  return `${tenth.format(share)} %`;
}

function duration(minutes) {
  if (!minutes) return '0';
  if (Math.abs(minutes) < 60) return `${tenth.format(minutes)} min`;
  const hours = minutes / 60;
  return `${Math.abs(hours) < 100 ? tenth.format(hours) : num(hours)} h`;
}

function bytes(value) {
  return value >= 1024 && value % 1024 === 0 ? `${num(value / 1024)} KiB` : `${num(value)} B`;
}

/** A number with its unit; several numbers are dimensions. */
function quantity(value, unit) {
  if (unit === 'B' && !Array.isArray(value)) return bytes(value);
  const text = Array.isArray(value) ? value.map(num).join(' × ') : num(value);
  return unit ? `${text} ${unit}` : text;
}
const signed = (value, write = num) => (value > 0 ? '+' + write(value) : value < 0 ? '−' + write(-value) : '±0');

// ---- Bars ------------------------------------------------------------------------------------------------------------

/** A bar of the four classes. It repeats the numbers beside it, so screen readers skip it. */
function bar(counts, total, size = '') {
  const element = h('span', { class: `bar ${size}`, 'aria-hidden': 'true' });
  for (const effort of EFFORTS) {
    const part = counts?.[effort] ?? 0;
    if (part > 0)
      element.append(h('span', { class: `fill-${effort}`, style: { 'flex-grow': String(part / (total || 1)) } }));
  }
  return element;
}

function meter(share) {
  return h(
    'span',
    { class: 'meter', 'aria-hidden': 'true' },
    h('span', { style: { width: `${Math.max(share > 0 ? 1 : 0, 100 * share).toFixed(1)}%` } }),
  );
}
