import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDialogflowServer, type DialogflowServer } from '../doubles/dialogflow-server/dialogflow-server.js';
import { canvass } from '../support/cli.js';
import { startSystem } from '../support/system.js';
import { tinyAgent, writeFiles, zipped } from '../support/tiny-agent.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canvass agent '));
  await writeFiles(join(folder, 'tiny'), tinyAgent());
  await writeFile(join(folder, 'tiny.zip'), zipped(tinyAgent()));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const typed = (...lines: string[]) => lines.map((line) => `${line}\n`).join('');

describe('agent test', () => {
  it.each(['tiny', 'tiny.zip'])('talks to %s as the phone would show it', async (what) => {
    const input = typed('/event WELCOME', 'when do you open', '1', '/quit', 'never read');
    const { code, out, err } = await canvass(folder, ['agent', 'test', what], input);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toContain('bot> Hello, what can I do for you?');
    expect(out).toMatch(/· event "Welcome", .*\d+ ms/);
    expect(out).toMatch(/bot> We open at nine\.[^\n]*\n +\[1\] Parking {2}\[2\] No/);
    expect(out).toMatch(/· intent "Hours", \d\.\d\d, \d+ ms/);
    // The tap said "Parking", which the agent does not know.
    expect(out).toContain('bot> Sorry, I did not get that.');
    expect(out).toMatch(/· fallback "Fallback"/);
    expect(out).not.toContain('never read');
  });

  it('helps', async () => {
    const { out } = await canvass(
      folder,
      ['agent', 'test', 'tiny'],
      typed('/help', '/contexts', '/event', '/dance', ''),
    );
    expect(out).toContain('/event WELCOME');
    expect(out).toContain('(nothing)');
    expect(out).toContain('write it as /event WELCOME');
    expect(out).toContain('there is no /dance');
  });

  it.each([
    [['agent', 'test'], 'name a folder or zip'],
    [['agent', 'test', 'nowhere'], 'nowhere cannot be read'],
    [['agent', 'test', 'empty.zip'], 'is no exported Dialogflow ES agent'],
    [['agent', 'test', '--es', '--cx'], 'one of them at a time'],
    [['agent', 'test', '--es'], 'projectId'],
    [['agent', 'test', '--es', '--project', 'my-project'], 'no key was given'],
    [['agent', 'test', '--es', '--key', 'key.json'], 'cannot be read as an RSA key'],
    [['agent', 'test', 'x', '--server', 'http://127.0.0.1:9'], '--token'],
    [['agent', 'test', 'x', '--server', 'http://127.0.0.1:9', '--token', 't'], 'does not answer'],
    [['agent', 'check', 'empty.zip'], 'cannot be read as an exported'],
  ])('%j is refused with one sentence', async (args, words) => {
    await writeFile(join(folder, 'empty.zip'), 'no zip');
    const account = { type: 'service_account', client_email: 'a@p.iam.gserviceaccount.com', private_key: 'x' };
    await writeFile(join(folder, 'key.json'), JSON.stringify({ ...account, project_id: 'my-project' }));
    const { code, err } = await canvass(folder, args);
    expect(code).toBe(1);
    expect(err).toContain(words);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe('agent test at Google', () => {
  let google: DialogflowServer;
  beforeAll(async () => {
    google = await startDialogflowServer();
  });
  afterAll(() => google.stop());

  it('talks to Dialogflow ES, a dialogue a run', async () => {
    google.es.answer(({ request }) => ({
      response: {
        queryResult: {
          intent: { displayName: 'Echo' },
          intentDetectionConfidence: 0.5,
          fulfillmentMessages: [{ text: { text: [`You said ${request.queryInput?.text?.text}`] } }],
        },
      },
    }));
    const args = ['agent', 'test', '--es', '--project', 'my-project', '--emulator', google.address, '--language', 'en'];
    const { code, out } = await canvass(folder, args, typed('one', 'two'));
    expect(code).toBe(0);
    expect(out).toContain('bot> You said one');
    expect(out).toContain('· intent "Echo", 0.50');
    const [test, one, two] = google.es.calls.map(({ request }) => request.session);
    expect(one).toBe(two);
    expect(one).not.toBe(test);
  });

  it('shows what went wrong, and goes on', async () => {
    google.es.answer({ fault: 'PERMISSION_DENIED' });
    const args = ['agent', 'test', '--es', '--project', 'my-project', '--emulator', google.address];
    const { out } = await canvass(folder, args, typed('hello'));
    expect(out).toContain('Its test call failed');
    expect(out).toMatch(/! broken, PERMISSION_DENIED: .*Dialogflow API Client/);
  });
});

it('agent test --server talks to a link through the API', async () => {
  await writeFiles(join(folder, 'agents', 'house'), tinyAgent('At eight.'));
  const system = await startSystem({ env: { FLOWS_DIR: folder } });
  try {
    const args = ['agent', 'test', 'house', '--server', system.url, '--token', system.token];
    const { code, out } = await canvass(folder, args, typed('opening hours'));
    expect(code).toBe(0);
    expect(out).toContain('bot> At eight.');
    const unknown = await canvass(folder, ['agent', 'test', 'nobody', ...args.slice(3)]);
    expect(unknown.err).toContain('There is no agent link "nobody"');
  } finally {
    await system.stop();
  }
});

it('agent check tells how many own phrases are answered', async () => {
  const { code, out } = await canvass(folder, ['agent', 'check', 'tiny']);
  expect(code).toBe(0);
  expect(out).toContain('of 3 own training phrases 3 find their intent (100.0 %)');
});
