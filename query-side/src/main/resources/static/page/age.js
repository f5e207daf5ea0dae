// What the page shows is only good as long as it is new: marks what is not.
import { text } from './dom.js';
import { span, t } from './words.js';

/** From how many seconds on a figure counts as old. */
export const OLD_SECONDS = 5;

/** How many seconds before the snapshot something was; infinite if it never was. */
export const ageOf = (snapshot, instant) => (instant === null || instant === undefined
  ? Number.POSITIVE_INFINITY
  : (Date.parse(snapshot.at) - Date.parse(instant)) / 1_000);

/** Marks the sections that come from the read models, while their database cannot be read. */
export function markAge(snapshot) {
  const age = ageOf(snapshot, snapshot.rows?.at);
  for (const note of document.querySelectorAll('.as-of')) {
    const isOld = age > OLD_SECONDS;
    note.hidden = !isOld;
    note.parentElement.classList.toggle('old', isOld);
    text(note, !isOld ? '' : Number.isFinite(age) ? t('as-of', { for: span(age) }) : t('as-of.never'));
  }
}
