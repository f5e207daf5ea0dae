// Calls to the server, with the token if there is one.
import { byId, text } from './dom.js';
import { bearer } from './session.js';
import { t } from './words.js';

/** For how long a notice stays, in milliseconds. */
const NOTICE_MILLIS = 15_000;
let timer = null;

/** Tells the reader what became of something. */
export function notice(words, isBad = false) {
  const node = byId('notice');
  node.hidden = false;
  node.classList.toggle('bad', isBad);
  text(node, words);
  clearTimeout(timer);
  timer = setTimeout(() => {
    node.hidden = true;
  }, NOTICE_MILLIS);
}

async function send(method, path, body) {
  const headers = {};
  if (bearer() !== null) {
    headers.Authorization = `Bearer ${bearer()}`;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  return fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store' });
}

/** The answer's JSON; null after a refusal, which is told. */
export async function call(method, path, body) {
  const answer = await ask(method, path, body);
  return answer === null ? null : answer.status === 204 ? {} : answer.json();
}

/** The answer's JSON; undefined if there is no such thing; null after any other refusal, which is told. */
export async function find(path) {
  const answer = await ask('GET', path, undefined, [404]);
  return answer === null ? null : answer.ok ? answer.json() : undefined;
}

/** A file's content as the browser saves it; a refusal is told, and that it was broken off. */
export async function download(path, name) {
  const answer = await ask('GET', path);
  if (answer === null) {
    return;
  }
  let content;
  try {
    content = await answer.blob();
  } catch {
    notice(t('call.broken-off', { name }), true);
    return;
  }
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

async function ask(method, path, body, expected = []) {
  try {
    const answer = await send(method, path, body);
    if (answer.ok || expected.includes(answer.status)) {
      return answer;
    }
    const problem = await answer.json().catch(() => ({}));
    notice(t('call.refused', { reason: problem.reason ?? String(answer.status), detail: problem.detail ?? problem.title ?? '' }), true);
  } catch {
    notice(t('call.unreachable'), true);
  }
  return null;
}
