import { Run, compile } from '../../../test/support/run.js';
import { compileFlow } from '../compile.js';
import { encodeTap } from '../../rendering/binding.js';
import { renderPrompts } from '../../rendering/render-prompts.js';
import { whatsappCapabilities } from '../../rendering/whatsapp-capabilities.js';

// Answers that take several messages, through the engine. `Run` takes the session through JSON between any two turns.

const OPTIONS = 'options: [{ id: good, label: Good }, { id: fair, label: Fair }, { id: poor, label: Poor }]';
const MATRIX = `
  - id: service
    ask: matrix
    text: How was it?
    rows: [{ id: speed, label: Speed }, { id: staff, label: Staff }]
    ${OPTIONS}`;

function rules(steps: string, languages = 'en'): string[] {
  const source = `id: t\nkind: survey\nlanguages: [${languages}]\ntitle: T\nsteps:\n${steps}`;
  return compileFlow(source, 't.yaml').findings.map(({ rule, path }) => `${rule} ${path}`);
}

describe('matrix', () => {
  const flow = compile(`${MATRIX}
  - { id: sorry, say: Sorry, when: service.speed == 'poor' }
  - { id: end, ask: text, text: "You said: {{ service }}. More?" }`);

  test('row by row', () => {
    const run = new Run(flow);
    expect(run.bodies).toEqual(['How was it?\n1/2 · Speed']);
    run.pick('service', 'speed.poor');
    expect(run.bodies).toEqual(['How was it?\n2/2 · Staff']);
    run.say('good');
    expect(run.bodies).toEqual(['Sorry', 'You said: Speed: Poor, Staff: Good. More?']);
    expect(run.values).toEqual({ service: { speed: 'poor', staff: 'good' } });
  });

  test("a late tap on the first row's message changes that row and answers no other", () => {
    const run = new Run(flow).pick('service', 'speed.poor').pick('service', 'speed.good');
    expect(run.waitingAt).toBe('service');
    expect(run.bodies).toEqual(['How was it?\n2/2 · Staff']);
    run.pick('service', 'staff.fair');
    expect(run.values).toEqual({ service: { speed: 'good', staff: 'fair' } });
  });

  test('the same after it is answered, where the flow allows it', () => {
    const changing = compile(`${MATRIX}\n  - { id: end, ask: text, text: More? }`, 'oldTaps: change');
    const run = new Run(changing).say('3 1').pick('service', 'speed.good');
    expect(run.values).toEqual({ service: { speed: 'good', staff: 'good' } });
    expect(run.waitingAt).toBe('end');
  });

  test('skipped half way, it keeps what was answered', () => {
    const skipping = compile(`${MATRIX}
    optional: true
  - { id: staff_bad, say: Sorry, when: service.staff == 'poor' }
  - { id: end, ask: text, text: "{{ service }}?" }`);
    const run = new Run(skipping).pick('service', 'speed.fair').tap('service', { kind: 'skip' });
    expect(run.values).toEqual({ service: { speed: 'fair', staff: null } });
    expect(run.bodies).toEqual(['Speed: Fair?']);
    expect(run.notes).toEqual([]);
    expect(new Run(skipping).tap('service', { kind: 'skip' }).values).toEqual({ service: null });
  });

  test('wrong answers are counted, and the rows stay', () => {
    const run = new Run(flow).pick('service', 'speed.fair').say('bananas').pick('service', 'staff.nonsense');
    expect(run.session.waiting).toMatchObject({ attempts: 2, selected: ['speed.fair'] });
  });

  test('its longest ids still make taps', () => {
    const ids = { question: 'q'.repeat(64), row: 'r'.repeat(40), option: 'o'.repeat(23) };
    const long = compile(`
  - id: ${ids.question}
    ask: matrix
    text: x
    rows: [{ id: ${ids.row}, label: Speed }]
    options: [{ id: ${ids.option}, label: Good }, { id: a, label: B }, { id: b, label: C }, { id: c, label: D }]`);
    const [prompt] = new Run(long).effects.flatMap((e) => (e.kind === 'send' ? [e.prompt] : []));
    if (!prompt?.question) throw new Error('nothing is asked');
    const sessionId = '0192f1a0-7d2b-7c3e-8f00-0123456789ab';
    const asked = { ...prompt, question: { ...prompt.question, sessionId, render: 999_999_999 } };
    const [message] = renderPrompts([asked], whatsappCapabilities);
    expect(message).toMatchObject({
      kind: 'list',
      rows: expect.arrayContaining([
        expect.objectContaining({
          id: encodeTap({
            sessionId,
            stepId: ids.question,
            render: 999_999_999,
            action: { kind: 'option', optionId: `${ids.row}.${ids.option}` },
          }),
        }),
      ]),
    });
  });

  test('conditions on rows and options that are not there are mistakes', () => {
    const found = (condition: string) => rules(`${MATRIX}\n  - { say: x, when: "${condition}" }`);
    expect(found("service.speed == 'good' && service.staff in ['fair', 'poor']")).toEqual([]);
    expect(found("service.sped == 'good'")).toEqual(['condition-unknown-name steps[1].when']);
    expect(found("service.speed == 'great'")).toEqual(['condition-unknown-option steps[1].when']);
    expect(found("'bad' == service.staff")).toEqual(['condition-unknown-option steps[1].when']);
  });

  test('lint looks into the rows', () => {
    const found = rules(
      `  - id: m
    ask: matrix
    text: { en: x, ar: x }
    rows: [{ id: a, label: { en: "{{ nobody }}", ar: s } }, { id: b, label: { en: B } }]
    options: [{ id: good, label: Good }, { id: bad, label: Bad, specify: true }]
    closed: { template: t, buttons: options }`,
      'en, ar',
    );
    expect(found).toEqual([
      'text-unknown-name steps[0].rows[0].label.en',
      'translation-missing steps[0].rows[1].label',
      'specify-not-here steps[0].options[1].specify',
      'template-buttons steps[0].closed.buttons',
    ]);
  });
});

