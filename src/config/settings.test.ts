import { InvalidSettings, Settings, readSettings } from './settings.js';

const KEY = Buffer.alloc(32, 7).toString('base64');

/** One value for each setting that can be wrong. `undefined` where any text is right. */
const WRONG: Record<keyof Settings, string | undefined> = {
  HOST: undefined,
  PORT: '70000.5',
  PUBLIC_URL: 'ftp://example.org',
  ROLE: 'boss',
  DATABASE_URL: 'mysql://user:hidden-password@host/db',
  REDIS_URL: 'memcached://user:hidden-password@host',
  DATA_DIR: undefined,
  FLOWS_DIR: undefined,
  API_TOKEN: 'hidden',
  SECRET_KEY: 'hidden*not*base64',
  DIALOG360_URL: 'not a url',
  TWILIO_URL: 'not a url',
  VONAGE_URL: 'not a url',
  MESSAGEBIRD_URL: 'not a url',
  BIRD_URL: 'not a url',
  CLOUD_API_URL: 'not a url',
  CLOUD_API_VERSION: 'latest',
  DIALOGFLOW_EMULATOR: '127.0.0.1',
  SEND_TIMEOUT_MS: '1',
  ECHO_WAIT_MS: 'a minute',
  STALE_AFTER_MS: '5',
  SWEEP_EVERY_MS: '0',
  TURN_CONCURRENCY: '-3',
  AGENT_CONCURRENCY: '0',
  WEBHOOKS_IN_HAND: '0',
  BODY_LIMIT_BYTES: '12',
  CLOCK: 'sundial',
  CLOCK_OFFSET_MS: '-1',
  LOG_LEVEL: 'loud',
  METRICS_TOKEN: 'hidden',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'not a url',
  OTEL_SERVICE_NAME: undefined,
  NODE_ENV: undefined,
};

function complaint(environment: Record<string, string>): string[] {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof InvalidSettings) return error.message.split('\n');
    throw error;
  }
  return [];
}

test('with nothing set it starts', () => {
  expect(readSettings({})).toMatchObject({ PORT: 3000, CLOCK: 'system', FLOWS_DIR: 'flows' });
});

test.each([
  [{ DATABASE_URL: 'mongodb://127.0.0.1/canvass' }, /^REDIS_URL: is needed when DATABASE_URL names a MongoDB/],
  [{ ROLE: 'worker' }, /^DATABASE_URL: is needed for ROLE=worker/],
  [{ ROLE: 'web', REDIS_URL: 'redis://127.0.0.1' }, /^DATABASE_URL: is needed for ROLE=web/],
])('%j lacks something', (environment, sentence) => {
  expect(complaint(environment)).toEqual([expect.stringMatching(sentence)]);
});

test('a server in place of Google’s is refused in production', () => {
  const DIALOGFLOW_EMULATOR = '127.0.0.1:9100';
  expect(readSettings({ DIALOGFLOW_EMULATOR, NODE_ENV: 'test' })).toMatchObject({ DIALOGFLOW_EMULATOR });
  const [sentence, ...more] = complaint({ DIALOGFLOW_EMULATOR, NODE_ENV: 'production' });
  expect(sentence).toContain('DIALOGFLOW_EMULATOR');
  expect(sentence).toContain('production');
  expect(more).toEqual([]);
});

test('an empty variable counts as not set', () => expect(readSettings({ PORT: '', API_TOKEN: '' }).PORT).toBe(3000));

test('other variables of the environment do not matter', () =>
  expect(complaint({ PATH: '/bin', HOME: '/' })).toEqual([]));

test('what fits is taken as what it is', () => {
  const read = readSettings({
    PORT: '0',
    SECRET_KEY: KEY,
    DATABASE_URL: 'postgresql://h/d',
    PUBLIC_URL: 'https://a.example',
  });
  expect(read).toMatchObject({ PORT: 0, SECRET_KEY: KEY, DATABASE_URL: 'postgresql://h/d' });
});

const wrong = Object.entries(WRONG).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));

test.each(wrong)('%s: one sentence that names it', (name, value) => {
  const sentences = complaint({ [name]: value });
  expect(sentences).toHaveLength(1);
  expect(sentences[0]).toMatch(new RegExp(`^${name}: .+ is not usable: .+[^.]\\.$`));
});

test('several wrong ones: a sentence each, in the order of the table', () => {
  expect(complaint(Object.fromEntries(wrong)).map((line) => line.split(':')[0])).toEqual(wrong.map(([name]) => name));
});

test('secrets are not shown', () => {
  for (const name of ['DATABASE_URL', 'API_TOKEN', 'SECRET_KEY'] as const) {
    expect(complaint({ [name]: WRONG[name] ?? '' }).join()).not.toContain('hidden');
  }
});

test('every setting is described', () => {
  for (const [name, schema] of Object.entries(Settings.shape))
    expect([name, schema.description]).toEqual([name, expect.any(String)]);
});
