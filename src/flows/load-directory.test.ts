import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { POLL, VISIT } from '../../test/support/flows.js';
import { createLogger } from '../logging/logger.js';
import { workspaceScope } from '../storage/documents.js';
import { memoryDocuments } from '../storage/memory/memory-documents.js';
import { openStore } from '../store/store.js';
import { FlowLibrary } from './flow-library.js';
import { loadDirectory } from './load-directory.js';

const scope = workspaceScope('test');
const log = createLogger('silent');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flows-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = (name: string, text: string) => writeFile(join(folder, name), text);

async function house() {
  const store = await openStore(memoryDocuments());
  const library = new FlowLibrary(store, { now: () => 0 });
  return { library, load: (directory = folder) => loadDirectory(library, store, scope, directory, log) };
}

test('good flows are published, a bad one is left out with each of its mistakes', async () => {
  const { library, load } = await house();
  await put('poll.yaml', POLL);
  await put('bad.yml', POLL.replace('id: poll', 'id: bad').replace('single-choice', 'riddle').replace('languages:', 'tongues:'));
  await put('notes.txt', 'not a flow');
  await mkdir(join(folder, 'folder.yaml'));
  const report = await load();
  expect(report.published).toMatchObject([{ file: 'poll.yaml', flowId: 'poll', isNew: true }]);
  expect(report.leftOut).toEqual([{ file: 'bad.yml' }, { file: 'folder.yaml' }]);
  const mistakes = report.findings.filter(({ file, severity }) => file === 'bad.yml' && severity === 'error');
  expect(mistakes.length).toBeGreaterThanOrEqual(2);
  for (const { line, rule, path } of mistakes) expect([line > 0, rule !== '', path !== undefined]).toEqual([true, true, true]);
  expect(report.findings).toContainEqual(expect.objectContaining({ file: 'folder.yaml', rule: 'file-unreadable' }));
  expect([...(await library.published(scope)).keys()]).toEqual(['poll']);
});

test('of two files with one id the second is left out and names the first', async () => {
  const { load } = await house();
  await put('a.yaml', POLL);
  await put('b.yaml', POLL);
  const report = await load();
  expect(report.leftOut).toEqual([{ file: 'b.yaml' }]);
  expect(report.findings).toContainEqual(expect.objectContaining({ rule: 'flow-id-taken', file: 'b.yaml', message: expect.stringContaining('a.yaml') }));
});

test('a file that was broken since keeps its last good version, and that is said', async () => {
  const { library, load } = await house();
  await put('poll.yaml', POLL);
  await load();
  await put('poll.yaml', 'id: [');
  expect((await load()).leftOut).toEqual([{ file: 'poll.yaml', stillPublished: 'poll' }]);
  expect((await library.published(scope)).has('poll')).toBe(true);
});

test('a flow whose file is gone is retired; one that moved to another file, or came by the API, is not', async () => {
  const { library, load } = await house();
  await put('poll.yaml', POLL);
  await put('visit.yaml', VISIT);
  await load();
  await library.publish(scope, POLL.replace('id: poll', 'id: by-api'), 'api');
  await rm(join(folder, 'visit.yaml'));
  await rm(join(folder, 'poll.yaml'));
  await put('renamed.yaml', POLL);
  const report = await load();
  expect(report.retired).toEqual(['visit']);
  expect([...(await library.published(scope)).keys()].toSorted()).toEqual(['by-api', 'poll']);
  expect((await load()).retired).toEqual([]);
});

test('a folder that cannot be read is a finding, and nothing is retired for it', async () => {
  const { library, load } = await house();
  await put('poll.yaml', POLL);
  await load();
  const report = await load(join(folder, 'nowhere'));
  expect(report.findings).toMatchObject([{ rule: 'folder-unreadable' }]);
  expect((await library.published(scope)).has('poll')).toBe(true);
});

test('a file calls the flows of the folder, whichever comes first; when one changes, so does the version of its caller', async () => {
  const { library, load } = await house();
  const calling = POLL.replace('id: poll', 'id: calling').replace('keywords: [poll]', 'keywords: [call]');
  await put('a.yaml', calling.replace('steps:', 'steps:\n  - { id: v, subflow: visit }'));
  await put('b.yaml', VISIT);
  const first = await load();
  expect(first.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(first.published).toMatchObject([{ flowId: 'calling', isNew: true }, { flowId: 'visit', isNew: true }]);
  await put('b.yaml', VISIT.replace('id: why', 'id: reason'));
  expect((await load()).published).toMatchObject([{ isNew: true }, { isNew: true }]);
  expect((await library.published(scope)).get('calling')?.flow.questions.has('v__reason')).toBe(true);
  await put('b.yaml', VISIT.replace('ask: text', 'ask: riddle'));
  const broken = await load();
  expect(broken.leftOut).toEqual([{ file: 'a.yaml', stillPublished: 'calling' }, { file: 'b.yaml', stillPublished: 'visit' }]);
  expect(broken.findings).toContainEqual(expect.objectContaining({ rule: 'subflow-broken', file: 'a.yaml', message: expect.stringContaining('b.yaml, line') }));
  expect((await library.published(scope)).get('calling')?.flow.questions.has('v__reason')).toBe(true);
});
