// What the page says, in the reader's language.
import en from './words-en.js';
import ko from './words-ko.js';

const KEY = 'first-served.language';
const dictionaries = { en, ko };

/** `en` or `ko`: as chosen here, else as the browser prefers. */
export const language = (() => {
  const chosen = localStorage.getItem(KEY) ?? navigator.language.slice(0, 2);
  return chosen in dictionaries ? chosen : 'en';
})();

const words = dictionaries[language];
const number = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', hour12: false });

/** The viewer's zone, in which all times are told, by its name and its distance from UTC. */
export const zone = (() => {
  const name = new Intl.DateTimeFormat(language).resolvedOptions().timeZone;
  const parts = new Intl.DateTimeFormat('en', { timeZoneName: 'longOffset' }).formatToParts(new Date());
  const offset = parts.find((part) => part.type === 'timeZoneName').value;
  return `${name} (${offset.replace('GMT', 'UTC')})`;
})();

/** Changes the language, for the whole page and for the next visit. */
export function switchLanguage() {
  localStorage.setItem(KEY, language === 'en' ? 'ko' : 'en');
  location.reload();
}

/**
 * The words for a key. `{name}` is replaced by a value; `{name|word|words}` by a number and the word that
 * goes with it.
 */
export function t(key, values = {}) {
  const pattern = words[key] ?? en[key] ?? key;
  return pattern.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (all, name, one, many) => {
    const value = values[name];
    const shown = typeof value === 'number' ? number.format(value) : String(value ?? '');
    return one === undefined ? shown : `${shown} ${value === 1 ? one : many}`;
  });
}

/** Whether there are words for a key. */
export const knows = (key) => key in words || key in en;

export const count = (value) => number.format(value);
/** A number on a chart's axis, as exact as its steps. */
export const tick = (value) => (Number.isInteger(value) ? number : decimal).format(value);
export const rate = (value) => (value >= 100 || value === 0 ? number : decimal).format(value);

/** A length of time in the two largest units that matter. */
export function span(seconds) {
  if (seconds < 10) {
    return t('span.s', { s: seconds < 1 && seconds > 0 ? decimal.format(seconds) : Math.round(seconds) });
  }
  const whole = Math.round(seconds);
  if (whole < 120) {
    return t('span.s', { s: whole });
  }
  const minutes = Math.floor(whole / 60);
  return minutes < 120
    ? t('span.ms', { m: minutes, s: whole % 60 })
    : t('span.hm', { h: Math.floor(minutes / 60), m: minutes % 60 });
}

export const millis = (value) => (value === null || value === undefined ? '–' : t('span.millis', { ms: value < 10 ? decimal.format(value) : number.format(value) }));

const minute = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hour12: false });

/** The time of day for a chart's axis, with seconds where its steps are shorter than a minute. */
export const axisTime = (epochSeconds, step) => (step < 60 ? clock : minute).format(new Date(epochSeconds * 1_000));

/** The time of day if it is today's, else date and time. */
export function timeOf(instant) {
  const at = new Date(instant);
  const isToday = at.toDateString() === new Date().toDateString();
  return (isToday ? clock : moment).format(at);
}

/** Fills every element that names its words. */
export function fillIn(root) {
  document.documentElement.lang = language;
  for (const node of root.querySelectorAll('[data-t]')) {
    node.textContent = t(node.dataset.t);
  }
  for (const node of root.querySelectorAll('[data-label]')) {
    node.setAttribute('aria-label', t(node.dataset.label));
  }
}
