// Runs once in a browser, whatever the number of tabs: holds their stream and hands on what it says.

const tabs = new Set();
let source = null;

/** A stream begins with the history, so a new one begins when a tab comes. */
function open() {
  source?.close();
  source = new EventSource('/api/v1/live');
  for (const kind of ['history', 'snapshot']) {
    source.addEventListener(kind, ({ data }) => tell(kind, data));
  }
  source.addEventListener('error', () => {
    close();
    tell('error', null);
  });
}

function close() {
  source?.close();
  source = null;
}

function tell(kind, data) {
  for (const tab of tabs) {
    tab.postMessage([kind, data]);
  }
}

function join(tab) {
  tabs.add(tab);
  open();
}

function leave(tab) {
  tabs.delete(tab);
  if (tabs.size === 0) {
    close();
  }
}

self.addEventListener('connect', ({ ports: [tab] }) => {
  tab.onmessage = ({ data }) => (data === 'join' ? join(tab) : leave(tab));
});
