// The stream of figures: opens it while the page is to be seen, again when it is lost, and says which of both.
import * as stream from './stream.js';
import { span, t } from './words.js';

/** The server sends every second; a silence this long is told, and a longer one ends the connection. */
const STALE_MILLIS = 5_000;
const DEAD_MILLIS = 15_000;

/** Waits between attempts, in milliseconds: short at first, never long. */
const RETRY_MILLIS = [500, 1_000, 2_000, 3_000];

/** For how long the page says that it is connected again. */
const BACK_MILLIS = 20_000;

/** Streams to `onHistory` and `onSnapshot`; `onState(kind, words)` tells how the connection is. */
export function follow({ onHistory, onSnapshot, onState }) {
  let close = null;
  let retry = null;
  let attempts = 0;
  let heardAt = Date.now();
  let lostAt = null;
  let back = null;
  let startedAt = null;
  let missed = false;

  function open() {
    close?.();
    close = stream.open((kind, data) => (kind === 'history' ? onHistory : take)(JSON.parse(data)), lose);
  }

  function take(snapshot) {
    heardAt = Date.now();
    attempts = 0;
    if (lostAt !== null) {
      const restarted = startedAt !== null && startedAt !== snapshot.startedAt;
      const lasted = span((heardAt - lostAt) / 1_000);
      back = { until: heardAt + BACK_MILLIS, words: t(restarted ? 'connection.restarted' : 'connection.back', { for: lasted }) };
      lostAt = null;
    }
    startedAt = snapshot.startedAt;
    onSnapshot(snapshot, missed || (back !== null && heardAt === back.until - BACK_MILLIS));
    missed = false;
    tell();
  }

  function lose() {
    close?.();
    lostAt ??= Date.now();
    retry = setTimeout(open, RETRY_MILLIS[Math.min(attempts++, RETRY_MILLIS.length - 1)]);
    tell();
  }

  function tell() {
    const now = Date.now();
    if (lostAt !== null) {
      onState('lost', startedAt === null ? t('connection.connecting') : t('connection.lost', { for: span((now - lostAt) / 1_000) }));
    } else if (startedAt === null) {
      onState('connecting', t('connection.connecting'));
    } else if (now - heardAt > STALE_MILLIS) {
      onState('lost', t('connection.stale', { for: span((now - heardAt) / 1_000) }));
    } else if (back !== null && now < back.until) {
      onState('back', back.words);
    } else {
      onState('live', t('connection.live'));
    }
  }

  function hide() {
    clearTimeout(retry);
    close?.();
    missed = true;
  }

  function show() {
    heardAt = Date.now();
    open();
  }

  setInterval(() => {
    if (document.hidden) {
      return;
    }
    if (lostAt === null && Date.now() - heardAt > DEAD_MILLIS) {
      heardAt = Date.now();
      lose();
    }
    tell();
  }, 1_000);
  document.addEventListener('visibilitychange', () => (document.hidden ? hide() : show()));
  // Not every browser tells a page that is left that it is hidden, nor one that comes back that it is shown.
  addEventListener('pagehide', hide);
  addEventListener('pageshow', ({ persisted }) => persisted && show());
  if (!document.hidden) {
    open();
  }
}