describe('ranking', () => {
  const flow = compile(`
  - { id: order, ask: ranking, text: What matters?, ${OPTIONS} }
  - { id: end, ask: text, text: "First {{ order }}", when: "order[0] == 'poor'" }`);

  test('tap by tap', () => {
    const run = new Run(flow).pick('order', 'poor');
    expect(run.bodies).toEqual(['What matters?\n1. Poor']);
    expect(run.session.waiting?.selected).toEqual(['poor']);
    // The same tap again, or one on the message before, neither undoes nor repeats it.
    run.pick('order', 'poor').pick('order', 'good');
    expect(run.bodies).toEqual(['First 1. Poor, 2. Good, 3. Fair']);
    expect(run.values).toEqual({ order: ['poor', 'good', 'fair'] });
  });

  test('typed', () => {
    expect(new Run(flow).say('fair > good').values).toEqual({ order: ['fair', 'good', 'poor'] });
  });
});

describe('own words', () => {
  const choice = (kind: string) => `
  - id: heard
    ask: ${kind}
    text: How did you hear of us?
    options: [{ id: tv, label: TV }, { id: other, label: Other, specify: true }]
  - { id: end, ask: text, text: "{{ heard }}. More?" }`;

  test('of a single choice', () => {
    const run = new Run(compile(choice('single-choice'))).pick('heard', 'other');
    expect(run.bodies).toEqual(['How did you hear of us?\nOther – Please type your answer.']);
    expect(run.effects).toMatchObject([{ prompt: { question: { options: [] } } }]);
    run.say('my neighbour');
    expect(run.session.answers['heard']).toMatchObject({
      value: 'other',
      label: 'Other: my neighbour',
      detail: { other: 'my neighbour' },
    });
    expect(run.bodies).toEqual(['Other: my neighbour. More?']);
  });

  test('of a multiple choice', () => {
    const run = new Run(compile(choice('multiple-choice')))
      .tap('heard', { kind: 'toggle', optionId: 'tv' })
      .tap('heard', { kind: 'toggle', optionId: 'other' })
      .tap('heard', { kind: 'done' });
    expect(run.bodies).toEqual(['How did you hear of us?\nOther – Please type your answer.']);
    run.say('a poster');
    expect(run.session.answers['heard']).toMatchObject({ value: ['tv', 'other'], label: 'TV, Other: a poster' });
  });

  test.each(['single-choice', 'multiple-choice'])('that never come leave the choice of a %s', (kind) => {
    const flow = compile(`${choice(kind)}`, 'timeout: { after: 1h, then: skip }');
    const run = new Run(flow).pick('heard', 'other').wait(3_600_000).take({ kind: 'timeout' });
    expect(run.session.answers['heard']).toMatchObject({
      value: kind === 'single-choice' ? 'other' : ['other'],
      label: 'Other',
    });
  });

  test('are asked for once', () => {
    expect(
      rules(`  - id: a
    ask: single-choice
    text: x
    options: [{ id: x, label: X, specify: true }, { id: y, label: Y, specify: true }]`),
    ).toEqual(['specify-twice steps[0].options[1].specify']);
  });
});

test('select-all is a tick like the others', () => {
  const flow = compile(`  - { id: q, ask: multiple-choice, text: Which?, selectAll: true, ${OPTIONS} }`);
  const run = new Run(flow).tap('q', { kind: 'toggle', optionId: '*' });
  expect(run.session.waiting?.selected).toEqual(['good', 'fair', 'poor', '*']);
  expect(run.tap('q', { kind: 'done' }).values).toEqual({ q: ['good', 'fair', 'poor'] });
});

