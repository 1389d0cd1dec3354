import { HOUR, MINUTE } from '../../src/time/instant.js';
import { checkAgainstMeta } from '../doubles/meta-schema.js';
import { Phone, titlesOf } from '../support/phone.js';
import { startSystem, type System, type SystemOptions } from '../support/system.js';

/** What a provider has no way for: the parts of the job that need it are left out, and shown as skipped. */
export type Lack =
  /** People without a phone number. */
  'user-ids';

/** The whole of the product's main job, through HTTP and the simulator; the same on every size and provider. */
export function mainJob(options: () => Promise<SystemOptions>, lacks: readonly Lack[] = []): void {
  const needing = (lack: Lack) => (lacks.includes(lack) ? it.skip : it);
  let system: System;

  beforeAll(async () => {
    system = await startSystem(await options());
    await system.connect({ templateCaps: { perDay: 20, perWeek: 100 } });
  });

  afterAll(() => system.stop());

  /** Of every test: nothing that we send is refused, by the simulator's rules or by Meta's own schemas. */
  afterEach(() => {
    expect(system.simulator.requests({ verdict: 'refused' })).toEqual([]);
    const { provider } = system.simulator.connection();
    if (provider !== '360dialog' && provider !== 'cloud-api') return;
    for (const { path, payload } of system.simulator.requests()) {
      if (!path.endsWith('/messages')) continue;
      const problems = checkAgainstMeta(payload);
      if (problems !== 'unavailable') expect({ payload, problems }).toEqual({ payload, problems: [] });
    }
  });

  async function historyOf(waId: string): Promise<string[]> {
    return (await system.conversationWith(waId)).history.map(({ name }) => name);
  }

  it('goes through a whole survey: buttons, pages of a list, a wrong answer, an old tap, ticks, a number, a wish', async () => {
    const sam = new Phone(system, '15550100301', 'Sam');

    const [owns, ...more] = await sam.says('Coffee');
    expect(more).toEqual([]);
    expect(owns!.text).toMatch(/^Hi Sam! You bought an Aroma coffee machine.*Do you still have the machine\?$/s);
    expect(owns).toMatchObject({ type: 'button', tick: 'read' });
    expect(titlesOf(owns!)).toEqual(['Yes', 'No']);

    const [again] = await sam.says('perhaps, who knows');
    expect(again).toMatchObject({ type: 'button' });
    expect(again!.text).toContain('Do you still have the machine?');

    const [cities] = await sam.taps('Yes');
    expect(cities).toMatchObject({ type: 'list', text: 'In which city did you buy it?' });
    expect(titlesOf(cities!)).toHaveLength(10);
    expect(titlesOf(cities!).at(-1)).toBe('More');
    const [secondPage] = await sam.taps('More');
    expect(titlesOf(secondPage!)).toEqual(['Paris', 'Vienna', 'Somewhere else', 'Back']);
    const [stars] = await sam.taps('Vienna');
    expect(stars!.text).toBe('How do you like the machine overall?');

    // A tap on a question long answered: said so, and the waiting question again. Nothing is recorded.
    const afterOldTap = await sam.taps('No', owns!.id);
    expect(afterOldTap).toHaveLength(1);
    expect(afterOldTap[0]!.text).toMatch(/How do you like the machine overall\?$/);
    expect(afterOldTap[0]!.text).not.toBe(stars!.text);
    expect((await system.responseOf(sam.waId)).answers).toMatchObject({ owns: { value: true, via: 'tap' } });

    await sam.says('4');
    expect(sam.last.text).toContain('What do you like about it?');
    await sam.taps('The taste');
    const [ticked] = await sam.taps('Easy to clean');
    expect(titlesOf(ticked!)).toEqual(expect.arrayContaining(['✓ The taste', 'It is fast', '✓ Easy to clean']));
    await sam.taps('Done');
    await sam.says('about 10 a day');
    expect(sam.last.text).toContain('10 cups a day, that is a lot!');
    await sam.says('nope');
    expect(sam.last.text).toBe('What one thing should we change?');
    const [thanks] = await sam.says('A bigger water tank');
    expect(thanks!.text).toContain('Your wish goes straight to our engineers.');

    const response = await system.responseOf(sam.waId);
    expect(response).toMatchObject({
      status: 'ended',
      disposition: 'completed',
      flowId: 'product-survey',
      language: 'en',
    });
    expect(Object.fromEntries(Object.entries(response.answers).map(([step, { value }]) => [step, value]))).toEqual({
      owns: true,
      city: 'vienna',
      stars: 4,
      likes: ['taste', 'cleaning'],
      cups: 10,
      parts: false,
      wish: 'A bigger water tank',
    });
    expect(response.answers['city']).toMatchObject({ label: 'Vienna', via: 'tap' });
    expect(response.answers['cups']).toMatchObject({ raw: 'about 10 a day', via: 'typed' });
    // One reply a turn, and each of them in its place.
    expect(sam.thread.map(({ from }) => from)).toEqual(
      sam.thread.map((_, n) => (n % 2 === 0 ? 'customer' : 'business')),
    );
  });

  it('reminds before the window closes, then sends the template, and goes on where it stopped', async () => {
    const ann = new Phone(system, '15550100302', 'Ann');
    await ann.says('survey');
    await ann.taps('Yes');
    const question = ann.last;

    expect(await ann.waits(22 * HOUR)).toEqual([]);
    const nudged = await ann.waits(HOUR + MINUTE);
    expect(nudged).toHaveLength(1);
    expect(nudged[0]).toMatchObject({ type: 'list', listButton: question.listButton });
    expect(nudged[0]!.text).toMatch(/In which city did you buy it\?$/);

    const closed = await ann.waits(HOUR);
    expect(closed).toHaveLength(1);
    expect(closed[0]).toMatchObject({
      type: 'template',
      template: { name: 'product_survey_reminder', language: 'en' },
    });
    expect(closed[0]!.text).toMatch(/^Hi Ann, you were telling us/);
    expect(await ann.waits(48 * HOUR)).toEqual([]);

    const [asked] = await ann.taps('Carry on');
    expect(asked).toMatchObject({ type: 'list', text: 'In which city did you buy it?' });
    await ann.says('Wien');
    expect(await system.responseOf(ann.waId)).toMatchObject({
      status: 'active',
      waitingOn: 'stars',
      answers: { city: { value: 'vienna' } },
    });
    expect(await historyOf(ann.waId)).toEqual(
      expect.arrayContaining(['window.closing', 'window.closed', 'fallback.sent']),
    );
  });

  it('takes the tap on the template’s own button as the answer', async () => {
    const layla = new Phone(system, '15550100303', 'Layla');
    await layla.says('visit');
    const [template] = await layla.waits(25 * HOUR);
    expect(template).toMatchObject({ type: 'template', template: { name: 'clinic_visit_overall', language: 'en' } });
    expect(titlesOf(template!)).toEqual(['Good', 'Fair', 'Poor']);

    const [why] = await layla.taps('Poor');
    expect(why!.text).toBe('We are sorry to hear that. What went wrong?');
    expect((await system.responseOf(layla.waId)).answers).toMatchObject({
      // By its label where the provider gives a template's buttons no payload.
      overall: { value: 'poor', label: 'Poor', via: expect.stringMatching(/^(tap|label)$/) },
    });

    // This flow lets an old answer be changed: the path follows, the question that is not on it any more is forgotten.
    await layla.taps('Good', template!.id);
    expect(layla.last.text).toMatch(/changed that answer.*How long did you wait to be seen\?$/s);
    const changed = await system.responseOf(layla.waId);
    expect(changed).toMatchObject({ waitingOn: 'waiting', path: ['overall', 'waiting'] });
    expect(changed.answers['overall']).toMatchObject({ value: 'good' });
  });

  it('takes the platform’s word that the window has closed, although its own clock says open', async () => {
    const ravi = new Phone(system, '15550100304', 'Ravi');
    await ravi.says('زيارة');
    expect(titlesOf(ravi.last)).toEqual(['جيدة', 'مقبولة', 'سيئة']);
    system.simulator.addFault({ fault: { kind: 'fail-later', code: 131047 }, customer: ravi.waId });
    const answers = await ravi.taps('جيدة');
    expect(answers.map(({ type, tick, template }) => [type, tick, template?.name])).toEqual([
      ['list', 'failed', undefined],
      ['template', 'read', 'clinic_visit_reminder'],
    ]);
    expect(answers[1]!.template!.language).toBe('ar');
    const [asked] = await ravi.taps('متابعة');
    expect(asked).toMatchObject({ type: 'list' });
    expect(await system.responseOf(ravi.waId)).toMatchObject({
      waitingOn: 'waiting',
      answers: { overall: { value: 'good' } },
    });
  });

  it('ends with a stated disposition when no template can be sent', async () => {
    const jo = new Phone(system, '15550100305');
    system.simulator.changeTemplate('product_survey_owner', 'en', { state: 'paused' });
    system.simulator.changeTemplate('product_survey_reminder', 'en', { state: 'disabled' });
    await system.quiet();
    await jo.says('coffee');
    // Where nobody tells of a paused template, it is found out by sending.
    expect((await jo.waits(25 * HOUR)).filter(({ tick }) => tick !== 'failed')).toEqual([]);
    expect(await system.responseOf(jo.waId)).toMatchObject({ status: 'ended', disposition: 'unreachable' });
    const history = await historyOf(jo.waId);
    expect(history).toContain('fallback.given-up');
    const tried = history.filter((name) => name === 'fallback.template-skipped' || name === 'send.failed');
    expect(tried.length).toBeGreaterThanOrEqual(2);
  });

  it('stops at the stop word at once, and starts again only when the person wants it', async () => {
    const max = new Phone(system, '15550100306');
    await max.says('recommend');
    const [stopped, ...rest] = await max.says(' STOP ');
    expect(rest).toEqual([]);
    expect(stopped!.type).toBe('text');
    expect(await system.responseOf(max.waId)).toMatchObject({ status: 'ended', disposition: 'refused' });
    expect(await max.says('hello?')).toEqual([]);
    const [score] = await max.says('recommend');
    expect(score!.text).toContain('how likely are you to recommend Northwind');
  });

  needing('user-ids')('serves a person without a phone number', async () => {
    const userId = 'US.77aa10cf23e9';
    system.simulator.putCustomer({ userId, name: 'Jo', username: 'jo.writes' });
    system.simulator.say(userId, 'recommend');
    await system.quiet();
    system.simulator.say(userId, '10');
    await system.quiet();
    const { thread } = system.simulator.customer(userId);
    expect(thread.map(({ from }) => from)).toEqual(['customer', 'business', 'customer', 'business', 'business']);
    expect(thread[3]!.links).toEqual([{ label: 'Write a review', url: 'https://reviews.example.com/northwind' }]);
    const [conversation] = (await system.api.conversations()).filter(({ to }) => to.userId === userId);
    expect(conversation!.to).toEqual({ userId });
    const [response] = (await system.api.responses()).filter(
      ({ conversationId }) => conversationId === conversation!.id,
    );
    expect(response).toMatchObject({ disposition: 'completed', answers: { score: { value: 10 } } });
  });
}
