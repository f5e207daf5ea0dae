// One modal question at a time.
import { el } from './dom.js';
import { t } from './words.js';

/** Asks, and answers whether the reader said yes. `check` may keep the dialog open by answering false. */
export function dialog({ title, body, yes = t('yes'), check = () => true }) {
  return new Promise((resolve) => {
    const heading = el('h2', { id: 'dialog-title' }, title);
    const form = el('form', { method: 'dialog' }, heading, ...body,
      el('p', { class: 'buttons' },
        el('button', { type: 'submit', class: 'main' }, yes),
        el('button', { type: 'button', onclick: () => end(false) }, t('cancel'))));
    const box = el('dialog', { 'aria-labelledby': 'dialog-title' }, form);
    function end(answer) {
      box.close();
      box.remove();
      resolve(answer);
    }
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (check()) {
        end(true);
      }
    });
    box.addEventListener('cancel', (event) => {
      event.preventDefault();
      end(false);
    });
    document.body.append(box);
    box.showModal();
  });
}
