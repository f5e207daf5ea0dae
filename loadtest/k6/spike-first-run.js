// The reference's first run: the same spike with a peak of 200 requests per second.

import { ask, newUser } from './lib/buyer.js';
import { campaignWith } from './lib/campaign.js';
import { spike } from './lib/reference.js';

export { handleSummary } from './lib/summary.js';
export const options = spike({ peak: 200 });
export const setup = campaignWith({ quota: 1000 });

export default function buy(campaignId) {
  ask(campaignId, newUser());
}
