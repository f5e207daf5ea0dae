// A campaign's coupons for those who may see whose they are: a page of them at a time, and all as a file.
import { call, download } from './calls.js';
import { el, table, text } from './dom.js';
import { t, timeOf } from './words.js';

const PAGE = 50;

/** The coupons of this campaign; read when they are asked for, since they are about users. */
export function coupons(id) {
  const path = `/api/v1/campaigns/${id}/coupons`;
  const rows = el('div');
  const words = el('p', { class: 'quiet', role: 'status' });
  const button = (action, onclick) => el('button', { type: 'button', 'data-action': action, onclick }, t(action));
  const first = button('coupons.show', () => read(null));
  const following = button('coupons.next', () => read(next));
  let next = null;
  following.hidden = true;

  async function read(after) {
    const page = await call('GET', `${path}?limit=${PAGE}${after === null ? '' : `&after=${encodeURIComponent(after)}`}`);
    if (page === null) {
      return;
    }
    next = page.next;
    text(first, t('coupons.first'));
    following.hidden = next === null;
    text(words, page.items.length === 0 ? t('coupons.none') : '');
    rows.replaceChildren(...(page.items.length === 0 ? [] : [tableOf(page.items)]));
  }

  return el('div', { id: 'coupons' }, el('h4', {}, t('coupons')), words, rows,
    el('p', { class: 'buttons' }, first, following,
      button('coupons.file', () => download(`${path}.csv`, `${id}.coupons.csv`))));
}

function tableOf(items) {
  const heads = ['serial', 'user', 'status', 'issued', 'coupon'].map((head) => t(`coupons.${head}`));
  return table(t('coupons'), heads, items.map((coupon) => [
    String(coupon.serial),
    coupon.userId,
    t(`coupon.${coupon.status}`),
    el('span', { title: coupon.issuedAt }, timeOf(coupon.issuedAt)),
    coupon.couponId,
  ]));
}
