import { Run, compile, contact } from '../../../test/support/run.js';
import { DAY, HOUR, MINUTE } from '../../time/instant.js';
import { deadlinesOf } from '../deadlines.js';
import { wordsByLanguage } from '../words/words.js';
import { courseWordsFor } from '../words/course.js';

const STEPS = `
  - say: Welcome
  - { id: a, ask: single-choice, text: A?, options: [{ id: x, label: Ex }, { id: y, label: Why }] }
  - { id: b, ask: text, text: B?, when: a == 'x' }
  - say: Half way
  - { id: c, ask: multiple-choice, text: C?, options: [{ id: m, label: Em }, { id: n, label: En }] }
  - { id: d, ask: number, text: D? }
  - { end: completed, say: Bye }`;

const words = courseWordsFor('en');

describe('back', () => {
  test('asks the question before again, with its present answer, and takes the new one in its place', () => {
    const run = new Run(compile(STEPS)).pick('a', 'x').say('bee').say('back');
    expect(run.bodies).toEqual([words.answerSoFar('bee'), 'B?']);
    expect(run.notes).toEqual([{ 'course.word': { word: 'back', stepId: 'c' } }]);
    expect(run.values).toEqual({ a: 'x', b: 'bee' });
    expect(run.session).toMatchObject({ path: ['a', 'b'], waiting: { stepId: 'b', attempts: 0 } });
    run.say('wasp');
    expect(run.values).toEqual({ a: 'x', b: 'wasp' });
    expect(run.notes).toEqual([{ 'answer.changed': { stepId: 'b' } }]);
    // "Half way" has been read.
    expect(run.bodies).toEqual(['C?']);
    expect(run.session.waiting).toMatchObject({ stepId: 'c' });
    expect(run.session.waiting?.returning).toBeUndefined();
  });

  test('answers further on stay where they still fit, and go where they do not', () => {
    const run = new Run(compile(STEPS)).pick('a', 'x').say('bee').say('1').say('back').say('back').say('back');
    expect(run.waitingAt).toBe('a');
    expect(run.values).toEqual({ a: 'x', b: 'bee', c: ['m'] });
    run.pick('a', 'y');
    expect(run.values).toEqual({ a: 'y', c: ['m'] });
    expect(run.waitingAt).toBe('d');
    expect(run.session.path).toEqual(['a', 'c', 'd']);
    expect(run.effects).toContainEqual({ kind: 'answer-removed', stepId: 'b' });
    run.say('back').say('back');
    expect(run.waitingAt).toBe('a');
    run.pick('a', 'x');
    expect(run.waitingAt).toBe('b');
    run.say('bee again');
    expect(run.waitingAt).toBe('d');
    run.say('3');
    expect(run.session).toMatchObject({ disposition: 'completed', path: ['a', 'b', 'c', 'd'] });
    expect(run.values).toEqual({ a: 'x', b: 'bee again', c: ['m'], d: 3 });
  });

  test('"keep" leaves the answer, and so does the same answer once more', () => {
    for (const answer of ['keep', 'bee']) {
      const run = new Run(compile(STEPS)).pick('a', 'x').say('bee').say('go back').say(answer);
      expect(run.waitingAt).toBe('c');
      expect(run.values).toEqual({ a: 'x', b: 'bee' });
      expect(run.notes).toEqual([]);
    }
  });

  test('"keep" is an answer where nobody went back', () => {
    expect(new Run(compile(STEPS)).pick('a', 'x').say('keep').values).toEqual({ a: 'x', b: 'keep' });
  });

  test('ticks are there again', () => {
    const run = new Run(compile(STEPS)).pick('a', 'y').say('1').say('back');
    expect(run.session.waiting?.selected).toEqual(['m']);
    run.tap('c', { kind: 'toggle', optionId: 'n' }).tap('c', { kind: 'done' });
    expect(run.values).toEqual({ a: 'y', c: ['m', 'n'] });
  });

  test('wrong answers never cost the answer that was there', () => {
    const run = new Run(compile(STEPS, 'retries: { limit: 1 }')).pick('a', 'y').say('2').say('back').say('neither');
    expect(run.values).toEqual({ a: 'y', c: ['n'] });
    expect(run.waitingAt).toBe('d');
    expect(run.session.status).toBe('active');
  });

  test('at the first question says so, and counts no attempt', () => {
    const run = new Run(compile(STEPS)).say('Previous question');
    expect(run.bodies).toEqual([words.firstQuestion, 'A?']);
    expect(run.session.waiting).toMatchObject({ stepId: 'a', attempts: 0 });
  });

  test('is an answer where an option is called so, and where the flow does not have it', () => {
    const option = `
  - { id: a, ask: text, text: A? }
  - { id: b, ask: single-choice, text: Which side?, options: [{ id: f, label: Front }, { id: k, label: Back, synonyms: [previous] }] }
  - { id: c, ask: text, text: C? }`;
    for (const said of ['back', 'previous'])
      expect(new Run(compile(option)).say('x').say(said).values).toEqual({ a: 'x', b: 'k' });
    expect(new Run(compile(option)).say('x').say('go back').waitingAt).toBe('a');
    expect(new Run(compile(STEPS, 'back: false')).pick('a', 'x').say('back').values).toEqual({ a: 'x', b: 'back' });
  });

  test('on a later page of a list turns the page', () => {
    const options = Array.from({ length: 12 }, (_, i) => `{ id: o${i}, label: Option ${i} }`).join(', ');
    const run = new Run(
      compile(`  - { id: a, ask: text, text: A? }\n  - { id: b, ask: single-choice, text: B?, options: [${options}] }`),
    ).say('x');
    run.tap('b', { kind: 'page', page: 1 }).say('Back');
    expect(run.session.waiting).toMatchObject({ stepId: 'b', page: 0 });
    expect(run.say('Back').waitingAt).toBe('a');
  });

  test('after an invitation only means that they are back', () => {
    const run = new Run(compile(STEPS)).pick('a', 'x').take({ kind: 'template-shown', buttons: 'invite' }).say('back');
    expect(run.bodies).toEqual(['B?']);
  });

  test('a tap on the question that was left is explained, never recorded', () => {
    const run = new Run(compile(STEPS)).pick('a', 'y').say('back').tap('c', { kind: 'toggle', optionId: 'm' });
    expect(run.notes).toEqual([{ 'tap.stale': { stepId: 'c', waiting: 'a' } }]);
    expect(run.values).toEqual({ a: 'y' });
    expect(run.waitingAt).toBe('a');
  });
});

