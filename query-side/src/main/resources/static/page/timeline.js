// When the coupons of one campaign went, second by second, from the read model.
import { call } from './calls.js';

/** How many seconds are shown and held. */
const SECONDS = 900;
/** Over how many seconds the pace is measured. */
const PACE_SECONDS = 5;

export class Timeline {
  #campaignId;
  #seconds = new Map();

  constructor(campaignId) {
    this.#campaignId = campaignId;
  }

  /** Takes pairs of epoch second and issued coupons. */
  take(pairs) {
    for (const [second, issued] of pairs) {
      this.#seconds.set(second, issued);
    }
    const tooMany = this.#seconds.size - SECONDS;
    if (tooMany > 0) {
      const oldest = [...this.#seconds.keys()].sort((a, b) => a - b).slice(0, tooMany);
      for (const second of oldest) {
        this.#seconds.delete(second);
      }
    }
  }

  /** Reads the quarter of an hour up to the last issue anew: at the start, and after seconds may have been missed. */
  async refill(lastIssuedAt) {
    if (lastIssuedAt === null) {
      return;
    }
    const after = Math.floor(Date.parse(lastIssuedAt) / 1_000) - SECONDS;
    const page = await call('GET', `/api/v1/campaigns/${this.#campaignId}/timeline?after=${Math.max(-1, after)}&limit=${SECONDS}`);
    if (page !== null) {
      this.take(page.items.map((item) => [Date.parse(item.second) / 1_000, item.issued]));
    }
  }

  /** Coupons per second in the last seconds. */
  pace(now) {
    const until = Math.floor(now);
    let sum = 0;
    for (let second = until - PACE_SECONDS; second < until; second++) {
      sum += this.#seconds.get(second) ?? 0;
    }
    return sum / PACE_SECONDS;
  }

  /** The last quarter of an hour up to now, or up to the last issue if that is long ago, for a chart. */
  columns(campaign, now) {
    const last = campaign.lastIssuedAt === null ? now : Date.parse(campaign.lastIssuedAt) / 1_000;
    const first = campaign.firstIssuedAt === null ? now : Date.parse(campaign.firstIssuedAt) / 1_000;
    const end = Math.floor(now - last > 60 ? last + 5 : now);
    const begin = Math.max(end - SECONDS + 1, Math.min(Math.floor(first) - 2, end - 30));
    const times = Array.from({ length: end - begin + 1 }, (unused, index) => begin + index);
    return [times, times.map((second) => this.#seconds.get(second) ?? 0)];
  }
}
