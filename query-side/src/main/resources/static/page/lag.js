// The way from the log into the read models: four stages and two charts.
import { ageOf, OLD_SECONDS } from './age.js';
import { chart, Window } from './chart.js';
import { byId, el, keyed, text } from './dom.js';
import { rate, span, t } from './words.js';

/** Points held: a quarter of an hour of seconds, as the server keeps. */
const POINTS = 900;

const points = new Window(POINTS);
let events = null;
let seconds = null;
let showStages = null;

export function begin() {
  const series = [{ label: t('lag.projector'), colour: '--accent' }, { label: t('lag.relay'), colour: '--second' }];
  events = chart(byId('lag-events'), t('lag.events'), series);
  seconds = chart(byId('lag-seconds'), t('lag.seconds'), series);
  showStages = keyed(byId('stages'), stage, (entry) => entry.key);
}

function stage(entry) {
  const behind = el('p', { class: 'big' });
  const more = el('p', { class: 'quiet' });
  const node = el('li', { class: 'panel', 'data-stage': entry.key }, el('h3', {}, t(`stage.${entry.key}`)), behind, more);
  const update = (next) => {
    text(behind, next.words);
    text(more, next.more);
    node.classList.toggle('behind', next.isBehind);
    node.classList.toggle('unknown', next.isUnknown);
  };
  return { node, update };
}

/** Rows of the server's history: time, relay events and seconds, projector events and seconds. */
export function takeHistory(rows) {
  points.fill(rows);
  draw();
}

export function update(snapshot) {
  const { at, lag } = snapshot;
  const age = ageOf(snapshot, lag.measuredAt);
  const events = (how) => (age > OLD_SECONDS ? null : how.events);
  points.push([Date.parse(at) / 1_000, events(lag.relay), lag.relay.seconds, events(lag.projector), lag.projector.seconds]);
  draw();
  showStages(stagesOf(lag).map((stage) => (age > OLD_SECONDS ? unmeasured(stage, age) : stage)));
}

function draw() {
  events.show(points.columns(0, 3, 1));
  seconds.show(points.columns(0, 4, 2));
}

/** A stage as it was last seen, and when that was. */
function unmeasured(stage, age) {
  return Number.isFinite(age)
    ? { ...stage, more: t('stage.asOf', { for: span(age) }), isUnknown: !stage.isBehind }
    : { ...stage, words: t('stage.unmeasured'), more: '', isBehind: false, isUnknown: true };
}

function stagesOf(lag) {
  const head = (index) => (index === null || index === undefined ? t('stage.unseen') : t('stage.head', { n: index }));
  const behind = (key, how) => (how.events === 0 && how.seconds < 1
    ? t('stage.level')
    : t(key, { events: how.events, for: span(how.seconds) }));
  const late = (how) => how.seconds >= 1;
  return [
    { key: 'log', words: head(lag.logHead), more: t('stage.appended', { n: rate(lag.appendedPerSecond) }), isBehind: false },
    { key: 'relay', words: behind('stage.behind', lag.relay), more: '', isBehind: late(lag.relay) },
    { key: 'kafka', words: behind('stage.waiting', lag.kafka), more: head(lag.topicHead), isBehind: late(lag.kafka) },
    { key: 'projector', words: behind('stage.behind', lag.projector), more: t('stage.projected', { n: rate(lag.projectedPerSecond) }), isBehind: late(lag.projector) },
  ];
}
