// Everybody at once: each user waits for the opening instant and then clicks twice, impatiently.

import { sleep } from 'k6';
import exec from 'k6/execution';
import { ask } from './lib/buyer.js';
import { campaignWith } from './lib/campaign.js';
import { TREND_STATISTICS, thresholds } from './lib/reference.js';
import { opensAt, run, users } from './lib/settings.js';

const USERS = users(1000);

export { handleSummary } from './lib/summary.js';
export const setup = campaignWith({ quota: Math.ceil(USERS / 3) });
export const options = {
  scenarios: {
    stampede: { executor: 'per-vu-iterations', vus: USERS, iterations: 1, maxDuration: '5m' },
  },
  thresholds,
  summaryTrendStats: TREND_STATISTICS,
};

export default function buy(campaignId) {
  const user = `${run}-${exec.vu.idInTest}`;
  sleep(Math.max(0, (Date.parse(opensAt) - Date.now()) / 1000 || 0));
  ask(campaignId, user);
  ask(campaignId, user);
}
