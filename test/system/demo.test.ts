import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { onMongo } from '../setup/mongo.js';
import { findRedisServer } from '../support/redis-server.js';
import { buildService } from '../support/service-process.js';

const project = join(__dirname, '..', '..');
const ENDS = /"wish":[\s\S]*"A bigger water tank"[\s\S]*"raw": "جيدة"[\s\S]*\nAll of it happened\.\n$/;

beforeAll(() => buildService());

/** Settings of whoever runs the tests are not those of the demo. */
async function demo(args: string[], env: Record<string, string> = {}) {
  const { PATH, HOME, TMPDIR } = process.env;
  const given = Object.entries({ PATH, HOME, TMPDIR, ...env }).filter(([, value]) => value !== undefined);
  try {
    const said = await promisify(execFile)(process.execPath, [join(project, 'scripts', 'demo.mjs'), ...args], {
      cwd: '/',
      env: Object.fromEntries(given),
    });
    return { ...said, code: 0 };
  } catch (error) {
    return z.object({ stdout: z.string(), stderr: z.string(), code: z.number() }).parse(error);
  }
}

test('the whole story on the embedded size', async () => {
  const { code, stdout, stderr } = await demo([]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(ENDS);
});

test('the whole story on another provider', async () => {
  const { code, stdout, stderr } = await demo(['--provider', 'cloud-api']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(ENDS);
});

onMongo('the demo on the large size', () => {
  (findRedisServer() === undefined ? test.skip : test)('is the same story, in a web process and a worker', async () => {
    const { code, stdout, stderr } = await demo(['--size', 'mongo']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^On .+ and Redis \S+: web at http:\S+, worker at http:\S+$/m);
    expect(stdout).toMatch(ENDS);
  });
});

test('where the servers of the large size are missing it names each, and how to get it', async () => {
  const { code, stderr } = await demo(['--size=mongo'], { PATH: dirname(process.execPath) + '/nothing-here' });
  expect(code).toBe(1);
  expect(stderr).toContain('redis-server is not on the PATH. Debian and Ubuntu: apt-get install redis-server');
  expect(stderr).toContain('No MongoDB is here: set MONGODB_URI');
  expect(stderr).not.toMatch(/^ +at /m);
});

test('another size is none: it says which there are', async () => {
  const { code, stdout } = await demo(['--size', 'huge']);
  expect(code).toBe(1);
  expect(stdout).toContain('npm run demo -- --size mongo');
});
