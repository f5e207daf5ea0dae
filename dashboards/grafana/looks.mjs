// What Grafana itself makes of answers: the text and the colour of each figure of a panel.
//
//   npm install --no-package-lock && npm --silent run looks < cases.json > looks.json
//
// In: [{panel, answers: {refId: [number or null, …]}}, …]. Out, for each: [[text, colour], …], as looks.py says it.

import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { JSDOM } from 'jsdom';

const browser = new JSDOM('', { url: 'http://localhost/' }).window;
globalThis.window = browser;
globalThis.navigator ??= browser.navigator;
for (const name of ['document', 'history', 'location', 'localStorage']) globalThis[name] = browser[name];
// The libraries below say things on standard output, which is for the answer.
console.log = console.info = () => {};
// Its modules for import do not load in Node.
const grafana = createRequire(import.meta.url)('@grafana/data');

const theme = grafana.createTheme();
const timeZone = 'utc';
const replaceVariables = (value) => value;

// What Grafana registers for every panel, as far as these panels set it.
const PROPERTIES = {
  color: grafana.identityOverrideProcessor,
  decimals: grafana.numberOverrideProcessor,
  displayName: grafana.stringOverrideProcessor,
  mappings: grafana.valueMappingsOverrideProcessor,
  max: grafana.numberOverrideProcessor,
  min: grafana.numberOverrideProcessor,
  noValue: grafana.stringOverrideProcessor,
  thresholds: grafana.thresholdsOverrideProcessor,
  unit: grafana.unitOverrideProcessor,
};
const fieldConfigRegistry = new grafana.FieldConfigOptionsRegistry(() =>
  Object.entries(PROPERTIES).map(([id, process]) => ({ id, path: id, name: id, process, shouldApply: () => true })),
);

function assertKnown(panel) {
  const overridden = panel.fieldConfig.overrides.flatMap((each) => each.properties.map((property) => property.id));
  const unknown = overridden.find((id) => !(id in PROPERTIES));
  if (unknown) throw new Error(`${panel.title}: this script does not register the property ${unknown}`);
}

function frame(refId, value) {
  const fields = [
    { name: 'Time', type: grafana.FieldType.time, values: [0] },
    { name: 'Value', type: grafana.FieldType.number, values: [value] },
  ];
  return grafana.createDataFrame({ refId, fields });
}

function displays({ panel, answers }) {
  assertKnown(panel);
  const { fieldConfig } = panel;
  const frames = Object.entries(answers).flatMap(([refId, values]) => values.map((value) => frame(refId, value)));
  const data = grafana.applyFieldOverrides({
    data: frames, fieldConfig, fieldConfigRegistry, replaceVariables, theme, timeZone,
  });
  if (panel.type === 'state-timeline') return data.map(({ fields: [, field] }) => field.display(field.values[0]));
  const { reduceOptions } = panel.options;
  return grafana
    .getFieldDisplayValues({ fieldConfig, reduceOptions, data, replaceVariables, theme, timeZone })
    .map((each) => each.display);
}

/** Names of the colours that these dashboards use, by what they are on screen. */
const NAMES = new Map(
  ['green', 'blue', 'yellow', 'orange', 'red'].map((name) => [theme.visualization.getColorByName(name), name]),
);

const cases = JSON.parse(await text(process.stdin));
const looks = cases.map((one) => displays(one).map(({ text, color }) => [text, NAMES.get(color) ?? color]));
process.stdout.write(JSON.stringify(looks), () => process.exit(0));
