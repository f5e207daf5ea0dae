// One sentence that says what is the matter.
import { byId, text } from './dom.js';
import { span, t } from './words.js';

const AWAITS_CATCH_UP = new Set(['LAGGING']);
let spokenCode = null;

export function sentence(matter) {
  const main = t(`matter.${matter.code}`, {
    for: span(matter.seconds),
    events: matter.events,
    projection: matter.projection,
    detail: matter.detail,
  });
  if (!AWAITS_CATCH_UP.has(matter.code)) {
    return main.trim();
  }
  const end = matter.catchUpSeconds === undefined ? t('catch-up.unknown') : t('catch-up', { for: span(matter.catchUpSeconds) });
  return `${main} ${end}`;
}

/** Shows the sentence each second, and speaks it only when it says something else than before. */
export function showMatter(matter) {
  const words = sentence(matter);
  const box = byId('matter');
  box.className = `matter ${matter.severity.toLowerCase()}`;
  box.dataset.code = matter.code;
  text(byId('sentence'), words);
  document.title = matter.severity === 'GOOD' ? t('title') : `⚠ ${words}`;
  if (matter.code !== spokenCode) {
    spokenCode = matter.code;
    text(byId('spoken'), words);
  }
}
