// A steady rate for a long time: memory and lag must stay where they are (loadtest/run samples both).

import { ask, newUser } from './lib/buyer.js';
import { campaignWith } from './lib/campaign.js';
import { TREND_STATISTICS, thresholds } from './lib/reference.js';
import { minutes, rate } from './lib/settings.js';

export { handleSummary } from './lib/summary.js';
export const setup = campaignWith({ quota: null });
export const options = {
  scenarios: {
    soak: {
      executor: 'constant-arrival-rate',
      rate: Math.round(rate(100)),
      duration: `${Math.round(minutes(60) * 60)}s`,
      preAllocatedVUs: 20,
      maxVUs: 200,
    },
  },
  thresholds,
  summaryTrendStats: TREND_STATISTICS,
};

export default function buy(campaignId) {
  ask(campaignId, newUser());
}
