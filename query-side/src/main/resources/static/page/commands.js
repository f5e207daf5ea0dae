// What a campaign admin can do: create a campaign, pause, resume, close it, raise its quota.
import { call, notice } from './calls.js';
import { dialog } from './dialog.js';
import { el, field } from './dom.js';
import { t } from './words.js';

/** The buttons for what a campaign admits of now; `current()` is the campaign as it is when one is pressed. */
export function actionsOf(campaign, current) {
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

/** Makes the form that creates campaigns; `onCreated(id)` is told of each. */
export function makeCreateForm(form, onCreated) {
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
      onCreated(answer.campaignId);
    }
  });
}
