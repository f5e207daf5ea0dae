// One sentence that says what was found.
import { byId, text } from './dom.js';
import { span, t } from './words.js';

const AWAITS_CATCH_UP = new Set(['LAGGING']);
let spokenCode = null;

export function sentence(finding) {
  const main = t(`finding.${finding.code}`, {
    for: span(finding.seconds),
    events: finding.events,
    projection: finding.projection,
    detail: finding.detail,
  });
  if (!AWAITS_CATCH_UP.has(finding.code)) {
    return main.trim();
  }
  const end = finding.catchUpSeconds === undefined ? t('catch-up.unknown') : t('catch-up', { for: span(finding.catchUpSeconds) });
  return `${main} ${end}`;
}

/** Shows the sentence each second, and speaks it only when it says something else than before. */
export function showFinding(finding) {
  const words = sentence(finding);
  const box = byId('finding');
  box.className = `finding ${finding.severity.toLowerCase()}`;
  box.dataset.code = finding.code;
  text(byId('sentence'), words);
  document.title = finding.severity === 'GOOD' ? t('title') : `⚠ ${words}`;
  if (finding.code !== spokenCode) {
    spokenCode = finding.code;
    text(byId('spoken'), words);
  }
}

/** While no figures arrive nothing is well, and nothing is known to be wrong. */
export function showLost() {
  const box = byId('finding');
  box.className = 'finding';
  delete box.dataset.code;
  text(byId('sentence'), t('finding.lost'));
  document.title = `⚠ ${t('finding.lost')}`;
}
