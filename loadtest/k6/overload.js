// Three times what the service can take (RATE): it must go on serving what it can, quickly, and shed
// the rest with 429 or 503. Shed is no error here; a slow coupon is.

import { ask, newUser } from './lib/buyer.js';
import { campaignWith } from './lib/campaign.js';
import { TREND_STATISTICS } from './lib/reference.js';
import { minutes, rate } from './lib/settings.js';

export { handleSummary } from './lib/summary.js';
export const setup = campaignWith({ quota: null });
export const options = {
  scenarios: {
    overload: {
      executor: 'constant-arrival-rate',
      rate: Math.round(rate(3000)),
      duration: `${Math.round(minutes(0.5) * 60)}s`,
      preAllocatedVUs: 200,
      maxVUs: 2000,
    },
  },
  thresholds: { errors: ['count<1'], accepted_duration: ['max<1000'] },
  summaryTrendStats: TREND_STATISTICS,
};

export default function buy(campaignId) {
  ask(campaignId, newUser(), { shedIsError: false });
}
