import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentHouse, scope } from '../../../test/support/agent-links.js';
import { tinyAgent, writeFiles, zipped } from '../../../test/support/tiny-agent.js';
import { agentKinds } from '../kinds.js';
import { loadAgents, type AgentLoadReport } from './load-agents.js';

let house: AgentHouse;
let folder: string;
beforeEach(async () => {
  house = await AgentHouse.open();
  folder = await mkdtemp(join(tmpdir(), 'canvass agents '));
});
afterEach(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

let made = 0;
function load(place = folder): Promise<AgentLoadReport> {
  const ids = { next: () => `setup-${(made += 1)}`, secret: () => '' };
  return loadAgents(scope, place, {
    store: house.store,
    kind: { name: 'local', spec: agentKinds.local },
    clock: { now: () => 1_000 },
    ids,
    log: house.log,
  });
}

it('links folders and zips under their names, once', async () => {
  await writeFiles(join(folder, 'clinic-faq'), tinyAgent());
  await writeFile(join(folder, 'shop.zip'), zipped(tinyAgent('At ten.')));
  await writeFile(join(folder, 'readme.txt'), 'no agent');
  expect(await load()).toEqual({ linked: ['clinic-faq', 'shop'], removed: [], leftOut: [], findings: [] });
  const [faq, shop] = [await house.stored('clinic-faq'), await house.stored('shop')];
  expect(faq).toMatchObject({
    kind: 'local',
    state: 'unchecked',
    source: { kind: 'file', name: 'clinic-faq' },
    rev: 1,
  });
  expect(shop?.settings).toContain('At ten.');
  await load();
  expect(await house.stored('clinic-faq')).toEqual(faq);
});

it('what has changed is set up anew, with the limits that were set', async () => {
  await writeFiles(join(folder, 'faq'), tinyAgent());
  await load();
  await house.links.change(scope, 'faq', { limits: { perMinute: 7 }, title: 'Ours' });
  const before = await house.stored('faq');
  await writeFiles(join(folder, 'faq'), tinyAgent('At noon.'));
  await load();
  const after = await house.stored('faq');
  expect(after?.settings).toContain('At noon.');
  expect(after).toMatchObject({ title: 'Ours', limits: { perMinute: 7 }, createdAt: before?.createdAt });
  expect(after?.setup).not.toBe(before?.setup);
});

it('what is gone goes with its link; links of the API stay', async () => {
  await writeFiles(join(folder, 'faq'), tinyAgent());
  await load();
  await house.link('mine');
  await rm(join(folder, 'faq'), { recursive: true });
  expect(await load()).toMatchObject({ linked: [], removed: ['faq'] });
  expect(await house.stored('faq')).toBeUndefined();
  expect(await house.stored('mine')).toBeDefined();
});

it('a folder of agents that is not there holds none, and takes away what files had linked', async () => {
  await writeFiles(join(folder, 'faq'), tinyAgent());
  await load();
  expect(await load(join(folder, 'nowhere'))).toMatchObject({ linked: [], removed: ['faq'], findings: [] });
});

it('mistakes are told by file, and harm no other', async () => {
  await writeFile(join(folder, 'bad.zip'), 'no zip');
  await writeFile(join(folder, 'Wrong Name.zip'), zipped(tinyAgent()));
  await mkdir(join(folder, 'empty'));
  await writeFiles(join(folder, 'faq'), tinyAgent());
  await writeFile(join(folder, 'faq.zip'), zipped(tinyAgent()));
  await writeFile(join(folder, 'mine.zip'), zipped(tinyAgent()));
  await house.link('mine');
  const { linked, leftOut, findings } = await load();
  expect(linked).toEqual(['faq']);
  expect(leftOut.toSorted()).toEqual(['Wrong Name.zip', 'bad.zip', 'empty', 'faq.zip', 'mine.zip']);
  for (const file of leftOut) {
    expect(findings).toContainEqual(expect.objectContaining({ severity: 'error', file: `agents/${file}` }));
  }
  expect(await house.stored('mine')).toMatchObject({ kind: 'fake' });
});

it('a broken file leaves the last good agent linked', async () => {
  await writeFile(join(folder, 'faq.zip'), zipped(tinyAgent()));
  await load();
  await writeFile(join(folder, 'faq.zip'), 'cut');
  expect(await load()).toMatchObject({ leftOut: ['faq.zip'], removed: [] });
  expect(await house.stored('faq')).toBeDefined();
});
