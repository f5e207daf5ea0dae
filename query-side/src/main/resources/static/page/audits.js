// Audits: starting one, its progress, its verdict with each violation, the history, the proof bundle.
import { call, download, notice } from './calls.js';
import { byId, el, field, keyed, moment, table, text } from './dom.js';
import { named } from './route.js';
import { has, onSession } from './session.js';
import { count, span, t, timeOf } from './words.js';

const PROMISES = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'REDEMPTION', 'SEAL'];
/** Violations shown; the others are in the report. */
const VIOLATIONS = 100;
/** Audits held in the history. */
const HISTORY = 200;

let live = [];
let older = [];
let next = null;
let chosen = null;
let chosenState = null;
let show = null;
let select = null;
let offered = '';

const mayRead = () => has('auditor', 'operator');

export function begin() {
  show = keyed(byId('audit-list'), card, (audit) => audit.id);
  makeStart(byId('audit-start'));
  byId('audit-more').addEventListener('click', readOlder);
  onSession(() => {
    older = [];
    next = null;
    chosenState = null;
    byId('audit-more').hidden = !mayRead();
    read();
    list();
  });
}

export function update(snapshot) {
  if (snapshot.rows === undefined || snapshot.rows === null) {
    return;
  }
  live = snapshot.rows.audits;
  offer(withNamed(snapshot.rows.campaigns));
  list();
  const audit = live.find((one) => one.id === chosen);
  if (audit !== undefined && audit.state !== chosenState) {
    chosenState = audit.state;
    read();
  }
}

function list() {
  const seen = new Set(live.map((audit) => audit.id));
  const all = [...live, ...older.filter((audit) => !seen.has(audit.id))].slice(0, HISTORY);
  byId('audit-none').hidden = all.length > 0;
  show(all);
}

function makeStart(form) {
  select = el('select', { name: 'campaign' });
  const source = el('select', { name: 'source' }, ['BOTH', 'LOG', 'KAFKA'].map((one) => el('option', { value: one }, t(`source.${one}`))));
  form.append(field(t('audit.campaign'), select), field(t('audit.source'), source),
    el('p', { class: 'buttons' }, el('button', { type: 'submit', class: 'main' }, t('audit.start'))));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const started = await call('POST', '/api/v1/audits', { campaignId: select.value === '' ? null : select.value, source: source.value });
    if (started !== null) {
      notice(t('audit.started'));
      choose(started.id);
    }
  });
}

/** The latest campaigns, and the one that the page's address names, which may be older. */
function withNamed(campaigns) {
  const id = named()?.id;
  return id === undefined || campaigns.some((campaign) => campaign.campaignId === id)
    ? campaigns
    : [...campaigns, { campaignId: id, name: id }];
}

function offer(campaigns) {
  const key = campaigns.map((campaign) => campaign.campaignId).sort().join(' ');
  if (key !== offered) {
    offered = key;
    const value = select.value;
    select.replaceChildren(el('option', { value: '' }, t('audit.all')),
      ...campaigns.map((campaign) => el('option', { value: campaign.campaignId }, campaign.name)));
    select.value = value;
    if (select.value !== value) {
      select.value = '';
    }
  }
}

async function readOlder() {
  const page = await call('GET', `/api/v1/audits?limit=20${next === null ? '' : `&after=${encodeURIComponent(next)}`}`);
  if (page !== null) {
    older = [...older, ...page.items.map((audit) => ({ ...audit, checked: audit.progress.checked, head: audit.progress.head, violations: [] }))].slice(0, HISTORY);
    next = page.next;
    byId('audit-more').hidden = next === null || older.length >= HISTORY;
    list();
  }
}

function card(audit) {
  const what = el('span', { class: 'name' });
  const state = el('span', { class: 'pill' });
  const words = el('span', { class: 'quiet' });
  const bar = el('progress', { max: '1', 'aria-label': t('audits') });
  const button = el('button', { type: 'button', class: 'card', onclick: () => choose(audit.id) }, what, state, words);
  const update = (now) => {
    const isDone = now.state === 'DONE';
    text(what, now.campaignId ?? t('audit.all'));
    text(state, isDone ? t(`verdict.${now.verdict}`) : '…');
    state.className = `pill ${isDone ? now.verdict.toLowerCase() : 'pending'}`;
    moment(words, isDone ? timeOf(now.requestedAt) : t(`audit.${now.state}`, { checked: now.checked, head: now.head }), now.requestedAt);
    bar.hidden = isDone;
    bar.value = now.head === 0 ? 0 : Math.min(1, now.checked / now.head);
    button.setAttribute('aria-pressed', String(audit.id === chosen));
  };
  return { node: el('li', { 'data-audit': audit.id }, button, bar), update };
}