test('a chosen language is spoken from there on, and again after it is changed', () => {
  const flow = compile(
    `
  - { id: lang, ask: language, text: { en: Language?, ar: اللغة؟ } }
  - { id: a, ask: consent, version: v1, text: { en: "May we, {{ contact.name }}?", ar: هل تسمح؟ } }
  - { id: b, ask: yes-no, text: { en: Sure?, ar: أكيد؟ } }`,
    'oldTaps: change',
    'en, ar',
  );
  const run = new Run(flow);
  expect(run.effects).toMatchObject([
    { prompt: { question: { options: [{ label: 'English' }, { label: 'العربية' }] } } },
  ]);
  run.say('عربي');
  expect(run.session.language).toBe('ar');
  expect(run.effects.at(-1)).toMatchObject({
    prompt: { language: 'ar', body: 'هل تسمح؟', question: { options: [{ label: 'أوافق' }, { label: 'لا أوافق' }] } },
  });
  run.say('موافق');
  expect(run.session.answers['a']).toMatchObject({ value: true, detail: { version: 'v1', text: 'هل تسمح؟' } });
  run.pick('lang', 'en');
  expect(run.session.language).toBe('en');
  expect(run.bodies.at(-1)).toBe('Sure?');
});

test('a consent keeps its text as it was shown', () => {
  const flow = compile(`  - { id: a, ask: consent, version: "2", text: "May we, {{ contact.name }}?" }`);
  expect(new Run(flow).say('no').session.answers['a']).toMatchObject({
    value: false,
    detail: { version: '2', text: 'May we, Ann?' },
  });
});

test('one language is no choice', () => {
  expect(rules('  - { id: a, ask: language, text: x }')).toEqual(['language-single steps[0].ask']);
});

describe('back amid a question', () => {
  const FIRST = '\n  - { id: first, ask: yes-no, text: Were you there? }';
  const END = '\n  - { id: end, ask: text, text: More? }';

  test('asks for the row before, and from the first row for the question before', () => {
    const run = new Run(compile(`${FIRST}${MATRIX}${END}`)).say('yes').say('poor');
    expect(run.bodies).toEqual(['How was it?\n2/2 · Staff']);
    run.say('back');
    expect(run.bodies).toEqual(['How was it?\n1/2 · Speed']);
    run.say('fair').say('good');
    expect(run.values).toEqual({ first: true, service: { speed: 'fair', staff: 'good' } });

    const again = new Run(compile(`${FIRST}${MATRIX}${END}`)).say('yes').say('poor').say('back').say('back');
    expect(again.waitingAt).toBe('first');
    again.say('keep').say('1 1');
    expect(again.values).toEqual({ first: true, service: { speed: 'good', staff: 'good' } });
  });

  test('takes the last place of a ranking away', () => {
    const ranking = `${FIRST}\n  - id: order\n    ask: ranking\n    text: Which order?\n    ${OPTIONS}${END}`;
    const run = new Run(compile(ranking)).say('yes').pick('order', 'fair').say('back');
    expect(run.bodies).toEqual(['Which order?']);
    expect(run.pick('order', 'poor').pick('order', 'good').values).toEqual({
      first: true,
      order: ['poor', 'good', 'fair'],
    });
  });

  test.each(['single-choice', 'multiple-choice'])(
    'shows the options of a %s again instead of asking for words',
    (kind) => {
      const question = `${FIRST}
  - id: heard
    ask: ${kind}
    text: How did you hear of us?
    hint: Choose what fits.
    options: [{ id: tv, label: TV }, { id: other, label: Other, specify: true }]${END}`;
      const run = new Run(compile(question)).say('yes');
      if (kind === 'single-choice') run.pick('heard', 'other');
      else run.tap('heard', { kind: 'toggle', optionId: 'other' }).tap('heard', { kind: 'done' });
      expect(run.effects).toMatchObject([{ prompt: { question: { options: [] } } }]);
      expect(run.effects).not.toMatchObject([{ prompt: { question: { hint: 'Choose what fits.' } } }]);
      run.say('back');
      expect(run.waitingAt).toBe('heard');
      expect(run.effects.at(-1)).toMatchObject({ prompt: { question: { hint: 'Choose what fits.' } } });
      if (kind === 'multiple-choice') run.tap('heard', { kind: 'toggle', optionId: 'other' });
      expect(run.say('TV').values).toEqual({ first: true, heard: kind === 'single-choice' ? 'tv' : ['tv'] });
    },
  );
});

test('wrong answers count in a row: a tick or a row in between begins anew', () => {
  const run = new Run(compile(`${MATRIX}\n    retries: { limit: 2 }`)).say('nonsense').say('good').say('nonsense');
  expect(run.waitingAt).toBe('service');
  run.say('nonsense');
  expect(run.notes.at(-1)).toEqual({ 'retries.exhausted': { stepId: 'service', attempts: 2, then: 'end' } });
});
