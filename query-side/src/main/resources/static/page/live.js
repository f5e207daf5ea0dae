// The stream of figures: opens it, opens it again when it is lost, and says which of both.
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
  let source = null;
  let attempts = 0;
  let heardAt = Date.now();
  let lostAt = null;
  let back = null;
  let startedAt = null;

  function open() {
    source = new EventSource('/api/v1/live');
    source.addEventListener('history', (event) => onHistory(JSON.parse(event.data)));
    source.addEventListener('snapshot', (event) => take(JSON.parse(event.data)));
    source.addEventListener('error', lose);
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
    onSnapshot(snapshot, back !== null && heardAt === back.until - BACK_MILLIS);
    tell();
  }

  function lose() {
    source.close();
    lostAt ??= Date.now();
    setTimeout(open, RETRY_MILLIS[Math.min(attempts++, RETRY_MILLIS.length - 1)]);
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

  setInterval(() => {
    if (lostAt === null && Date.now() - heardAt > DEAD_MILLIS) {
      heardAt = Date.now();
      lose();
    }
    tell();
  }, 1_000);
  open();
}
