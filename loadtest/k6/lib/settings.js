// What the environment says, with defaults that fit ./first-served up. loadtest/run sets all of it.

const number = (name, otherwise) => (__ENV[name] ? Number(__ENV[name]) : otherwise);

/** Where the command side listens; several nodes are separated by commas and asked in turn. */
export const targets = (__ENV.TARGET || 'http://127.0.0.1:8080').split(',');

/** Whose coupons are asked for; without it, setup() creates a campaign with TOKEN. */
export const campaign = __ENV.CAMPAIGN || '';

/** A token with the role campaign-admin; only needed where setup() has to create the campaign. */
export const token = __ENV.TOKEN || '';

/** Signs a token where none is given: the FIRST_SERVED_SECURITY_JWT_SECRET of a system that was started with one. */
export const jwtSecret = __ENV.JWT_SECRET || '';

/** Sets this run's users apart from those of any other run. */
export const run = __ENV.RUN || Date.now().toString(36);

/** Multiplies every rate of a scenario; 1 is the reference. */
export const rateScale = number('RATE_SCALE', 1);

/** How long the scenario takes, in minutes; its stages keep their proportions. */
export const minutes = (otherwise) => number('MINUTES', otherwise);

/** A fixed rate in requests per second, for the scenarios that have one. */
export const rate = (otherwise) => number('RATE', otherwise) * rateScale;

/** How many users a scenario has, for those that have a number of them. */
export const users = (otherwise) => number('USERS', otherwise);

/** When the campaign opens, as an ISO instant; for the stampede. */
export const opensAt = __ENV.OPENS_AT || '';

/** The first step and the factor from step to step, and how many, for the search of the capacity. */
export const steps = {
  first: number('FIRST_STEP', 50),
  factor: number('STEP_FACTOR', 1.5),
  count: number('STEPS', 8),
};

/** File that takes the summary as JSON; without it only the terminal gets one. */
export const summaryFile = __ENV.SUMMARY || '';

/** Whether each answer is printed as a line for the audit (k6 --console-output takes them). */
export const history = __ENV.HISTORY === 'true';
