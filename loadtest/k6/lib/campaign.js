// The campaign that a scenario needs. loadtest/run creates it beforehand; k6 alone creates it here.

import http from 'k6/http';
import { campaign, opensAt, run, targets, token } from './settings.js';

/** Makes setup(): returns the id of the campaign to buy from. */
export function campaignWith(terms) {
  return function setup() {
    if (campaign) {
      return campaign;
    }
    const body = { campaignId: `k6-${run}`, name: 'k6', quota: null, ...terms };
    if (opensAt) {
      body.opensAt = opensAt;
    }
    const response = http.post(`${targets[0]}/api/v1/campaigns`, JSON.stringify(body), {
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      tags: { name: 'create-campaign' },
    });
    if (response.status !== 201) {
      throw new Error(`cannot create the campaign: ${response.status} ${response.body}`);
    }
    return body.campaignId;
  };
}
