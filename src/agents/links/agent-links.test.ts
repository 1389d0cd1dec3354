import type { CompiledFlow } from '../../flow/compiled-flow.js';
import { AgentHouse, REPLY, fails, scope } from '../../../test/support/agent-links.js';
import { Problem } from '../../http/problem.js';
import { secretPlace } from './link-opener.js';

const KEY = JSON.stringify({
  type: 'service_account',
  client_email: 'bot@p.iam.gserviceaccount.com',
  private_key: 'very private',
  private_key_id: '0123456789abcdef',
});

let house: AgentHouse;
beforeEach(async () => {
  house = await AgentHouse.open();
});
afterEach(() => house.close());

async function refused(work: Promise<unknown>): Promise<Problem> {
  const problem = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(problem instanceof Problem)) throw new Error('it was not refused');
  return problem;
}

function put(id: string, given: Partial<Parameters<AgentHouse['links']['put']>[2]> = {}, check = true) {
  return house.links.put(scope, id, { kind: 'fake', settings: { name: id }, ...given }, { check });
}

describe('linking', () => {
  it('checks the agent and keeps it with the limits of its kind', async () => {
    const { link, said, warnings } = await put('faq', { secret: KEY });
    expect({ said, warnings }).toEqual({ said: 'It answered.', warnings: ['It is a draft.'] });
    expect(link).toMatchObject({
      title: 'faq',
      state: 'ok',
      source: { kind: 'api' },
      secretHint: 'bot@p.iam.gserviceaccount.com …abcdef',
      limits: { deadlineMs: 8_000, perMinute: 480, atOnce: 250, voice: false },
    });
    expect((await put('late', { kind: 'late' })).link.limits.deadlineMs).toBe(25_000);
    expect(house.engine.closed).toEqual(['faq', 'late']);
  });

  it('keeps the secret sealed, bound to workspace and link', async () => {
    const { link } = await put('faq', { secret: KEY });
    expect(JSON.stringify(link)).not.toContain('private');
    const sealed = link.sealedSecret ?? '';
    expect(house.secrets.open(sealed, secretPlace(scope, 'faq'))).toBe(KEY);
    expect(() => house.secrets.open(sealed, secretPlace(scope, 'other'))).toThrow('cannot be decrypted');
    await house.ask('faq');
    expect(house.engine.opened.at(-1)).toMatchObject({ name: 'faq', secret: KEY });
  });

  it('keeps secret, title and limits that are not given anew; another kind has no use for the old secret', async () => {
    await put('faq', { secret: KEY, title: 'Questions', limits: { perMinute: 60 } });
    const { link } = await put('faq', { settings: { name: 'other' }, limits: { voice: true } });
    expect(house.engine.opened.at(-1)).toMatchObject({ name: 'other', secret: KEY });
    expect(link).toMatchObject({ title: 'Questions', limits: { perMinute: 60, voice: true } });
    expect((await put('faq', { kind: 'late' })).link.sealedSecret).toBeNull();
  });

  it('refuses an agent that fails its test, naming field and cause, and stores nothing', async () => {
    house.engine.checked = {
      ok: false,
      field: 'projectId',
      failure: { class: 'broken', code: 'NOT_FOUND', text: 'No agent.' },
    };
    const problem = await refused(put('faq'));
    expect(problem).toMatchObject({
      status: 422,
      errors: [{ field: 'settings.projectId', rule: 'NOT_FOUND', message: 'No agent.' }],
    });
    expect(await house.stored('faq')).toBeUndefined();
    expect(house.engine.closed).toEqual(['faq']);
  });

  it('keeps it untested where no test is wanted, and refuses a bad key all the same', async () => {
    house.engine.checked = { ok: false, failure: { class: 'down', code: 'UNAVAILABLE', text: 'Away.' } };
    expect((await put('faq', {}, false)).link).toMatchObject({ state: 'unchecked' });
    expect(house.engine.checks).toBe(0);
    const failure = { class: 'broken' as const, code: 'key-not-json', text: 'No JSON.' };
    house.engine.opens = () => ({ ok: false, failure, field: 'secret' });
    expect(await refused(put('faq', { secret: 'x' }, false))).toMatchObject({
      status: 422,
      errors: [{ field: 'secret', rule: 'key-not-json' }],
    });
  });

  it.each([
    ['an unknown kind', 'faq', { kind: 'toString' }, 'kind'],
    ['settings of another form', 'faq', { settings: { name: 3 } }, 'settings.name'],
    ['a setting that there is not', 'faq', { settings: { name: 'x', host: 'evil' } }, 'settings'],
    ['a secret for a kind without one', 'faq', { kind: 'late', secret: 'x' }, 'secret'],
    ['an id that flows cannot write', 'Faq 1', {}, 'id'],
  ])('refuses %s', async (_, id, given, field) => {
    expect(await refused(put(id, given))).toMatchObject({ status: 400, errors: [{ field }] });
    expect(house.engine.opened).toEqual([]);
  });

  it('is asked with its new settings at once, through the old ones for those who were first', async () => {
    await put('faq', { settings: { name: 'old' } });
    let answer: () => void = () => undefined;
    house.engine.closed.length = 0;
    house.engine.answer = () => new Promise((resolve) => (answer = () => resolve({ kind: 'answered', reply: REPLY })));
    const first = house.ask('faq');
    while (house.engine.asked.length === 0) await new Promise((turn) => setImmediate(turn));
    await put('faq', { settings: { name: 'new' } }, false);
    house.engine.closed.length = 0;
    house.engine.answer = () => ({ kind: 'answered', reply: REPLY });
    await house.ask('faq');
    expect(house.engine.asked.map(({ name }) => name)).toEqual(['old', 'new']);
    expect(house.engine.closed).toEqual([]);
    answer();
    expect((await first).kind).toBe('answered');
    await house.close();
    expect(house.engine.closed).toEqual(['old', 'new']);
  });

  it('opens an agent once, however many ask, and keeps it open while only limits change', async () => {
    await put('faq');
    house.engine.opened.length = 0;
    await Promise.all(Array.from({ length: 20 }, () => house.ask('faq')));
    await house.links.change(scope, 'faq', { limits: { atOnce: 3 } });
    await house.ask('faq');
    expect(house.engine.opened).toHaveLength(1);
  });

  it('one whose key cannot be read any more is broken, and says what to do', async () => {
    const { link } = await put('faq', { secret: KEY });
    await house.store.agentLinks.replace(scope, { ...link, sealedSecret: house.secrets.seal(KEY, 'elsewhere') });
    expect(await house.ask('faq')).toMatchObject({ failure: { class: 'broken', code: 'secret-unreadable' } });
    expect(await house.stored('faq')).toMatchObject({
      state: 'broken',
      stateReason: expect.stringContaining('SECRET_KEY'),
    });
  });
});

