// Which campaign the page's address names: `#/campaigns/{id}`. Links, reload and the way back are the browser's own.

const PREFIX = '#/campaigns/';
const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,35}$/;

/** The address of a campaign on this page. */
export const addressOf = (id) => PREFIX + id;

/** `{id}` that the address names; `{wrong}` if no campaign can be called that; null if it names none. */
export function named() {
  if (!location.hash.startsWith(PREFIX)) {
    return null;
  }
  const text = decoded(location.hash.slice(PREFIX.length));
  return ID.test(text) ? { id: text } : { wrong: text };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Calls back when the address names another campaign, or none any more; the page's sections are no matter. */
export function onRoute(listener) {
  addEventListener('hashchange', () => {
    const route = named();
    if (route !== null || location.hash === '') {
      listener(route);
    }
  });
}
