// Charts over time. What they hold is bounded, whatever the stream brings.
import uPlot from '/webjars/uplot/dist/uPlot.esm.js';
import { el } from './dom.js';
import { axisTime, tick } from './words.js';

const HEIGHT = 180;
/** Rows come every second, or as often as they come; a longer silence than this is a gap. */
const GAP_SECONDS = 5;
const dark = matchMedia('(prefers-color-scheme: dark)');
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A chart of `series` (`{label, colour}`) in `host`; `bars` draws columns instead of lines. */
export function chart(host, label, series, { bars = false } = {}) {
  const frame = el('div', { role: 'img', 'aria-label': label });
  const legend = el('p', { class: 'legend quiet' });
  host.replaceChildren(frame, legend);
  let data = [[], ...series.map(() => [])];
  let plot = null;

  function draw() {
    plot?.destroy();
    legend.replaceChildren(...series.map((one) => {
      const swatch = el('span', { class: `swatch ${one.colour.slice(2)}` });
      return el('span', {}, swatch, ` ${one.label} `);
    }));
    legend.hidden = series.length < 2;
    plot = new uPlot(options(), data, frame);
  }

  function options() {
    const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line') }, font: '12px system-ui' };
    return {
      width: Math.max(200, host.clientWidth),
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: (self, low, high) => [0, Math.max(1, high ?? 1) * 1.1] } },
      axes: [{ ...axis, space: 80, values: (self, splits, index, space, step) => splits.map((at) => axisTime(at, step)) }, { ...axis, size: 64, values: (self, splits) => splits.map((value) => tick(value)) }],
      series: [{}, ...series.map((one) => ({
        label: one.label,
        stroke: colour(one.colour),
        fill: bars ? colour(one.colour) : undefined,
        width: bars ? 0 : 2,
        points: { show: false },
        paths: bars ? uPlot.paths.bars({ size: [0.8, 60], align: 1 }) : undefined,
      }))],
    };
  }

  dark.addEventListener('change', draw);
  new ResizeObserver(() => plot?.setSize({ width: Math.max(200, host.clientWidth), height: HEIGHT })).observe(host);
  draw();
  return {
    /** Shows these columns: times in seconds since 1970, then one column per series. */
    show(columns) {
      data = columns;
      plot.setData(data);
    },
    label(words) {
      if (frame.getAttribute('aria-label') !== words) {
        frame.setAttribute('aria-label', words);
      }
    },
  };
}

/** The last rows of a stream, at most so many. */
export class Window {
  #limit;
  #rows = [];

  constructor(limit) {
    this.#limit = limit;
  }

  fill(rows) {
    this.#rows = rows.slice(-this.#limit);
  }

  push(row) {
    this.#rows.push(row);
    if (this.#rows.length > this.#limit) {
      this.#rows.shift();
    }
  }

  /** Seconds between two rows, on average. */
  #step() {
    const rows = this.#rows;
    return rows.length < 2 ? 0 : (rows[rows.length - 1][0] - rows[0][0]) / (rows.length - 1);
  }

  /** Columns, as charts take them. Where rows are missing there is a gap, not a line. */
  columns(...indexes) {
    const gap = Math.max(GAP_SECONDS, 3 * this.#step());
    const rows = this.#rows.flatMap((row, place) => (place > 0 && row[0] - this.#rows[place - 1][0] > gap
      ? [[row[0] - 1], row]
      : [row]));
    return indexes.map((index) => rows.map((row) => row[index] ?? null));
  }
}
