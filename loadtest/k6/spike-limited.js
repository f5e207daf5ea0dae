// The reference spike on 1,000 coupons, first come, first served: most buyers are told SOLD_OUT.

import { ask, newUser } from './lib/buyer.js';
import { campaignWith } from './lib/campaign.js';
import { spike } from './lib/reference.js';

export { handleSummary } from './lib/summary.js';
export const options = spike();
export const setup = campaignWith({ quota: 1000 });

export default function buy(campaignId) {
  ask(campaignId, newUser());
}
