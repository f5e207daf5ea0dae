// Campaigns live: the list, the chosen one with its chart, and what a campaign admin can do.
import { call, notice } from './calls.js';
import { chart } from './chart.js';
import { dialog } from './dialog.js';
import { byId, el, field, keyed, text } from './dom.js';
import { has, onSession } from './session.js';
import { count, rate, span, t, timeOf } from './words.js';

/** How many seconds of a campaign are shown and held. */
const SECONDS = 900;
/** Over how many seconds the pace is measured. */
const PACE_SECONDS = 5;

let chosen = null;
/** A campaign to be chosen as soon as the read model has it. */
let awaited = null;
/** Campaigns in the order in which they came into view, the latest first: a list that does not jump. */
let campaigns = [];
let now = Date.now() / 1_000;
let seconds = new Map();
let detail = null;
let showList = null;

export function begin() {
  showList = keyed(byId('campaign-list'), card, (campaign) => campaign.campaignId);
  detail = makeDetail(byId('campaign'));
  makeCreateForm(byId('create'));
  onSession(() => detail.update(current()));
}

const current = () => campaigns.find((campaign) => campaign.campaignId === chosen);

export function update(snapshot) {
  const rows = snapshot.rows;
  if (rows === undefined || rows === null) {
    return;
  }
  now = Date.parse(snapshot.at) / 1_000;
  campaigns = inOrder(rows.campaigns);
  byId('campaign-none').hidden = campaigns.length > 0;
  if (campaigns.some((campaign) => campaign.campaignId === awaited)) {
    choose(awaited);
  } else if (current() === undefined && campaigns.length > 0) {
    choose(campaigns[0].campaignId);
  }
  take(rows.seconds[chosen] ?? []);
  showList(campaigns);
  detail.update(current());
}

function inOrder(latest) {
  const byId = new Map(latest.map((campaign) => [campaign.campaignId, campaign]));
  const known = campaigns.filter((campaign) => byId.has(campaign.campaignId)).map((campaign) => campaign.campaignId);
  const added = latest.map((campaign) => campaign.campaignId).filter((id) => !known.includes(id));
  return [...added, ...known].map((id) => byId.get(id));
}

function take(pairs) {
  for (const [second, issued] of pairs) {
    seconds.set(second, issued);
  }
  if (seconds.size > SECONDS) {
    const oldest = [...seconds.keys()].sort((a, b) => a - b).slice(0, seconds.size - SECONDS);
    for (const second of oldest) {
      seconds.delete(second);
    }
  }
}

function choose(id) {
  chosen = id;
  awaited = null;
  seconds = new Map();
  refill();
  showList(campaigns);
  detail.update(current());
}

/** Reads the chosen campaign's past anew: at the start, and after seconds may have been missed. */
export async function refill() {
  const campaign = current();
  if (campaign === undefined || campaign.lastIssuedAt === null) {
    return;
  }
  const after = Math.floor(Date.parse(campaign.lastIssuedAt) / 1_000) - SECONDS;
  const page = await call('GET', `/api/v1/campaigns/${encodeURIComponent(chosen)}/timeline?after=${Math.max(-1, after)}&limit=${SECONDS}`);
  if (page !== null && campaign.campaignId === chosen) {
    take(page.items.map((item) => [Date.parse(item.second) / 1_000, item.issued]));
    detail.update(current());
  }
}

function pace() {
  const until = Math.floor(now);
  let sum = 0;
  for (let second = until - PACE_SECONDS; second < until; second++) {
    sum += seconds.get(second) ?? 0;
  }
  return sum / PACE_SECONDS;
}

const share = (campaign) => (campaign.quota === null ? 0 : campaign.issued / campaign.quota);
const issuedWords = (campaign) => (campaign.quota === null
  ? t('issued.unlimited', { issued: campaign.issued })
  : t('issued.of', { issued: campaign.issued, quota: campaign.quota }));

function card(campaign) {
  const id = campaign.campaignId;
  const name = el('span', { class: 'name' });
  const state = el('span', { class: 'pill' });
  const words = el('span', { class: 'quiet' });
  const bar = el('progress', { max: '1', 'aria-label': t('issued.bar') });
  const button = el('button', { type: 'button', class: 'card', onclick: () => choose(id) }, name, state, words);
  const update = (next) => {
    text(name, next.name);
    text(state, t(`state.${next.state}`));
    state.className = `pill ${next.state.toLowerCase()}`;
    text(words, issuedWords(next));
    bar.value = share(next);
    bar.hidden = next.quota === null;
    button.setAttribute('aria-pressed', String(id === chosen));
  };
  return { node: el('li', { 'data-campaign': id }, button, bar), update };
}

