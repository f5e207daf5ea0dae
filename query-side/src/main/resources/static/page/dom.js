// Builds elements. Whatever comes from outside becomes a text node or an attribute's value, never markup.

/** An element with attributes (`on…` takes a listener, false and null leave one out) and children. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      node.addEventListener(key.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(key, value === true ? '' : value);
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** The element with this id. */
export const byId = (id) => document.getElementById(id);

/** Sets an element's text only if it changes, so that nothing is drawn or announced anew for nothing. */
export function text(node, value) {
  if (node.textContent !== value) {
    node.textContent = value;
  }
}

/** Sets an element's text, and as its title the exact moment that the text tells, in UTC; null for none. */
export function moment(node, value, instant) {
  text(node, value);
  node.title = instant ?? '';
}

/**
 * Keeps a list's children in step with items: existing ones are updated in place, so that the focus stays.
 * `create(item)` answers `{node, update(item)}`.
 */
export function keyed(parent, create, keyOf) {
  const shown = new Map();
  return (items) => {
    const wanted = new Set(items.map(keyOf));
    for (const [key, entry] of shown) {
      if (!wanted.has(key)) {
        entry.node.remove();
        shown.delete(key);
      }
    }
    let place = parent.firstElementChild;
    for (const item of items) {
      const key = keyOf(item);
      let entry = shown.get(key);
      if (!entry) {
        entry = create(item);
        shown.set(key, entry);
      }
      if (entry.node === place) {
        place = place.nextElementSibling;
      } else {
        parent.insertBefore(entry.node, place);
      }
      entry.update(item);
    }
  };
}

/** A table with a caption for screen readers; cells may be nodes or text. */
export function table(caption, heads, rows) {
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    el('table', { class: heads.length > 3 ? 'broad' : null },
      el('thead', {}, el('tr', {}, heads.map((head) => el('th', { scope: 'col' }, head)))),
      el('tbody', {}, rows.map((cells) =>
        el('tr', {}, cells.map((cell, column) =>
          column === 0 ? el('th', { scope: 'row' }, cell) : el('td', {}, cell)))))));
}

/** A labelled field of a form. */
export function field(label, control) {
  return el('label', {}, el('span', {}, label), control);
}
