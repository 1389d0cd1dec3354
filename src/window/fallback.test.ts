import { DAY, HOUR } from '../time/instant.js';
import { decideFallback, type FallbackCandidate, type FallbackQuestion, type Prepared } from './fallback.js';

const NOW = Date.UTC(2026, 2, 2, 12);
const chain: FallbackCandidate[] = [
  { from: 'step', call: { template: 'one' } },
  { from: 'flow', call: { template: 'two' } },
  { from: 'channel', call: { template: 'three' } },
];
const good = (template: string, buttonsCarry: 'options' | 'invite' | 'nothing' = 'invite'): Prepared<string> => ({
  ok: true,
  message: template,
  buttonsCarry,
});
const bad: Prepared<string> = { ok: false, problems: [{ code: 'template-paused', message: 'paused' }] };

function decide(changed: Partial<FallbackQuestion<string>> = {}) {
  return decideFallback<string>({
    now: NOW,
    candidates: chain,
    tried: [],
    optedOut: false,
    quietHours: undefined,
    caps: { perDay: 2, perWeek: 3 },
    templatesSentAt: [],
    prepare: ({ call }) => good(call.template),
    ...changed,
  });
}

test.each([
  [{}, 'step', 'one', 0],
  [{ tried: ['one'] }, 'flow', 'two', 0],
  [{ tried: ['one', 'two'] }, 'channel', 'three', 0],
  [
    { prepare: ({ call }: FallbackCandidate) => (call.template === 'one' ? bad : good(call.template)) },
    'flow',
    'two',
    1,
  ],
  [
    { prepare: ({ call }: FallbackCandidate) => (call.template === 'three' ? good('three') : bad) },
    'channel',
    'three',
    2,
  ],
])('%#: sends the first that can be', (changed, from, template, skipped) => {
  const decision = decide(changed);
  expect(decision).toMatchObject({ kind: 'send', from, template, message: template });
  expect(decision.skipped).toHaveLength(skipped);
});

test.each([
  ['options', 'options'],
  ['invite', 'invite'],
  ['nothing', 'invite'],
] as const)('buttons that carry %s: %s', (carry, buttons) => {
  expect(decide({ prepare: () => good('one', carry) })).toMatchObject({ buttons });
});

test.each([
  [{ optedOut: true }, 'opted-out'],
  [{ candidates: [] }, 'no-template'],
  [{ tried: ['one', 'two', 'three'] }, 'template-unusable'],
  [{ prepare: () => bad }, 'template-unusable'],
  [{ templatesSentAt: [NOW - HOUR, NOW - 2 * HOUR] }, 'template-cap'],
  [{ templatesSentAt: [NOW - 2 * DAY, NOW - 3 * DAY, NOW - 4 * DAY] }, 'template-cap'],
  [{ caps: { perDay: 0, perWeek: 0 } }, 'template-cap'],
])('%#: gives up, and says why: %j', (changed, reason) => {
  expect(decide(changed)).toMatchObject({ kind: 'give-up', reason });
});

test('caps count what is inside their time only', () => {
  expect(decide({ templatesSentAt: [NOW - DAY, NOW - DAY - 1, NOW - HOUR, NOW - 7 * DAY] })).toMatchObject({
    kind: 'give-up',
  });
  expect(decide({ templatesSentAt: [NOW - DAY, NOW - 7 * DAY, NOW - HOUR] })).toMatchObject({ kind: 'send' });
});

test('every skipped template is named with its reason', () => {
  expect(decide({ prepare: () => bad }).skipped).toEqual(
    ['one', 'two', 'three'].map((template) => ({ template, code: 'template-paused', message: 'paused' })),
  );
});

describe('in quiet hours', () => {
  const quietHours = { from: '11:00', to: '14:00', zone: 'Etc/UTC' };

  test('it is put off, and no template is looked at yet', () => {
    const prepare = jest.fn(() => bad);
    expect(decide({ quietHours, prepare })).toEqual({ kind: 'defer', until: NOW + 2 * HOUR, skipped: [] });
    expect(prepare).not.toHaveBeenCalled();
  });

  test.each([[{ optedOut: true }], [{ candidates: [] }], [{ caps: { perDay: 0, perWeek: 0 } }]])(
    '%#: what will not be different in the morning is decided now',
    (changed) => expect(decide({ quietHours, ...changed })).toMatchObject({ kind: 'give-up' }),
  );
});
