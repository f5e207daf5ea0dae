// Climbs step by step until the thresholds break. The highest rate that held is the capacity as k6
// sees it; on a small machine that is k6's own limit before it is the service's (see the report).

import { ask, newUser } from './lib/buyer.js';
import { campaignWith } from './lib/campaign.js';
import { TREND_STATISTICS } from './lib/reference.js';
import { minutes, rateScale, steps } from './lib/settings.js';

const SECONDS = Math.max(5, Math.round((minutes(4) * 60) / steps.count));
const RATES = Array.from({ length: steps.count }, (_, n) =>
  Math.round(steps.first * steps.factor ** n * rateScale),
);
const step = (rate) => `rate-${rate}`;

const scenarios = {};
const thresholds = {};
RATES.forEach((rate, n) => {
  scenarios[step(rate)] = {
    executor: 'constant-arrival-rate',
    rate,
    duration: `${SECONDS}s`,
    startTime: `${n * SECONDS}s`,
    preAllocatedVUs: 10,
    maxVUs: 400,
  };
  const abort = { abortOnFail: true, delayAbortEval: `${n * SECONDS + 5}s` };
  thresholds[`request_duration{scenario:${step(rate)}}`] = [
    { threshold: 'p(95)<2000', ...abort },
  ];
  thresholds[`success_rate{scenario:${step(rate)}}`] = [{ threshold: 'rate>0.95', ...abort }];
  thresholds[`dropped_iterations{scenario:${step(rate)}}`] = [
    { threshold: `count<${Math.ceil(rate * SECONDS * 0.01)}`, ...abort },
  ];
});

export { handleSummary } from './lib/summary.js';
export const setup = campaignWith({ quota: null });
export const options = { scenarios, thresholds, summaryTrendStats: TREND_STATISTICS };

export default function buy(campaignId) {
  ask(campaignId, newUser());
}
