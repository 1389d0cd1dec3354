const HOUR = 3_600_000;

/** Times that recovery depends on, shorter than the defaults so that a trial does not take a day. */
const SETTINGS = {
  full: { SEND_TIMEOUT_MS: '1500', ECHO_WAIT_MS: '15000', SWEEP_EVERY_MS: '2000' },
  short: { SEND_TIMEOUT_MS: '1000', ECHO_WAIT_MS: '2000', SWEEP_EVERY_MS: '1000' },
};

const ALL = [
  'kill-worker',
  'kill-web',
  'stop-redis',
  'kill-redis',
  'flush-redis',
  'empty-redis',
  'stop-database',
  'kill-database',
  'outage',
  'clock',
];

/**
 * How much is done to how many.
 * `seats` people answer at a time; each thinks between `thinkMs` before an act. A thing that is down stays so for a time
 * between `downMs`.
 */
export const FORMS = {
  full: {
    conversations: 2_000,
    seats: 300,
    thinkMs: [200, 1_500],
    settings: SETTINGS.full,
    disturbances: [...ALL, 'kill-worker', 'kill-worker', 'kill-web', 'empty-redis', 'kill-database', 'clock', 'clock'],
    downMs: [500, 6_000],
    outageMs: 60_000,
    patienceMs: 240_000,
  },
  quick: {
    conversations: 400,
    seats: 150,
    thinkMs: [200, 1_000],
    settings: SETTINGS.full,
    disturbances: ALL,
    downMs: [500, 4_000],
    outageMs: 15_000,
    patienceMs: 120_000,
  },
  short: {
    conversations: 60,
    seats: 50,
    thinkMs: [200, 800],
    settings: SETTINGS.short,
    disturbances: ALL,
    downMs: [300, 1_000],
    outageMs: 4_000,
    patienceMs: 90_000,
  },
};

/** Of the clock. Shorter than a window: only who has been silent through two of them loses it, as in life. */
export const STEP_MS = 13 * HOUR;
/** The last step: the window of everybody who is silent closes. */
export const LAST_STEP_MS = 25 * HOUR;

/** What makes no sense on the embedded size, which has no Redis and no second process. */
export function disturbancesOf(form, size) {
  if (size === 'mongo') return form.disturbances;
  return form.disturbances.filter((name) => !/redis|kill-web|stop-database/.test(name));
}
