// Dead letters: their causes, trying again, giving up.
import { call, notice } from './calls.js';
import { dialog } from './dialog.js';
import { byId, el, field, text } from './dom.js';
import { has, onSession } from './session.js';
import { t, timeOf } from './words.js';

/** Letters shown; those behind them come into view as these are dealt with. */
const LIMIT = 50;

let words = null;
let list = null;
let retryAll = null;
let shownCount = null;

export function begin() {
  words = el('p', { class: 'quiet' });
  list = el('ul', { class: 'letters' });
  retryAll = el('button', { type: 'button', hidden: true, onclick: () => retry('/api/v1/dead-letters/retry') }, t('letters.retryAll'));
  byId('letters').replaceChildren(el('h3', {}, t('letters')), words, list, el('p', { class: 'buttons' }, retryAll));
  onSession(() => {
    const before = shownCount;
    shownCount = null;
    if (before !== null) {
      update(before);
    }
  });
}

/** Reads the letters anew when their number has changed. */
export function update(number) {
  if (number === shownCount) {
    return;
  }
  shownCount = number;
  const mayRead = has('operator', 'auditor');
  words.hidden = number > 0 && mayRead;
  text(words, number === 0 ? t('letters.none') : t('letters.sign', { events: number }));
  retryAll.hidden = number === 0 || !has('operator');
  if (number === 0 || !mayRead) {
    list.replaceChildren();
  } else {
    read();
  }
}

async function read() {
  const page = await call('GET', `/api/v1/dead-letters?limit=${LIMIT}`);
  if (page !== null) {
    list.replaceChildren(...page.items.map(letter));
  }
}

function letter(one) {
  const path = `/api/v1/dead-letters/${one.id}`;
  const buttons = has('operator')
    ? el('p', { class: 'buttons' },
      el('button', { type: 'button', 'data-action': 'retry', onclick: () => retry(`${path}/retry`) }, t('letters.retry')),
      el('button', { type: 'button', 'data-action': 'discard', onclick: () => discard(path) }, t('letters.discard')))
    : null;
  return el('li', { class: 'letter', 'data-letter': String(one.id) },
    el('p', { class: 'bad' }, one.waiting ? t('letters.waiting') : one.cause),
    el('p', {}, t('letters.at', { index: one.globalIndex, type: one.eventType ?? '?' })),
    el('p', { class: 'quiet', title: one.parkedAt }, t('letters.parked', { projection: one.projection, at: timeOf(one.parkedAt), attempts: one.attempts })),
    el('details', {}, el('summary', {}, t('letters.payload')), el('pre', { tabindex: '0' }, one.payload ?? '')),
    buttons);
}

async function retry(path) {
  const outcome = await call('POST', path);
  if (outcome !== null) {
    notice(t('letters.outcome', { taken: outcome.taken, failed: outcome.failed, cause: outcome.cause ?? '' }), outcome.failed > 0);
    await read();
  }
}

async function discard(path) {
  const input = el('input', { name: 'reason', required: true, maxlength: '500' });
  if (await dialog({ title: t('letters.discard'), body: [field(t('letters.reason'), input)], yes: t('letters.discard') })
    && await call('DELETE', `${path}?reason=${encodeURIComponent(input.value)}`) !== null) {
    notice(t('letters.discarded'));
    await read();
  }
}