describe('help', () => {
  test('says what one can send, and asks again without counting', () => {
    const run = new Run(compile(STEPS)).pick('a', 'x').say('HELP!');
    expect(run.bodies[0]).toContain(words.help.back);
    expect(run.bodies[0]).toContain(words.help.stop);
    expect(run.bodies[0]).not.toContain(words.help.skip);
    expect(run.bodies[0]).not.toContain(words.help.language);
    expect(run.bodies[1]).toBe('B?');
    expect(run.session.waiting).toMatchObject({ stepId: 'b', attempts: 0 });
  });

  test('is what the flow says, where it says anything', () => {
    const run = new Run(compile(STEPS, 'help: "Call us, {{ contact.name }}."')).say('help');
    expect(run.bodies).toEqual(['Call us, Ann.', 'A?']);
  });

  test('keeps ticks', () => {
    const run = new Run(compile(STEPS)).pick('a', 'y').tap('c', { kind: 'toggle', optionId: 'n' }).say('help');
    expect(run.session.waiting?.selected).toEqual(['n']);
  });
});

describe('language', () => {
  const SPOKEN = `
  - { id: a, ask: single-choice, text: { en: A?, ar: أ؟, hi: क? }, options: [{ id: x, label: { en: Ex, ar: س, hi: ख } }, { id: y, label: { en: Why, ar: ص, hi: ग } }] }
  - { id: b, ask: text, text: { en: B?, ar: ب؟, hi: घ? } }`;
  const spoken = (head = '') => compile(SPOKEN, head, 'en, ar, hi');

  test('the word offers the flow’s languages, each in its own name; a tap goes on in it', () => {
    const run = new Run(spoken()).say('language');
    const [offer] = run.effects.flatMap((effect) => (effect.kind === 'send' ? [effect.prompt] : []));
    expect(offer?.question).toMatchObject({
      stepId: 'a',
      offers: 'languages',
      options: [
        { id: 'en', label: 'English' },
        { id: 'ar', label: 'العربية' },
        { id: 'hi', label: 'हिन्दी' },
      ],
    });
    run.tap('a', { kind: 'language', language: 'ar' });
    expect(run.session.language).toBe('ar');
    expect(run.bodies).toEqual(['أ؟']);
    expect(run.notes).toEqual([{ 'language.switched': { language: 'ar' } }]);
    expect(run.session.waiting?.offered).toBeUndefined();
  });

  test.each(['2', '٢', 'Arabic', 'العربية'])('"%s" picks from the offer', (said) => {
    expect(new Run(spoken()).pick('a', 'x').say('भाषा').say(said).session).toMatchObject({
      language: 'ar',
      answers: { a: { value: 'x' } },
      waiting: { stepId: 'b' },
    });
  });

  test('an answer after the offer is still an answer', () => {
    expect(new Run(spoken()).say('language').say('Ex').values).toEqual({ a: 'x' });
    expect(new Run(spoken()).say('language').pick('a', 'y').values).toEqual({ a: 'y' });
  });

  test('a tap on an offer under an earlier question counts too; a language of none is none', () => {
    const run = new Run(spoken()).say('language').pick('a', 'x').tap('a', { kind: 'language', language: 'hi' });
    expect(run.session).toMatchObject({ language: 'hi', waiting: { stepId: 'b' } });
    expect(run.bodies).toEqual(['घ?']);
    run.tap('a', { kind: 'language', language: 'fr' });
    expect(run.session.language).toBe('hi');
    expect(run.notes).toEqual([]);
  });

  test('a name alone goes on in it, unless it is an answer', () => {
    expect(new Run(spoken()).say('हिंदी').session.language).toBe('hi');
    expect(new Run(spoken()).pick('a', 'x').say('Arabic').values).toEqual({ a: 'x', b: 'Arabic' });
    const names = compile(
      '  - { id: a, ask: single-choice, text: Mother tongue?, options: [{ id: e, label: English }, { id: h, label: Hindi }] }',
      '',
      'en, hi',
    );
    expect(new Run(names).say('Hindi').session).toMatchObject({ language: 'en', answers: { a: { value: 'h' } } });
  });

  test('after an invitation a name says in which language they are back', () => {
    const run = new Run(spoken()).take({ kind: 'template-shown', buttons: 'invite' }).say('عربي');
    expect(run.bodies).toEqual(['أ؟']);
  });

  test('is no word of a flow with one language', () => {
    expect(new Run(compile(STEPS)).pick('a', 'x').say('language').values).toEqual({ a: 'x', b: 'language' });
  });

  test('more than a list holds come in pages', () => {
    const many = ['en', 'ar', 'hi', 'es', 'fr', 'de', 'pt', 'it', 'nl', 'sv', 'pl', 'tr'];
    const run = new Run(compile('  - { id: a, ask: text, text: A? }', '', many.join(', '))).say('languages');
    const render = run.session.waiting?.render ?? 0;
    run.tap('a', { kind: 'page', page: 1 }, 's1', render);
    expect(run.session.waiting?.offered).toBe(1);
    expect(run.tap('a', { kind: 'language', language: 'tr' }).session.language).toBe('tr');
  });
});

