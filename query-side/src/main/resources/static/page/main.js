// Puts the page together.
import * as audits from './audits.js';
import * as campaigns from './campaigns.js';
import { byId, text } from './dom.js';
import * as issuing from './issuing.js';
import * as lag from './lag.js';
import { follow } from './live.js';
import { showFinding, showLost } from './finding.js';
import { markAge } from './age.js';
import * as projections from './projections.js';
import * as session from './session.js';
import { fillIn, switchLanguage, t, zone } from './words.js';

const views = [campaigns, issuing, lag, projections, audits];
let wasLate = false;

fillIn(document);
document.title = t('title');
text(byId('language'), t('other-language'));
text(byId('sentence'), t('finding.unknown'));
text(byId('zone'), t('zone', { zone }));
byId('language').lang = document.documentElement.lang === 'en' ? 'ko' : 'en';
byId('language').addEventListener('click', switchLanguage);
session.begin();
for (const view of views) {
  view.begin();
}

follow({
  onHistory: lag.takeHistory,
  onSnapshot(snapshot, isBack) {
    showFinding(snapshot.finding);
    markAge(snapshot);
    for (const view of views) {
      view.update(snapshot);
    }
    // Seconds that were projected late, or while the connection was lost, are no longer in the stream.
    const isLate = snapshot.lag.projector.seconds > 1;
    if (isBack || (wasLate && !isLate)) {
      campaigns.refill();
    }
    wasLate = isLate;
  },
  onState(kind, words) {
    const node = byId('connection');
    node.className = `pill ${kind}`;
    text(node, words);
    document.body.classList.toggle('lost', kind === 'lost');
    if (kind === 'lost') {
      showLost();
    }
  },
});
