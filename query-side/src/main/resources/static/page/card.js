// A campaign in a list: a link to its own address.
import { el, text } from './dom.js';
import { addressOf } from './route.js';
import { t } from './words.js';

/** Which part of the quota is issued, 0 to 1. */
export const share = (campaign) => (campaign.quota === null ? 0 : campaign.issued / campaign.quota);

export const issuedWords = (campaign) => (campaign.quota === null
  ? t('issued.unlimited', { issued: campaign.issued })
  : t('issued.of', { issued: campaign.issued, quota: campaign.quota }));

/** A maker of list items for `keyed`; `mark` is the attribute that names the campaign, `isChosen(id)` tells of one. */
export const cardMaker = (mark, isChosen) => ({ campaignId: id }) => {
  const name = el('span', { class: 'name' });
  const state = el('span', { class: 'pill' });
  const words = el('span', { class: 'quiet' });
  const bar = el('progress', { max: '1', 'aria-label': t('issued.bar') });
  const link = el('a', { class: 'card', href: addressOf(id) }, name, state, el('span', { class: 'quiet id' }, id), words);
  const update = (next) => {
    text(name, next.name);
    text(state, t(`state.${next.state}`));
    state.className = `pill ${next.state.toLowerCase()}`;
    text(words, issuedWords(next));
    bar.value = share(next);
    bar.hidden = next.quota === null;
    if (isChosen(id)) {
      link.setAttribute('aria-current', 'true');
    } else {
      link.removeAttribute('aria-current');
    }
  };
  return { node: el('li', { [mark]: id }, link, bar), update };
};
