// One campaign: its figures from the read model, when its coupons went, its coupons, what can be done with it.
import { issuedWords, share } from './card.js';
import { chart } from './chart.js';
import { actionsOf } from './commands.js';
import { coupons } from './coupons.js';
import { el, keyed, moment, text } from './dom.js';
import { addressOf } from './route.js';
import { has } from './session.js';
import { count, rate, span, t, timeOf } from './words.js';

/** The roles that may see whose coupons they are. */
const READERS = ['campaign-admin', 'auditor', 'operator'];

/** The view in `host`; `current()` is the campaign as it is now. */
export function campaignView(host, current) {
  const title = el('h3');
  const link = el('a');
  const words = el('p', { class: 'big' });
  const bar = el('progress', { max: '1', class: 'large', 'aria-label': t('issued.bar') });
  const facts = el('dl', { class: 'facts' });
  const plotHost = el('div', { class: 'chart' });
  const actions = el('div', { class: 'buttons' });
  const holders = el('div');
  const content = el('div', { hidden: true }, title, el('p', { class: 'quiet' }, link), words, bar, actions, facts,
    el('h4', {}, t('chart.issued')), plotHost, holders);
  const nothing = el('p', { class: 'quiet', role: 'status' });
  host.replaceChildren(nothing, content);
  const plot = chart(plotHost, t('chart.issued'), [{ label: t('chart.issued'), colour: '--accent' }], { bars: true });
  const showFacts = keyed(facts, fact, (entry) => entry[0]);
  let offered = null;
  let held = null;

  /** Shows a campaign; or `otherwise`, why there is none. */
  function update(campaign, timeline, now, otherwise) {
    nothing.hidden = campaign !== undefined;
    content.hidden = campaign === undefined;
    if (campaign === undefined) {
      text(nothing, otherwise);
      return;
    }
    text(title, campaign.name);
    text(link, campaign.campaignId);
    link.href = addressOf(campaign.campaignId);
    text(words, issuedWords(campaign));
    bar.value = share(campaign);
    bar.hidden = campaign.quota === null;
    showFacts(factsOf(campaign, timeline.pace(now)));
    plot.label(t('chart.campaign', { name: campaign.name }));
    plot.show(timeline.columns(campaign, now));
    offer(campaign);
    hold(campaign.campaignId);
  }

  function offer(campaign) {
    const key = `${campaign.campaignId} ${campaign.name} ${campaign.state} ${has('campaign-admin')}`;
    if (key !== offered) {
      offered = key;
      actions.replaceChildren(...(has('campaign-admin') ? actionsOf(campaign, current) : []));
    }
  }

  function hold(id) {
    const key = `${id} ${has(...READERS)}`;
    if (key !== held) {
      held = key;
      holders.replaceChildren(...(has(...READERS) ? [coupons(id)] : []));
    }
  }
  return { update };
}

function fact(entry) {
  const value = el('dd');
  return {
    node: el('div', {}, el('dt', {}, t(`fact.${entry[0]}`)), value),
    update: ([, words, instant]) => moment(value, words, instant),
  };
}

/** Names, values and, where the value is a moment, the exact one. */
function factsOf(campaign, speed) {
  const at = (name, instant) => [name, instant === null ? t('fact.never') : timeOf(instant), instant];
  const facts = [['pace', t('fact.per-second', { n: rate(speed) })]];
  if (campaign.soldOutAt !== null) {
    const after = (Date.parse(campaign.soldOutAt) - Date.parse(campaign.firstIssuedAt)) / 1_000;
    facts.push(['soldOut', t('fact.soldOutAfter', { at: timeOf(campaign.soldOutAt), for: span(after) }), campaign.soldOutAt]);
  } else if (campaign.remaining !== null) {
    facts.push(['remaining', count(campaign.remaining)]);
    facts.push(['sellOut', speed > 0 ? t('fact.sellOutIn', { for: span(campaign.remaining / speed) }) : t('fact.unknown')]);
  }
  facts.push(at('first', campaign.firstIssuedAt), at('last', campaign.lastIssuedAt));
  facts.push(['redeemed', count(campaign.redeemed)], ['revoked', count(campaign.revoked)]);
  if (campaign.opensAt !== null) {
    facts.push(at('opens', campaign.opensAt));
  }
  if (campaign.closesAt !== null) {
    facts.push(at('closes', campaign.closesAt));
  }
  return facts;
}
