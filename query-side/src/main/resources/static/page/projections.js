// Projections: how they are, rebuilding them, and the events they could not take.
import { call, notice } from './calls.js';
import { dialog } from './dialog.js';
import { byId, el, keyed, moment, text } from './dom.js';
import * as letters from './letters.js';
import { has, onSession } from './session.js';
import { rate, span, t, timeOf } from './words.js';

const ACTIVE = new Set(['CLEARING', 'RUNNING']);
let show = null;
let last = [];

export function begin() {
  show = keyed(byId('projection-list'), card, (projection) => projection.name);
  letters.begin();
  onSession(() => show(last));
}

export function update(snapshot) {
  if (snapshot.rows !== undefined && snapshot.rows !== null) {
    last = snapshot.rows.projections;
    show(last);
    letters.update(last.reduce((sum, projection) => sum + projection.deadLetters, 0));
  }
}

function card(projection) {
  const name = projection.name;
  const state = el('span', { class: 'pill' });
  const lines = [el('p'), el('p', { class: 'quiet' }), el('p', { class: 'bad' }), el('p', { class: 'quiet', 'data-replay': name })];
  const bar = el('progress', { max: '100', hidden: true, 'aria-label': t('replay.start') });
  const start = el('button', { type: 'button', onclick: () => rebuild(name) }, t('replay.start'));
  const stop = el('button', { type: 'button', onclick: () => cancel(name) }, t('replay.cancel'));
  const update = (next) => {
    const replay = next.replay;
    const active = replay !== null && ACTIVE.has(replay.status);
    text(state, t(`projection.${next.state}`));
    state.className = `pill ${next.state.toLowerCase()}`;
    text(lines[0], next.lagEvents === 0 ? t('projection.level') : t('projection.behind', { events: next.lagEvents, for: span(next.lagSeconds) }));
    text(lines[1], t('projection.events', { n: next.events }));
    text(lines[2], [next.fault, next.deadLetters > 0 ? t('projection.letters', { events: next.deadLetters }) : null].filter(Boolean).join(' · '));
    moment(lines[3], replay === null ? '' : replayWords(replay), replay?.finishedAt);
    bar.hidden = !active;
    bar.value = replay === null ? 0 : replay.percent;
    start.hidden = active || !has('operator');
    stop.hidden = !active || !has('operator');
  };
  const node = el('li', { class: 'panel', 'data-projection': name },
    el('h3', {}, `${name} `, state), ...lines, bar, el('p', { class: 'buttons' }, start, stop));
  return { node, update };
}

function replayWords(replay) {
  const values = {
    percent: Math.floor(replay.percent),
    n: replay.events,
    total: replay.totalEvents,
    rate: rate(replay.eventsPerSecond),
    at: replay.finishedAt === null ? '' : timeOf(replay.finishedAt),
  };
  const key = ACTIVE.has(replay.status) ? 'progress' : replay.status === 'CANCELLED' ? 'CANCELLED' : 'done';
  return `${t(`replay.${key}`, values)}${replay.fault === null ? '' : ` · ${replay.fault}`}`;
}

async function rebuild(name) {
  if (await dialog({ title: t('replay.start'), body: [el('p', {}, t('replay.ask', { name }))] })
    && await call('POST', `/api/v1/projections/${encodeURIComponent(name)}/replay`) !== null) {
    notice(t('replay.started', { name }));
  }
}

async function cancel(name) {
  if (await call('DELETE', `/api/v1/projections/${encodeURIComponent(name)}/replay`) !== null) {
    notice(t('replay.stopped', { name }));
  }
}