function choose(id) {
  chosen = id;
  chosenState = null;
  list();
  read();
}

/** Reads the chosen audit's findings, if the reader may. */
async function read() {
  const host = byId('audit');
  if (chosen === null || !mayRead()) {
    host.replaceChildren(el('p', { class: 'quiet' }, t(chosen === null && mayRead() ? 'audit.none' : 'audit.sign')));
    return;
  }
  const audit = await call('GET', `/api/v1/audits/${encodeURIComponent(chosen)}`);
  if (audit !== null && audit.id === chosen) {
    host.replaceChildren(...findings(audit));
  }
}

function findings(audit) {
  const isDone = audit.state === 'DONE';
  const all = Object.values(audit.violationCounts).reduce((sum, number) => sum + number, 0);
  const verdict = isDone
    ? t(`verdict.${audit.verdict}.long`, { violations: all })
    : t(`audit.${audit.state}`, { checked: audit.progress.checked, head: audit.progress.head });
  return [
    el('h3', {}, audit.campaignId ?? t('audit.all')),
    el('p', { class: `verdict ${isDone ? audit.verdict.toLowerCase() : 'pending'}`, id: 'verdict', role: 'status' }, verdict),
    ...audit.reasons.map((reason) => el('p', {}, reason)),
    ...audit.remarks.map((remark) => el('p', { class: 'remark' }, t('audit.remark', { remark }))),
    isDone && audit.figures !== null ? el('p', {}, figures(audit.figures)) : null,
    el('p', { class: 'quiet', title: audit.requestedAt }, t('audit.by', { by: audit.requestedBy, at: timeOf(audit.requestedAt) })),
    isDone && audit.verdict === 'PROVEN' && audit.campaignId !== null ? bundle(audit) : null,
    isDone ? promises(audit) : null,
    ...violations(audit, all),
  ].filter((part) => part !== null);
}

function figures(given) {
  return t('audit.figures', {
    events: given.events,
    issued: given.issued,
    campaigns: given.campaigns,
    for: span(given.durationMillis / 1_000),
    sealed: given.sealedUpTo ?? 0,
  });
}

function bundle(audit) {
  const path = `/api/v1/audits/${encodeURIComponent(audit.id)}/bundle`;
  return el('p', { class: 'buttons' },
    el('button', { type: 'button', id: 'bundle', onclick: () => download(path, `${audit.campaignId}.proof.ndjson`) }, t('audit.bundle')));
}

function promises(audit) {
  return table(t('audit.promise'), [t('audit.promise'), t('audit.found')], PROMISES.map((promise) => {
    const broken = audit.violationCounts[promise] ?? 0;
    return [t(`promise.${promise}`), broken > 0 ? el('span', { class: 'bad' }, t('audit.broken', { n: broken })) : unbroken(audit)];
  }));
}

/** Nothing was found against a promise, which an incomplete audit does not prove. */
function unbroken(audit) {
  return audit.verdict === 'INCOMPLETE'
    ? el('span', { class: 'quiet' }, t('audit.unproven'))
    : el('span', { class: 'good' }, t('audit.holds'));
}

function violations(audit, all) {
  if (audit.violations.length === 0) {
    return [];
  }
  const shown = audit.violations.slice(0, VIOLATIONS);
  const heads = ['promise', 'campaign', 'index', 'event', 'expected', 'is'].map((head) => t(`audit.${head}`));
  const rows = shown.map((one) => [one.promise, one.campaign ?? '', count(one.index), one.eventId ?? '', one.expected, one.found]);
  return [
    el('h4', {}, t('audit.violations')),
    table(t('audit.violations'), heads, rows),
    all > shown.length ? el('p', { class: 'quiet' }, t('audit.moreViolations', { n: all - shown.length })) : null,
  ];
}
