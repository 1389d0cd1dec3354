import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Metrics } from '../../src/watching/metrics.js';

const docs = join(__dirname, '..', '..', 'docs');
const read = (...path: string[]) => readFileSync(join(docs, ...path), 'utf8');

const known = new Metrics({ ofProcess: true }).names();
const ours = new Metrics().names().toSorted();
/** Names in an expression, without what Prometheus adds to a histogram's. */
const namesIn = (expression: string) =>
  [...expression.matchAll(/\b(?:canvass|process|nodejs)_[a-z0-9_]+/g)].map(([name]) =>
    known.includes(name) ? name : name.replace(/_(bucket|sum|count)$/, ''),
  );

// What Grafana needs to show a panel; other fields may be there.
const Target = z.object({
  expr: z.string().min(1),
  refId: z.string(),
  datasource: z.object({ uid: z.literal('${datasource}') }),
});
const Place = z.object({ x: z.number(), y: z.number(), w: z.number().max(24), h: z.number() });
const Panel = z.discriminatedUnion('type', [
  z.object({ type: z.literal('row'), id: z.number(), title: z.string(), gridPos: Place }),
  z.object({
    type: z.enum(['timeseries', 'stat']),
    id: z.number(),
    title: z.string().min(1),
    gridPos: Place,
    fieldConfig: z.object({ defaults: z.object({ unit: z.string() }), overrides: z.array(z.unknown()) }),
    targets: z.array(Target).min(1),
  }),
]);
const Dashboard = z.object({
  title: z.string(),
  uid: z.string(),
  schemaVersion: z.number().min(36),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.string() })) }),
  panels: z.array(Panel),
});
const Rules = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+[smh]$/)
            .optional(),
          labels: z.object({ severity: z.enum(['page', 'warn']) }),
          annotations: z.object({ summary: z.string(), description: z.string().optional() }),
        }),
      ),
    }),
  ),
});

const dashboard = Dashboard.parse(JSON.parse(read('grafana', 'canvass.json')));
const alerts = Rules.parse(parse(read('grafana', 'alerts.yaml'))).groups.flatMap(({ rules }) => rules);
const shown = dashboard.panels.flatMap((panel) => (panel.type === 'row' ? [] : panel.targets.map(({ expr }) => expr)));

test('the page lists every metric, and no other', () => {
  const listed = [...read('watching.md').matchAll(/^\| `(canvass_[a-z_]+)` \| (\w+) \|(.*?)\| /gm)];
  expect(listed.map(([, name]) => name).toSorted()).toEqual(ours);
});

test('with its kind and labels', async () => {
  const metrics = new Metrics();
  metrics.webhook('p', 'accepted', 1);
  metrics.eventsReceived('message');
  metrics.send('p', 'accepted', 1);
  metrics.pacingWait('pair', 1);
  metrics.storageRetry('conflict');
  metrics.sessionEnded('completed');
  metrics.agentQuery('faq', 'answered', 1);
  metrics.agentBreaker('faq', 'closed');
  metrics.queue({ queue: 'q', jobs: { waiting: 1 }, oldestWaitingSeconds: 1 });
  metrics.waiting({ mailboxSeconds: 1, overdueSeconds: 1 });
  const text = await metrics.text();
  const rows = [...read('watching.md').matchAll(/^\| `(canvass_[a-z_]+)` \| (\w+) \|(.*?)\| /gm)];
  for (const [, name = '', kind = '', labels = ''] of rows) {
    expect(text).toContain(`# TYPE ${name} ${kind}\n`);
    const sample = new RegExp(`^${name}(?:_count)?(?:\\{(.*)\\})? `, 'm').exec(text);
    const seen = [...(sample?.[1] ?? '').matchAll(/([a-z]+)="/g)].map(([, label]) => label);
    expect([name, sample && seen]).toEqual([name, [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label)]);
  }
});

test('the dashboard shows every metric of ours, and none that there is not', () => {
  const names = [...new Set(shown.flatMap(namesIn))].toSorted();
  expect(names.filter((name) => !known.includes(name))).toEqual([]);
  expect(names.filter((name) => name.startsWith('canvass_'))).toEqual(ours);
});

test('its panels have ids of their own and do not overlap', () => {
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(dashboard.templating.list.map(({ name, type }) => [name, type])).toContainEqual(['datasource', 'datasource']);
});

test('alerts ask for metrics that there are', () => {
  expect(alerts.length).toBeGreaterThan(8);
  for (const { alert, expr } of alerts) {
    const names = namesIn(expr);
    expect([alert, names.length > 0 || expr.startsWith('up{')]).toEqual([alert, true]);
    expect([alert, names.filter((name) => !known.includes(name))]).toEqual([alert, []]);
  }
});

test('a histogram is asked for by its parts, anything else by its name', async () => {
  const text = await new Metrics({ ofProcess: true }).text();
  for (const expr of [...shown, ...alerts.map((alert) => alert.expr)]) {
    for (const [asked] of expr.matchAll(/\bcanvass_[a-z0-9_]+/g)) {
      const base = ours.includes(asked) ? asked : asked.replace(/_(bucket|sum|count)$/, '');
      const isHistogram = text.includes(`# TYPE ${base} histogram`);
      expect([expr, isHistogram]).toEqual([expr, base !== asked]);
    }
  }
});

test('events that dashboard and alerts name are events', () => {
  const events = read('events.md');
  const named = [...shown, ...alerts.map(({ expr }) => expr)].flatMap((expr) =>
    [...expr.matchAll(/event="([^"]+)"/g)].map(([, name]) => name),
  );
  expect(named.length).toBeGreaterThan(0);
  for (const name of named) expect(events).toContain(`| \`${name}\` |`);
});
