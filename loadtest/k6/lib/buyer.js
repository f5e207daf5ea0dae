// One buyer asks for one coupon: the request, what its answer means, and what is counted.

import http from 'k6/http';
import exec from 'k6/execution';
import { Counter, Rate, Trend } from 'k6/metrics';
import { history, run, targets } from './settings.js';

// The reference test's four metrics.
const successfulCoupons = new Counter('successful_coupons');
const errors = new Counter('errors');
const successRate = new Rate('success_rate');
const requestDuration = new Trend('request_duration', true);

// What the reference did not tell apart.
const refused = new Counter('refused');
const shed = new Counter('shed');
const acceptedDuration = new Trend('accepted_duration', true);

// An answer of the campaign's rules is an answer, not an error.
const REFUSALS = {
  403: ['NOT_OPEN', 'PAUSED'],
  409: ['ALREADY_ISSUED'],
  410: ['SOLD_OUT', 'CLOSED'],
};

// 403, 409 and 410 are refusals; 429 and 503 count as failed here, as they did in the reference.
http.setResponseCallback(http.expectedStatuses(201, 403, 409, 410));

const PARAMS = {
  headers: { 'Content-Type': 'application/json' },
  timeout: '10s',
  tags: { name: 'issue' },
};

/** A user that nobody else in this run is. */
export function newUser() {
  const { name, iterationInTest } = exec.scenario;
  return `${run}-${name}-${iterationInTest}`;
}

/** Asks once, counts, and returns what came: 'issued', 'refused', 'shed' or 'error'. */
export function ask(campaignId, user, { shedIsError = true } = {}) {
  const target = targets[exec.scenario.iterationInTest % targets.length];
  const response = http.post(
    `${target}/api/v1/campaigns/${campaignId}/coupons`,
    `{"userId":"${user}"}`,
    PARAMS,
  );
  const answer = parse(response);
  const outcome = judge(response, answer, user);
  count(outcome, response, shedIsError);
  if (history) {
    remember(campaignId, user, response, answer);
  }
  return outcome;
}

function parse(response) {
  try {
    return JSON.parse(response.body) || {};
  } catch {
    return {};
  }
}

function judge(response, answer, user) {
  if (response.status === 201) {
    return answer.userId === user && answer.serial >= 1 ? 'issued' : 'error';
  }
  if ((REFUSALS[response.status] || []).includes(answer.reason)) {
    return 'refused';
  }
  return response.status === 429 || response.status === 503 ? 'shed' : 'error';
}

function count(outcome, response, shedIsError) {
  const failed = outcome === 'error' || (outcome === 'shed' && shedIsError);
  requestDuration.add(response.timings.duration);
  successRate.add(!failed);
  errors.add(failed ? 1 : 0);
  if (outcome === 'issued') {
    successfulCoupons.add(1);
    acceptedDuration.add(response.timings.duration);
  } else if (outcome === 'refused') {
    refused.add(1);
  } else if (outcome === 'shed') {
    shed.add(1);
  }
}

/**
 * One line per answer: what ./first-served audit --history compares with the log, and when it came
 * and how long it took, for the charts. Status 0: no answer came.
 */
function remember(campaignId, userId, { status, timings }, { couponId, serial, reason }) {
  const told = { userId, campaignId, status, couponId, serial, reason };
  console.log(JSON.stringify({ ...told, at: Date.now(), millis: timings.duration }));
}
