// The server's stream, of which all tabs of a browser share one: it keeps only six connections to a server.

const URL = '/api/v1/live';
const WORKER = '/page/stream-worker.js';

const scripts = globalThis.trustedTypes?.createPolicy('stream', { createScriptURL: () => WORKER });

/** The worker of this tab, if the browser has such: one for all tabs. */
const worker = typeof SharedWorker === 'undefined' ? null : new SharedWorker(scripts?.createScriptURL('') ?? WORKER);

/**
 * Opens the stream: `onEvent(kind, data)` is told of each `history` and `snapshot`, and `onError()` that it is lost.
 * Returns what closes it.
 */
export function open(onEvent, onError) {
  return worker === null ? openOwn(onEvent, onError) : openShared(onEvent, onError);
}

function openOwn(onEvent, onError) {
  const source = new EventSource(URL);
  for (const kind of ['history', 'snapshot']) {
    source.addEventListener(kind, ({ data }) => onEvent(kind, data));
  }
  source.addEventListener('error', onError);
  return () => source.close();
}

function openShared(onEvent, onError) {
  worker.port.onmessage = ({ data: [kind, data] }) => (kind === 'error' ? onError() : onEvent(kind, data));
  worker.onerror = onError;
  worker.port.postMessage('join');
  return () => {
    worker.port.onmessage = null;
    worker.port.postMessage('leave');
  };
}
