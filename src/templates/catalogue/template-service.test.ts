import { failure } from '../../../test/support/scripted-channel.js';
import { draft } from '../../../test/support/template-drafts.js';
import type { Checked, TemplateAbility } from '../../channels/channel.js';
import type { ChannelDirectory, ConnectedChannel } from '../../channels/connected/channel-directory.js';
import { ChannelTrouble } from '../../channels/connected/channel-trouble.js';
import { ChannelUpkeep } from '../../channels/connected/channel-upkeep.js';
import { Problem } from '../../http/problem.js';
import { createLogger } from '../../logging/logger.js';
import { workspaceScope } from '../../storage/documents.js';
import { memoryDocuments } from '../../storage/memory/memory-documents.js';
import { openStore } from '../../store/store.js';
import { Metrics } from '../../watching/metrics.js';
import { noTracer } from '../../watching/tracer.js';
import { templateOfDraft } from '../draft.js';
import type { TemplateSite } from '../drift.js';
import type { Template } from '../template.js';
import { TemplateCatalogue } from './template-catalogue.js';
import { TemplateService } from './template-service.js';

const scope = workspaceScope('test');
const log = createLogger('silent');
const clock = { now: () => 1_000_000 };
const made = templateOfDraft(draft(), { status: 'pending' });

/** A provider whose account is this list. */
class Account implements TemplateAbility {
  templates: Template[] = [];
  asked: string[] = [];
  removes: 'language' | 'name' = 'language';
  /** Of the next call that changes something. */
  answer: Checked<Template> | undefined;

  list = async (): Promise<Checked<Template[]>> => ({ ok: true, value: this.templates });
  async create(): Promise<Checked<Template>> {
    return this.#answer('create', made);
  }
  async submit(_: unknown, template: Template): Promise<Checked<Template>> {
    return this.#answer('submit', { ...template, status: 'pending' });
  }
  async remove(_: unknown, { language }: Template): Promise<Checked<void>> {
    const { ok } = this.#answer(`remove ${language}`, made);
    return ok ? { ok: true, value: undefined } : { ok: false, failure: failure({ class: 'retry' }) };
  }
  #answer(what: string, otherwise: Template): Checked<Template> {
    this.asked.push(what);
    return this.answer ?? { ok: true, value: otherwise };
  }
}

async function open(account: TemplateAbility | undefined, uses: TemplateSite[] = []) {
  const store = await openStore(memoryDocuments());
  const connected = {
    scope,
    channel: { id: 'ch' },
    adapter: { title: 'Scripted', templates: account },
    access: { channelId: 'ch', credentials: {} },
  } as unknown as ConnectedChannel;
  const directory = {
    byId: async (_: unknown, id: string) => (id === 'ch' ? connected : undefined),
    forget: () => undefined,
  } as unknown as ChannelDirectory;
  const catalogue = new TemplateCatalogue(store, clock);
  const trouble = new ChannelTrouble(store, directory, clock, { metrics: new Metrics(), tracer: noTracer, log });
  const upkeep = new ChannelUpkeep(store, directory, catalogue, trouble, clock, log);
  const service = new TemplateService(directory, catalogue, upkeep, { on: async () => uses }, log);
  return { service, catalogue, sync: () => upkeep.syncTemplates(connected) };
}
const problemOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Problem)) throw new Error('no problem was thrown', { cause: error });
  return error;
};

test('an unknown outcome is settled by the list: it was made', async () => {
  const account = new Account();
  const { service } = await open(account);
  account.answer = { ok: false, failure: failure({ class: 'maybe-sent' }) };
  account.templates = [{ ...made, status: 'approved' }];
  expect(await service.create(scope, 'ch', draft())).toMatchObject({ template: { status: 'approved' } });
});

test('an unknown outcome that the list does not settle stays unknown', async () => {
  const account = new Account();
  const { service, catalogue } = await open(account);
  account.answer = { ok: false, failure: failure({ class: 'maybe-sent' }) };
  expect(await problemOf(service.create(scope, 'ch', draft()))).toMatchObject({ status: 504, type: 'outcome-unknown' });
  expect(account.asked).toEqual(['create']);
  expect(await catalogue.list(scope, 'ch')).toEqual([]);
});

