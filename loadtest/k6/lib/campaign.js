// The campaign that a scenario needs. loadtest/run creates it beforehand; k6 alone creates it here.

import crypto from 'k6/crypto';
import encoding from 'k6/encoding';
import http from 'k6/http';
import { campaign, jwtSecret, opensAt, run, targets, token } from './settings.js';

const TOKEN_SECONDS = 3600;

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
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${adminToken()}` },
      tags: { name: 'create-campaign' },
    });
    if (response.status !== 201) {
      throw new Error(`cannot create the campaign: ${response.status} ${response.body}`);
    }
    return body.campaignId;
  };
}

function adminToken() {
  if (token || !jwtSecret) {
    return token;
  }
  const part = (content) => encoding.b64encode(JSON.stringify(content), 'rawurl');
  const expires = Math.floor(Date.now() / 1000) + TOKEN_SECONDS;
  const claims = { iss: 'first-served', aud: 'first-served', sub: 'k6', roles: ['campaign-admin'], exp: expires };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${crypto.hmac('sha256', jwtSecret, signed, 'base64rawurl')}`;
}
