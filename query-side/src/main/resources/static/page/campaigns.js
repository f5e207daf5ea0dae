// Campaigns: the latest live, all of them by search, and the one that the page's address names.
import { find } from './calls.js';
import { campaignView } from './campaign.js';
import { cardMaker } from './card.js';
import { makeCreateForm } from './commands.js';
import { byId, keyed } from './dom.js';
import { addressOf, named, onRoute } from './route.js';
import * as search from './search.js';
import { onSession } from './session.js';
import { Timeline } from './timeline.js';
import { t } from './words.js';

/** How often a campaign is read that is not among the latest, which come by themselves. */
const ALONE_SECONDS = 5;

/** What the address names: see `named`. Without that the latest is shown. */
let route = null;
let chosen = null;
let timeline = null;
/** A campaign to be chosen as soon as the read model has it. */
let awaited = null;
/** Campaigns in the order in which they came into view, the latest first: a list that does not jump. */
let campaigns = [];
/** The chosen one as it was read by itself; undefined if there is none of that identity, null before it was read. */
let alone = null;
let aloneAt = 0;
let now = Date.now() / 1_000;
let view = null;
let showList = null;

export function begin() {
  const isChosen = (id) => id === chosen;
  showList = keyed(byId('campaign-list'), cardMaker('data-campaign', isChosen), (campaign) => campaign.campaignId);
  search.begin(isChosen);
  view = campaignView(byId('campaign'), current);
  makeCreateForm(byId('create'), (id) => {
    awaited = id;
  });
  onSession(show);
  onRoute((next) => {
    follow(next);
    byId('campaign').scrollIntoView({ block: 'nearest' });
  });
  follow(named());
}

const current = () => campaigns.find((campaign) => campaign.campaignId === chosen)
  ?? (alone?.campaignId === chosen ? alone : undefined);

export function update(snapshot) {
  const rows = snapshot.rows;
  if (rows === undefined || rows === null) {
    return;
  }
  now = Date.parse(snapshot.at) / 1_000;
  campaigns = inOrder(rows.campaigns);
  byId('campaign-none').hidden = campaigns.length > 0;
  if (campaigns.some((campaign) => campaign.campaignId === awaited)) {
    location.hash = addressOf(awaited);
    awaited = null;
  } else if (route === null && chosen === null && campaigns.length > 0) {
    choose(campaigns[0].campaignId);
  }
  timeline?.take(rows.seconds[chosen] ?? []);
  if (isAlone() && now - aloneAt >= ALONE_SECONDS && alone !== undefined) {
    readAlone();
  }
  show();
}

function inOrder(latest) {
  const byId = new Map(latest.map((campaign) => [campaign.campaignId, campaign]));
  const known = campaigns.filter((campaign) => byId.has(campaign.campaignId)).map((campaign) => campaign.campaignId);
  const added = latest.map((campaign) => campaign.campaignId).filter((id) => !known.includes(id));
  return [...added, ...known].map((id) => byId.get(id));
}

function follow(next) {
  route = next;
  if (next === null) {
    choose(campaigns[0]?.campaignId ?? null);
  } else {
    choose(next.id ?? null);
  }
}

function choose(id) {
  chosen = id;
  alone = null;
  timeline = id === null ? null : new Timeline(id);
  if (isAlone()) {
    readAlone();
  } else {
    refill();
  }
  show();
}

const isAlone = () => chosen !== null && !campaigns.some((campaign) => campaign.campaignId === chosen);

async function readAlone() {
  const id = chosen;
  aloneAt = now;
  const before = alone;
  const found = await find(`/api/v1/campaigns/${id}`);
  if (id !== chosen || found === null) {
    return;
  }
  alone = found;
  if (found !== undefined && found.lastIssuedAt !== before?.lastIssuedAt) {
    await refill();
  }
  show();
}

/** Reads the chosen campaign's past anew: at the start, and after seconds may have been missed. */
export async function refill() {
  const campaign = current();
  if (campaign !== undefined) {
    await timeline.refill(campaign.lastIssuedAt);
    show();
  }
}

function show() {
  showList(campaigns);
  search.mark();
  view.update(current(), timeline, now, otherwise());
}

/** Why no campaign is shown. */
function otherwise() {
  if (route?.wrong !== undefined) {
    return t('campaign.wrong', { id: route.wrong });
  }
  return alone === undefined ? t('campaign.unknown', { id: chosen }) : t('campaign.none');
}
