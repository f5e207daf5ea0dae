// What the command side answers: refusals by reason, latencies.
import { byId, el, keyed, text } from './dom.js';
import { count, knows, millis, rate, t } from './words.js';

let show = null;
let words = null;
let scroll = null;

export function begin() {
  const body = el('tbody');
  words = el('p', { id: 'latency' });
  scroll = el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('issuing') },
    el('table', {},
      el('thead', {}, el('tr', {}, ['answer', 'perSecond', 'all'].map((head) => el('th', { scope: 'col', class: head === 'answer' ? null : 'number' }, t(`issuing.${head}`))))),
      body));
  byId('issuing').replaceChildren(el('h3', {}, t('issuing')), el('p', { class: 'quiet' }, t('issuing.source')), words, scroll);
  show = keyed(body, row, (entry) => entry.outcome);
}

function row(entry) {
  const now = el('td', { class: 'number' });
  const all = el('td', { class: 'number' });
  const name = knows(`outcome.${entry.outcome}`) ? t(`outcome.${entry.outcome}`) : entry.outcome;
  return {
    node: el('tr', { 'data-outcome': entry.outcome }, el('th', { scope: 'row' }, name), now, all),
    update: (next) => {
      text(now, rate(next.perSecond));
      text(all, count(next.answers));
    },
  };
}

export function update(snapshot) {
  const issuing = snapshot.issuing ?? null;
  scroll.hidden = issuing === null;
  if (issuing === null) {
    text(words, t('issuing.none'));
    return;
  }
  text(words, issuing.p50Millis === null
    ? t('issuing.quiet')
    : t('issuing.latency', { p50: millis(issuing.p50Millis), p95: millis(issuing.p95Millis), p99: millis(issuing.p99Millis) }));
  show(Object.entries(issuing.answers)
    .map(([outcome, answers]) => ({ outcome, answers, perSecond: issuing.perSecond[outcome] ?? 0 }))
    .sort((a, b) => b.answers - a.answers));
}
