// The reference test's seven stages, VU settings and thresholds (docs/load-test-report.md).

import { minutes, rateScale } from './settings.js';

const STAGES = [
  { seconds: 30, rate: 1 },
  { seconds: 5, rate: 100 },
  { seconds: 60, rate: 300 },
  { seconds: 30, rate: 70 },
  { seconds: 60, rate: 25 },
  { seconds: 120, rate: 8 },
  { seconds: 10, rate: 0 },
];
const PEAK_STAGE = 2;
const REFERENCE_MINUTES = STAGES.reduce((sum, stage) => sum + stage.seconds, 0) / 60;

/** p95 under 2 s, failures under 5 %, success over 95 %. */
export const thresholds = {
  request_duration: ['p(95)<2000'],
  http_req_failed: ['rate<0.05'],
  success_rate: ['rate>0.95'],
};

/** k6 options of the spike; the peak is the rate of the third stage. */
export function spike({ peak = 300 } = {}) {
  const timeScale = minutes(REFERENCE_MINUTES) / REFERENCE_MINUTES;
  return {
    scenarios: {
      spike: {
        executor: 'ramping-arrival-rate',
        startRate: Math.round(rateScale),
        timeUnit: '1s',
        preAllocatedVUs: 10,
        maxVUs: 200,
        stages: STAGES.map(({ seconds, rate }, n) => ({
          duration: `${Math.max(1, Math.round(seconds * timeScale))}s`,
          target: Math.round((n === PEAK_STAGE ? peak : rate) * rateScale),
        })),
      },
    },
    thresholds,
    summaryTrendStats: TREND_STATISTICS,
  };
}

/** What every scenario reports of its durations. */
export const TREND_STATISTICS = ['avg', 'min', 'med', 'p(95)', 'p(99)', 'max', 'count'];
