// The reference spike on a campaign without a quota: every buyer gets a coupon.

import { ask, newUser } from './lib/buyer.js';
import { campaignWith } from './lib/campaign.js';
import { spike } from './lib/reference.js';

export { handleSummary } from './lib/summary.js';
export const options = spike();
export const setup = campaignWith({ quota: null });

export default function buy(campaignId) {
  ask(campaignId, newUser());
}