function makeDetail(host) {
  const title = el('h3');
  const words = el('p', { class: 'big' });
  const bar = el('progress', { max: '1', class: 'large', 'aria-label': t('issued.bar') });
  const facts = el('dl', { class: 'facts' });
  const plotHost = el('div', { class: 'chart' });
  const actions = el('div', { class: 'buttons' });
  const content = el('div', { hidden: true }, title, words, bar, actions, facts, el('h4', {}, t('chart.issued')), plotHost);
  const nothing = el('p', { class: 'quiet' }, t('campaign.none'));
  host.replaceChildren(nothing, content);
  const plot = chart(plotHost, t('chart.issued'), [{ label: t('chart.issued'), colour: '--accent' }], { bars: true });
  const showFacts = keyed(facts, fact, (entry) => entry[0]);
  let offered = null;

  function update(campaign) {
    nothing.hidden = campaign !== undefined;
    content.hidden = campaign === undefined;
    if (campaign === undefined) {
      return;
    }
    text(title, campaign.name);
    text(words, issuedWords(campaign));
    bar.value = share(campaign);
    bar.hidden = campaign.quota === null;
    showFacts(factsOf(campaign));
    plot.label(t('chart.campaign', { name: campaign.name }));
    plot.show(columns(campaign));
    offer(campaign);
  }

  function offer(campaign) {
    const key = `${campaign.campaignId} ${campaign.name} ${campaign.state} ${has('campaign-admin')}`;
    if (key !== offered) {
      offered = key;
      actions.replaceChildren(...(has('campaign-admin') ? actionsOf(campaign) : []));
    }
  }
  return { update };
}

function fact(entry) {
  const value = el('dd');
  return { node: el('div', {}, el('dt', {}, t(`fact.${entry[0]}`)), value), update: (next) => text(value, next[1]) };
}

function factsOf(campaign) {
  const speed = pace();
  const first = campaign.firstIssuedAt;
  const at = (instant) => (instant === null ? t('fact.never') : timeOf(instant));
  const facts = [['pace', t('fact.per-second', { n: rate(speed) })]];
  if (campaign.soldOutAt !== null) {
    const after = (Date.parse(campaign.soldOutAt) - Date.parse(first)) / 1_000;
    facts.push(['soldOut', t('fact.soldOutAfter', { at: timeOf(campaign.soldOutAt), for: span(after) })]);
  } else if (campaign.remaining !== null) {
    facts.push(['remaining', count(campaign.remaining)]);
    facts.push(['sellOut', speed > 0 ? t('fact.sellOutIn', { for: span(campaign.remaining / speed) }) : t('fact.unknown')]);
  }
  facts.push(['first', at(first)], ['last', at(campaign.lastIssuedAt)]);
  facts.push(['redeemed', count(campaign.redeemed)], ['revoked', count(campaign.revoked)]);
  return facts;
}

/** The last quarter of an hour up to now, or up to the last issue if that is long ago. */
function columns(campaign) {
  const last = campaign.lastIssuedAt === null ? now : Date.parse(campaign.lastIssuedAt) / 1_000;
  const first = campaign.firstIssuedAt === null ? now : Date.parse(campaign.firstIssuedAt) / 1_000;
  const end = Math.floor(now - last > 60 ? last + 5 : now);
  const begin = Math.max(end - SECONDS + 1, Math.min(Math.floor(first) - 2, end - 30));
  const times = Array.from({ length: end - begin + 1 }, (unused, index) => begin + index);
  return [times, times.map((second) => seconds.get(second) ?? 0)];
}

function actionsOf(campaign) {
  const button = (key, onclick) => el('button', { type: 'button', 'data-action': key, onclick }, t(key));
  const isOver = campaign.state === 'CLOSED';
  return [
    isOver || campaign.state === 'PAUSED' ? null : button('pause', () => command(campaign, 'pause')),
    campaign.state === 'PAUSED' ? button('resume', () => command(campaign, 'resume')) : null,
    isOver || campaign.quota === null ? null : button('raise', () => raise(current())),
    isOver ? null : button('close', () => closeForGood(campaign)),
  ].filter((action) => action !== null);
}

async function command(campaign, name, body) {
  const answer = await call('POST', `/operations/campaigns/${encodeURIComponent(campaign.campaignId)}/${name}`, body);
  if (answer !== null) {
    notice(t(`done.${name}`, { name: campaign.name }));
  }
}

async function closeForGood(campaign) {
  if (await dialog({ title: t('close'), body: [el('p', {}, t('close.ask', { name: campaign.name }))] })) {
    await command(campaign, 'close');
  }
}

async function raise(campaign) {
  const input = el('input', { type: 'number', name: 'quota', required: true, min: String(campaign.quota + 1), value: String(campaign.quota + 1) });
  if (await dialog({ title: t('raise'), body: [field(t('raise.to'), input)], yes: t('raise') })) {
    await command(campaign, 'quota', { quota: Number(input.value) });
  }
}

function makeCreateForm(form) {
  const input = (name, more = {}) => field(t(`create.${name}`), el('input', { name, ...more }));
  form.append(
    input('name', { required: true, maxlength: '100' }),
    input('quota', { type: 'number', min: '1' }),
    input('limit', { type: 'number', min: '1', value: '1' }),
    input('id', { pattern: '[A-Za-z0-9][A-Za-z0-9_\\-]*', maxlength: '36' }),
    input('opensAt', { type: 'datetime-local' }),
    input('closesAt', { type: 'datetime-local' }),
    el('p', { class: 'buttons' }, el('button', { type: 'submit', class: 'main' }, t('create.submit'))));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(form));
    const instant = (local) => (local === '' ? null : new Date(local).toISOString());
    const answer = await call('POST', '/operations/campaigns', {
      campaignId: given.id === '' ? null : given.id,
      name: given.name,
      quota: given.quota === '' ? null : Number(given.quota),
      perUserLimit: Number(given.limit || '1'),
      opensAt: instant(given.opensAt),
      closesAt: instant(given.closesAt),
    });
    if (answer !== null) {
      notice(t('done.create', { name: given.name }));
      form.reset();
      form.closest('details').open = false;
      awaited = answer.campaignId;
    }
  });
}