test.each(Object.keys(wordsByLanguage))('every word of ours works in %s, amid ticking too', (language) => {
  const own = courseWordsFor(language);
  const flow = compile(STEPS, '', language === 'en' ? 'en, fr' : `${language}, en`);
  for (const back of own.forms.back) {
    const run = new Run(flow, { ...contact, language }).pick('a', 'y').tap('c', { kind: 'toggle', optionId: 'm' });
    expect(run.say(back).waitingAt).toBe('a');
  }
  for (const help of own.forms.help) {
    const run = new Run(flow, { ...contact, language }).say(help);
    expect(run.bodies[0]).toContain(own.help.language);
  }
  for (const word of own.forms.language) {
    expect(new Run(flow, { ...contact, language }).say(word).bodies).toEqual([own.chooseLanguage]);
  }
  for (const keep of own.forms.keep) {
    const run = new Run(flow, { ...contact, language })
      .pick('a', 'x')
      .say('bee')
      .say(own.forms.back[0] ?? '');
    expect(run.say(keep).waitingAt).toBe('c');
  }
});

describe('no reply', () => {
  const timed = (more: string, head = '') =>
    compile(
      `  - { id: a, ask: text, text: A? }\n  - { id: b, ask: text, text: B?, ${more} }\n  - { id: z, ask: text, text: Last? }`,
      head,
    );

  test.each([
    ['skip', { a: 'x', b: null }, 'z'],
    ['{ goto: z }', { a: 'x' }, 'z'],
    ['end', { a: 'x' }, undefined],
  ])('then %s', (then, values, waiting) => {
    const run = new Run(timed(`timeout: { after: 2h, then: ${then} }`)).say('x').take({ kind: 'timeout' });
    expect(run.values).toEqual(values);
    expect(run.waitingAt).toBe(waiting);
    expect(run.notes[0]).toEqual({
      'question.timed-out': { stepId: 'b', then: then.startsWith('{') ? 'goto' : then },
    });
    if (then === 'end') expect(run.session).toMatchObject({ disposition: 'partial', reason: 'timeout' });
  });

  test('an answer that was only gone back to stays', () => {
    const run = new Run(timed('timeout: { after: 2h, then: end }')).say('x').say('bee').say('back');
    run.take({ kind: 'timeout' });
    expect(run.values).toEqual({ a: 'x', b: 'bee' });
    expect(run.waitingAt).toBe('z');
  });

  test('what was ticked by then counts, where it is enough', () => {
    const ticked = (min: number) => {
      const options = 'options: [{ id: m, label: Em }, { id: n, label: En }]';
      const flow = compile(
        `  - { id: a, ask: multiple-choice, text: A?, min: ${min}, ${options}, timeout: { after: 1h, then: skip } }`,
      );
      return new Run(flow).tap('a', { kind: 'toggle', optionId: 'n' }).take({ kind: 'timeout' });
    };
    expect(ticked(1).values).toEqual({ a: ['n'] });
    expect(ticked(2).values).toEqual({ a: null });
  });

  test('a question without a timeout waits on', () => {
    const run = new Run(timed('timeout: false', 'timeout: { after: 1h, then: end }')).say('x');
    const before = run.session;
    expect(run.take({ kind: 'timeout' }).session).toBe(before);
    expect(run.effects).toEqual([]);
  });

  test('reminders go out once each, with the question, and move neither timeout nor expiry', () => {
    const flow = timed(
      'timeout: { after: 8h, then: skip }, reminders: [{ after: 1h, text: First }, { after: 4h }]',
      'expires: 2d',
    );
    const run = new Run(flow).say('x');
    const { since = 0 } = run.session.waiting ?? {};
    const times = () => Object.fromEntries(deadlinesOf(flow, run.session, run.now).map(({ kind, at }) => [kind, at]));
    const fixed = { timeout: since + 8 * HOUR, expire: 1_000 + 2 * DAY };
    expect(times()).toEqual({ reminder: since + HOUR, ...fixed });
    const early = run.session;
    expect(run.take({ kind: 'reminder' }).session).toBe(early);

    run.wait(HOUR).take({ kind: 'reminder' });
    expect(run.bodies).toEqual(['First', 'B?']);
    expect(run.notes).toEqual([{ 'reminder.sent': { stepId: 'b', number: 1 } }]);
    expect(times()).toEqual({ reminder: since + 4 * HOUR, ...fixed });
    const reminded = run.session;
    expect(run.take({ kind: 'reminder' }).session).toBe(reminded);

    run
      .say('')
      .wait(3 * HOUR)
      .take({ kind: 'reminder' });
    expect(run.bodies[0]).toBe(wordsByLanguage.en.engine.nudge);
    expect(times()).toEqual(fixed);
    run.say('bee');
    expect(run.session.waiting?.reminded).toBeUndefined();
  });

  test('of several that are due after a pause only the last goes out', () => {
    const run = new Run(timed('reminders: [{ after: 1h, text: One }, { after: 2h, text: Two }]'))
      .say('x')
      .wait(3 * HOUR);
    expect(run.take({ kind: 'reminder' }).bodies).toEqual(['Two', 'B?']);
    expect(run.session.waiting?.reminded).toBe(2);
  });

  test('a reminder whose time went by is not set again', () => {
    const flow = timed('reminders: [{ after: 10m }, { after: 20m }]');
    const run = new Run(flow)
      .say('x')
      .wait(15 * MINUTE)
      .say('');
    expect(deadlinesOf(flow, run.session, run.now)).toEqual([
      { kind: 'reminder', at: (run.session.waiting?.since ?? 0) + 20 * MINUTE },
    ]);
  });

  test('an expired survey keeps what was answered', () => {
    const flow = timed('optional: true', 'expires: 7d');
    expect(new Run(flow).take({ kind: 'expire' }).session).toMatchObject({
      disposition: 'breakoff',
      reason: 'expired',
    });
    const run = new Run(flow).say('x').take({ kind: 'expire' });
    expect(run.session).toMatchObject({ disposition: 'partial', reason: 'expired', waiting: null });
    expect(run.bodies).toEqual([]);
    expect(deadlinesOf(flow, run.session, run.now)).toEqual([]);
  });
});
