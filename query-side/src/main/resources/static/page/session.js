// Who is at the page: a token that lives in this tab. Its roles decide what is shown; the server decides
// what is allowed.
import { byId, el, field, text } from './dom.js';
import { dialog } from './dialog.js';
import { t } from './words.js';

const KEY = 'first-served.token';
const listeners = [];

let token = sessionStorage.getItem(KEY);
let claims = token === null ? null : read(token);

function read(candidate) {
  try {
    const payload = candidate.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (char) => char.codePointAt(0));
    const found = JSON.parse(new TextDecoder().decode(bytes));
    return { subject: String(found.sub ?? ''), roles: Array.isArray(found.roles) ? found.roles.map(String) : [], exp: found.exp };
  } catch {
    return null;
  }
}

const isExpired = (found) => typeof found.exp === 'number' && found.exp * 1_000 < Date.now();

export const bearer = () => token;
export const has = (...roles) => claims !== null && !isExpired(claims) && roles.some((role) => claims.roles.includes(role));

/** Calls back now and whenever somebody signs in or out. */
export function onSession(listener) {
  listeners.push(listener);
  listener();
}

function become(next, found) {
  token = next;
  claims = found;
  if (next === null) {
    sessionStorage.removeItem(KEY);
  } else {
    sessionStorage.setItem(KEY, next);
  }
  show();
  for (const listener of listeners) {
    listener();
  }
}

function show() {
  const signedIn = claims !== null;
  text(byId('sign'), t(signedIn ? 'sign.out' : 'sign.in'));
  text(byId('who'), signedIn ? t('sign.as', { subject: claims.subject, roles: claims.roles.join(', ') || t('sign.nobody') }) : '');
  for (const node of document.querySelectorAll('[data-roles]')) {
    node.hidden = !has(...node.dataset.roles.split(' '));
  }
}

async function signIn() {
  const input = el('input', { type: 'password', name: 'token', required: true, autocomplete: 'off', spellcheck: 'false' });
  const problem = el('p', { class: 'bad', role: 'alert' });
  const given = await dialog({
    title: t('sign.in'),
    body: [el('p', { class: 'quiet' }, t('sign.hint')), field(t('sign.token'), input), problem],
    yes: t('sign.in'),
    check: () => {
      const found = read(input.value.trim());
      text(problem, found === null ? t('sign.unreadable') : isExpired(found) ? t('sign.expired') : '');
      return problem.textContent === '';
    },
  });
  if (given) {
    const value = input.value.trim();
    become(value, read(value));
  }
}

export function begin() {
  byId('sign').addEventListener('click', () => (claims === null ? signIn() : become(null, null)));
  show();
}
