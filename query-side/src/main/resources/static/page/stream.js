// The server's stream, of which all tabs of a browser share one: it keeps only six connections to a server.

const URL = '/api/v1/live';
const WORKER = '/page/stream-worker.js';

const scripts = globalThis.trustedTypes?.createPolicy('stream', { createScriptURL: () => WORKER });

/**
 * Opens the stream: `onEvent(kind, data)` is told of each `history` and `snapshot`, and `onError()` that it is lost.
 * Returns what closes it.
 */
export function open(onEvent, onError) {
  return typeof SharedWorker === 'undefined' ? openOwn(onEvent, onError) : openShared(onEvent, onError);
}

function openOwn(onEvent, onError) {
  const source = new EventSource(URL);
  for (const kind of ['history', 'snapshot']) {
    source.addEventListener(kind, ({ data }) => onEvent(kind, data));
  }
  source.addEventListener('error', onError);
  return () => source.close();
}

/** One worker runs for all tabs, and is started by the first; by the next to come if it has broken down. */
function openShared(onEvent, onError) {
  const worker = new SharedWorker(scripts?.createScriptURL('') ?? WORKER);
  worker.port.onmessage = ({ data: [kind, data] }) => (kind === 'error' ? onError() : onEvent(kind, data));
  worker.onerror = onError;
  worker.port.postMessage('join');
  return () => {
    worker.port.onmessage = null;
    worker.onerror = null;
    worker.port.postMessage('leave');
  };
}
