import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { readSettings, Settings } from '../../src/config/settings.js';
import { ComposeFile, type Service } from './compose-schema.js';

const project = join(__dirname, '..', '..');
const read = (...path: string[]) => readFileSync(join(project, ...path), 'utf8');

/** What a person gives, as docs/operations.md says. */
const GIVEN: Record<string, string> = {
  PUBLIC_URL: 'https://bot.example.org',
  API_TOKEN: 'an-api-token-of-our-own',
  SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  MONGO_PASSWORD: 'm0ng0',
  MONGO_ROOT_PASSWORD: 'r00t',
  REDIS_PASSWORD: 'r3d1s',
  POSTGRES_PASSWORD: 'p0stgres',
};
/** What a service of ours must have on top, with all the servers it names. */
const OURS = ['web', 'worker'];

function composeFile(name: string): ComposeFile {
  const raw = z.record(z.string(), z.unknown()).parse(parse(read(name), { merge: true }));
  // `x-` is for fragments that are used elsewhere in the file.
  return ComposeFile.parse(Object.fromEntries(Object.entries(raw).filter(([key]) => !key.startsWith('x-'))));
}

/** As Compose puts variables in: `${NAME:?message}`, `${NAME:-default}`; `$$` is a dollar. */
function filledIn(text: string, given: Record<string, string>): string {
  return text.replace(/\$\$|\$\{([A-Z_]+)(?::([?-])([^}]*))?\}/g, (all, name?: string, kind?: string, rest = '') => {
    if (name === undefined) return '$';
    const value = given[name];
    if (value !== undefined && value !== '') return value;
    if (kind === '-') return rest;
    throw new Error(`${all}: ${rest}`);
  });
}

function environmentOf(service: Service, given = GIVEN): Record<string, string> {
  return Object.fromEntries(
    Object.entries(service.environment ?? {}).map(([name, text]) => [name, filledIn(text, given)]),
  );
}

const seconds = (duration = '10s') => {
  const { value, unit } = /^(?<value>\d+)(?<unit>[a-z]+)$/.exec(duration)?.groups ?? {};
  return Number(value) * ({ ms: 0.001, s: 1, m: 60, h: 3_600 }[unit ?? ''] ?? NaN);
};

const stopsWithin = Number(/STOP_WITHIN_MS = ([\d_]+)/.exec(read('src', 'main.ts'))?.[1]?.replaceAll('_', ''));

const files = ['docker-compose.yml', 'docker-compose.small.yml'].map((name) => ({ name, file: composeFile(name) }));
const services = files.flatMap(({ name, file }) =>
  Object.entries(file.services).map(([service, spec]) => ({ where: `${name} ${service}`, service, spec, file })),
);
const large = composeFile('docker-compose.yml').services;