test('what the provider refuses is told in its words', async () => {
  const account = new Account();
  const { service } = await open(account);
  account.answer = { ok: false, failure: failure({ class: 'refused', code: '100', detail: 'name is taken' }) };
  expect(await problemOf(service.create(scope, 'ch', draft()))).toMatchObject({
    status: 422,
    errors: [{ rule: '100', message: 'name is taken' }],
  });
});

test('a provider that makes no templates for others says where to', async () => {
  for (const ability of [undefined, { list: new Account().list }]) {
    const { service } = await open(ability);
    const problem = await problemOf(service.create(scope, 'ch', draft()));
    expect(problem).toMatchObject({ status: 422, type: 'not-supported' });
    expect(problem.detail).toContain('Scripted’s own pages');
  }
  const { service } = await open(new Account());
  expect(await problemOf(service.create(scope, 'elsewhere', draft()))).toMatchObject({ status: 404 });
});

test('one that was only made is handed in, once', async () => {
  const account = new Account();
  account.templates = [{ ...made, status: 'unsubmitted' }];
  const { service, sync } = await open(account);
  await sync();
  expect(await service.submit(scope, 'ch', made.name, 'en')).toMatchObject({ status: 'pending' });
  expect(await problemOf(service.submit(scope, 'ch', made.name, 'en'))).toMatchObject({ status: 409 });
  expect(await problemOf(service.submit(scope, 'ch', made.name, 'de'))).toMatchObject({ status: 404 });
  expect(account.asked).toEqual(['submit']);
});

describe('taking away', () => {
  const both = [made, { ...made, language: 'de' }];
  async function withBoth(removes: Account['removes'], uses?: TemplateSite[]) {
    const account = new Account();
    account.templates = both;
    account.removes = removes;
    const opened = await open(account, uses);
    await opened.sync();
    return { account, ...opened };
  }

  it('takes one language where the provider does', async () => {
    const { service, account, catalogue } = await withBoth('language');
    await service.remove(scope, 'ch', made.name, { language: 'de' });
    expect(account.asked).toEqual(['remove de']);
    expect((await catalogue.list(scope, 'ch')).map(({ language }) => language)).toEqual(['en']);
  });
  it('takes every language, in one call or in several', async () => {
    for (const [removes, calls] of [
      ['name', ['remove en']],
      ['language', ['remove en', 'remove de']],
    ] as const) {
      const { service, account, catalogue } = await withBoth(removes);
      expect(await service.remove(scope, 'ch', made.name, {})).toHaveLength(2);
      expect(account.asked).toEqual(calls);
      expect(await catalogue.list(scope, 'ch')).toEqual([]);
    }
  });
  it('does not take more than was asked for', async () => {
    const { service, account } = await withBoth('name');
    const problem = await problemOf(service.remove(scope, 'ch', made.name, { language: 'de' }));
    expect(problem).toMatchObject({ status: 409, type: 'removes-every-language' });
    expect(account.asked).toEqual([]);
  });
  it('does not take what flows need, unless told to', async () => {
    const site: TemplateSite = {
      path: 'settings.closed',
      line: 1,
      call: { template: made.name },
      languages: ['en'],
      waiting: 0,
    };
    const { service, account } = await withBoth('language', [site]);
    expect(await problemOf(service.remove(scope, 'ch', made.name, {}))).toMatchObject({ type: 'template-in-use' });
    expect(account.asked).toEqual([]);
    expect(await service.remove(scope, 'ch', made.name, { evenIfUsed: true })).toHaveLength(2);
  });
  it('keeps what the provider did not take', async () => {
    const { service, account, catalogue } = await withBoth('language');
    account.answer = { ok: false, failure: failure({ class: 'retry' }) };
    expect(await problemOf(service.remove(scope, 'ch', made.name, {}))).toMatchObject({ status: 422 });
    expect(await catalogue.list(scope, 'ch')).toHaveLength(2);
  });
});
