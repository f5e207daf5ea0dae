// All campaigns: found by a part of the name or the beginning of the identity, page by page.
import { call } from './calls.js';
import { cardMaker } from './card.js';
import { byId, el, field, keyed, text } from './dom.js';
import { t } from './words.js';

const PAGE = 20;
/** Campaigns held; whoever needs more of them narrows the search. */
const LIMIT = 200;

let found = [];
let next = null;
let searched = null;
let show = null;

export function begin(isChosen) {
  show = keyed(byId('found-list'), cardMaker('data-found', isChosen), (campaign) => campaign.campaignId);
  const form = byId('search');
  form.append(
    field(t('search.for'), el('input', { type: 'search', name: 'text', maxlength: '100' })),
    el('p', { class: 'buttons' }, el('button', { type: 'submit' }, t('search.submit'))));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    search(new FormData(form).get('text').trim());
  });
  byId('found-more').addEventListener('click', more);
  byId('found-end').addEventListener('click', end);
}

/** Shows anew which of them is chosen. */
export const mark = () => show(found);

async function search(words) {
  searched = words;
  found = [];
  next = '';
  text(byId('found-title'), words === '' ? t('search.all') : t('search.found', { words }));
  byId('found').hidden = false;
  await more();
}

/** Reads the next page; a page that looked at many campaigns and found none is followed by the one behind it. */
async function more() {
  const words = searched;
  const before = found.length;
  byId('found-more').disabled = true;
  do {
    const page = await call('GET', `/api/v1/campaigns?limit=${PAGE}&search=${encodeURIComponent(words)}&after=${next}`);
    if (words !== searched) {
      return;
    }
    if (page === null) {
      break;
    }
    found = [...found, ...page.items];
    next = page.next;
  } while (found.length === before && next !== null);
  byId('found-more').disabled = false;
  byId('found-more').hidden = next === null || found.length >= LIMIT;
  text(byId('found-words'), found.length === 0 && next === null ? t('search.none') : found.length >= LIMIT ? t('search.narrow', { n: LIMIT }) : '');
  mark();
}

function end() {
  searched = null;
  found = [];
  mark();
  byId('found').hidden = true;
  byId('search').querySelector('input').focus();
}
