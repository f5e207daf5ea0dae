// The end of a run: the whole summary as JSON for the runner, one short text for the terminal.

import { summaryFile } from './settings.js';

const TEXT = [
  ['http_reqs', 'requests', (v) => `${v.count} (${v.rate.toFixed(1)}/s)`],
  ['successful_coupons', 'issued', (v) => v.count],
  ['refused', 'refused', (v) => v.count],
  ['shed', 'shed', (v) => v.count],
  ['errors', 'errors', (v) => v.count],
  ['dropped_iterations', 'not sent, no VU free', (v) => v.count],
  ['success_rate', 'success', (v) => `${(v.rate * 100).toFixed(2)} %`],
  [
    'request_duration',
    'duration',
    (v) => ['med', 'p(95)', 'p(99)', 'max'].map((s) => `${s} ${v[s].toFixed(2)} ms`).join(', '),
  ],
];

/** k6 calls this once, at the end. */
export function handleSummary(data) {
  const lines = TEXT.filter(([metric]) => data.metrics[metric]).map(
    ([metric, label, show]) => `  ${label.padEnd(22)}${show(data.metrics[metric].values)}`,
  );
  const output = { stdout: `\n${lines.join('\n')}\n\n` };
  if (summaryFile) {
    output[summaryFile] = JSON.stringify(data, null, 2);
  }
  return output;
}