describe.each(services)('$where', ({ service, spec, file }) => {
  const isOurs = OURS.includes(service);

  test('its image is pinned to a version, or is our own', () => {
    if (isOurs) expect(spec).toMatchObject({ image: 'canvass', build: '.' });
    else expect(spec.image).toMatch(/^[a-z/]+:v?\d+(\.\d+){0,2}(-[a-z]+)?$/);
  });

  test('what it needs is there, and healthy before it starts', () => {
    for (const name of Object.keys(spec.depends_on ?? {})) expect(file.services[name]?.healthcheck).toBeDefined();
    const hosts = Object.values(environmentOf(spec)).flatMap((text) => {
      const host = /^(?:mongodb|redis|postgres):\/\/[^@/]*@([a-z]+)/.exec(text)?.[1];
      return host === undefined ? [] : [host];
    });
    expect(Object.keys(spec.depends_on ?? {}).toSorted()).toEqual(hosts.toSorted());
    if (hosts.length > 0) expect(isOurs).toBe(true);
  });

  test('files that are mounted are there, volumes are declared', () => {
    for (const [from = ''] of (spec.volumes ?? []).map((volume) => volume.split(':'))) {
      if (from.startsWith('./'))
        expect({ from, exists: existsSync(join(project, from)) }).toEqual({ from, exists: true });
      else expect(Object.keys(file.volumes)).toContain(from);
    }
    for (const secret of spec.secrets ?? []) expect(Object.keys(file.secrets ?? {})).toContain(secret);
  });

  test('its port is open to this machine only, unless a person opens it', () => {
    for (const port of spec.ports ?? []) expect(filledIn(port, GIVEN)).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  test('a check is given the time it takes', () => {
    const { healthcheck: check } = spec;
    if (!check) return;
    expect(seconds(check.timeout)).toBeLessThan(seconds(check.interval));
    expect(seconds(check.start_interval ?? '1s')).toBeLessThan(seconds(check.start_period));
  });

  if (!isOurs) return;

  test('its environment are settings that there are, and they fit', () => {
    const known = Object.keys(Settings.shape);
    const environment = environmentOf(spec);
    expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
    expect(readSettings(environment)).toMatchObject({ PUBLIC_URL: GIVEN['PUBLIC_URL'], PORT: 3_000 });
  });

  test('it says in words which variable is missing', () => {
    const asked = JSON.stringify(spec).match(/(?<=\$\{)[A-Z_]+(?=:\?)/g) ?? [];
    expect(new Set(asked).size).toBeGreaterThanOrEqual(2);
    for (const name of asked) {
      expect(() => environmentOf(spec, { ...GIVEN, [name]: '' })).toThrow(`set ${name} to`);
    }
  });

  test('it may do nothing but its work, and is stopped in good order', () => {
    expect(spec).toMatchObject({ init: true, read_only: true, tmpfs: ['/tmp'], cap_drop: ['ALL'] });
    expect(spec.security_opt).toEqual(['no-new-privileges:true']);
    expect(stopsWithin).toBeGreaterThan(0);
    expect(1_000 * seconds(spec.stop_grace_period)).toBeGreaterThanOrEqual(stopsWithin + 10_000);
    expect(spec.healthcheck?.test).toEqual(['CMD', 'node', 'deploy/health.mjs', 'ready']);
  });
});

describe('the large size', () => {
  const { web, worker, mongo, redis } = large;

  test('there may be many workers: they have no port, no name and no volume of their own', () => {
    expect(worker).not.toHaveProperty('ports');
    expect(worker).not.toHaveProperty('volumes');
    expect(environmentOf(worker!)['ROLE']).toBe('worker');
  });

  test('web and worker differ in their role and in nothing else that is a setting', () => {
    expect({ ...environmentOf(web!), ROLE: 'worker' }).toEqual(environmentOf(worker!));
  });

  test('servers are not reachable from outside, nor run as root', () => {
    for (const server of [mongo!, redis!]) {
      expect(server).not.toHaveProperty('ports');
      expect(server).toMatchObject({ user: '999:999', read_only: true, cap_drop: ['ALL'] });
    }
  });

  test('Redis keeps its data and throws nothing away', () => {
    const settings = Object.fromEntries(
      read('deploy', 'redis', 'redis.conf')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
    );
    expect(settings).toMatchObject({ 'maxmemory-policy': 'noeviction', appendonly: 'yes', appendfsync: 'everysec' });
    expect(redis!.volumes).toContain(`redis:${settings['dir']}`);
  });

  test('the service comes to MongoDB as the user that is made for it, in the replica set that is made', () => {
    const url = new URL(environmentOf(web!)['DATABASE_URL'] ?? '');
    const user = read('deploy', 'mongo', 'user.js');
    expect(user).toContain(`user: '${url.username}'`);
    expect(user).toContain(`getSiblingDB('${url.pathname.slice(1)}')`);
    expect(environmentOf(mongo!)['MONGO_PASSWORD']).toBe(url.password);
    const replicaSet = url.searchParams.get('replicaSet');
    expect(read('deploy', 'mongo', 'start.sh')).toContain(`--replSet ${replicaSet}`);
    expect(read('deploy', 'mongo', 'health.js')).toContain(`_id: '${replicaSet}'`);
    expect(read('deploy', 'mongo', 'health.js')).toContain(`host: '${url.host}'`);
  });

  test('Prometheus asks every process, by the name and port it has', () => {
    const { scrape_configs: jobs } = z
      .object({ scrape_configs: z.tuple([z.looseObject({ dns_sd_configs: z.array(z.unknown()) })]) })
      .parse(parse(read('deploy', 'watch', 'prometheus.yml')));
    expect(jobs[0].dns_sd_configs).toEqual([
      expect.objectContaining({ names: ['web', 'worker'], port: Number(environmentOf(web!)['PORT']) }),
    ]);
  });
});