describe('testing again', () => {
  it('mends a broken link, and breaks one that is wrong; a bad moment changes nothing', async () => {
    await put('faq');
    const text = 'The role is missing.';
    house.engine.checked = { ok: false, failure: { class: 'broken', code: 'PERMISSION_DENIED', text } };
    expect(await house.links.test(scope, 'faq')).toMatchObject({
      check: { ok: false },
      link: { state: 'broken', stateReason: text },
    });
    house.engine.checked = { ok: false, failure: { class: 'down', code: 'UNAVAILABLE', text: 'Away.' } };
    expect(await house.links.test(scope, 'faq')).toMatchObject({ link: { state: 'broken' } });
    house.engine.checked = { ok: true, said: 'Fine.', warnings: [] };
    expect(await house.links.test(scope, 'faq')).toMatchObject({
      check: { ok: true },
      link: { state: 'ok', stateReason: null },
    });
    expect((await house.ask('faq')).kind).toBe('answered');
  });

  it('is possible a few times a minute, for each link by itself', async () => {
    await put('faq', {}, false);
    await put('shop', {}, false);
    for (let time = 0; time < 6; time += 1) await house.links.test(scope, 'faq');
    expect(await refused(house.links.test(scope, 'faq'))).toMatchObject({ status: 429, type: 'too-many-tests' });
    expect(await refused(put('faq'))).toMatchObject({ status: 429 });
    await house.links.test(scope, 'shop');
  });

  it('of a link that there is not', async () => {
    expect(await refused(house.links.test(scope, 'nobody'))).toMatchObject({ status: 404 });
  });
});

describe('taking away', () => {
  it('is refused while a published flow hands over to it, unless it is meant', async () => {
    await put('faq');
    const flow = { id: 'visit', agentUses: [{ agent: 'faq', at: { stepId: 's', path: 'p', line: 1 } }] };
    house.flows.set('visit', { flow: flow as unknown as CompiledFlow, version: '1', origin: 'visit.yaml' });
    expect(await refused(house.links.remove(scope, 'faq', { force: false }))).toMatchObject({
      status: 409,
      detail: expect.stringContaining('visit'),
    });
    await house.links.remove(scope, 'faq', { force: true });
    expect(await house.ask('faq')).toMatchObject({ failure: { code: 'link-unknown' } });
    expect(await refused(house.links.remove(scope, 'faq', { force: true }))).toMatchObject({ status: 404 });
  });

  it('closes the agent', async () => {
    await put('faq');
    await house.ask('faq');
    house.engine.closed.length = 0;
    await house.links.remove(scope, 'faq', { force: false });
    await house.ask('faq');
    await house.close();
    expect(house.engine.closed).toEqual(['faq']);
  });
});

test('a failure is told as it was, whatever its words', async () => {
  await put('faq');
  house.engine.answer = () => fails('refused', 'INVALID_ARGUMENT', 'Too long.');
  expect(await house.ask('faq')).toEqual(fails('refused', 'INVALID_ARGUMENT', 'Too long.'));
});
