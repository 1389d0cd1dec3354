import { Metrics } from './metrics.js';

let metrics: Metrics;
beforeEach(() => {
  metrics = new Metrics();
});

async function lines(): Promise<string[]> {
  return (await metrics.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

async function valueOf(series: string): Promise<number | undefined> {
  const line = (await lines()).find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

test('each fact is counted under its labels', async () => {
  metrics.webhook('360dialog', 'accepted', 0.004);
  metrics.webhook('360dialog', 'refused', 0.001);
  metrics.eventsReceived('message', 2);
  metrics.eventsReceived('status');
  metrics.duplicatesDropped(3);
  metrics.turn(0.02, 2);
  metrics.turn(0.03, 0);
  metrics.reply(0.007);
  metrics.send('360dialog', 'accepted', 0.05);
  metrics.send('360dialog', 'fall-back', 0.05);
  metrics.pacingWait('pair', 6);
  metrics.storageRetry('conflict');
  metrics.sessionEnded('completed');
  expect(await valueOf('canvass_webhook_seconds_count{provider="360dialog",outcome="accepted"}')).toBe(1);
  expect(await valueOf('canvass_webhook_seconds_count{provider="360dialog",outcome="refused"}')).toBe(1);
  expect(await valueOf('canvass_events_received_total{kind="message"}')).toBe(2);
  expect(await valueOf('canvass_events_received_total{kind="status"}')).toBe(1);
  expect(await valueOf('canvass_duplicates_dropped_total')).toBe(3);
  expect(await valueOf('canvass_turn_seconds_count')).toBe(2);
  expect(await valueOf('canvass_turn_inputs_total')).toBe(2);
  expect(await valueOf('canvass_send_seconds_count{provider="360dialog",outcome="fall-back"}')).toBe(1);
  expect(await valueOf('canvass_pacing_wait_seconds_sum{because="pair"}')).toBe(6);
  expect(await valueOf('canvass_storage_retries_total{because="conflict"}')).toBe(1);
  expect(await valueOf('canvass_sessions_ended_total{disposition="completed"}')).toBe(1);
});

test('the time to a reply is told from 5 ms to a minute', async () => {
  metrics.reply(0.004);
  metrics.reply(59);
  metrics.reply(61);
  expect(await valueOf('canvass_reply_seconds_bucket{le="0.005"}')).toBe(1);
  expect(await valueOf('canvass_reply_seconds_bucket{le="60"}')).toBe(2);
  expect(await valueOf('canvass_reply_seconds_bucket{le="+Inf"}')).toBe(3);
});

test('a clock that was set back does no harm', async () => {
  metrics.reply(-5);
  metrics.turn(-5, 1);
  expect(await valueOf('canvass_reply_seconds_sum')).toBe(0);
});

test('window fallbacks are there by name before the first of them happens', async () => {
  expect(await valueOf('canvass_decisions_total{event="fallback.sent"}')).toBe(0);
  expect(await valueOf('canvass_decisions_total{event="fallback.given-up"}')).toBe(0);
  metrics.decided('fallback.sent');
  metrics.decided('tap.stale', 2);
  expect(await valueOf('canvass_decisions_total{event="fallback.sent"}')).toBe(1);
  expect(await valueOf('canvass_decisions_total{event="tap.stale"}')).toBe(2);
});

test('names without end end as "other"', async () => {
  for (let n = 0; n < 1_000; n += 1) metrics.decided(`made.up-${n}`);
  metrics.decided('fallback.sent');
  const series = (await lines()).filter((line) => line.startsWith('canvass_decisions_total'));
  expect(series.length).toBeLessThanOrEqual(151);
  expect(await valueOf('canvass_decisions_total{event="fallback.sent"}')).toBe(1);
  const total = series.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
  expect(total).toBe(1_001);
});

test('a queue that cannot be read has no figures, rather than old ones', async () => {
  metrics.queue({ queue: 'turns', jobs: { waiting: 4, active: 1 }, oldestWaitingSeconds: 2.5 });
  metrics.waiting({ mailboxSeconds: 3, overdueSeconds: 0 });
  expect(await valueOf('canvass_queue_jobs{queue="turns",state="waiting"}')).toBe(4);
  expect(await valueOf('canvass_queue_oldest_waiting_seconds{queue="turns"}')).toBe(2.5);
  expect(await valueOf('canvass_mailbox_oldest_seconds')).toBe(3);
  expect(await valueOf('canvass_backlog_readable{source="queue"}')).toBe(1);
  metrics.queue(undefined);
  metrics.waiting(undefined);
  expect((await lines()).filter((line) => line.startsWith('canvass_queue'))).toEqual([]);
  expect(await lines()).toContain('canvass_mailbox_oldest_seconds NaN');
  expect(await valueOf('canvass_backlog_readable{source="queue"}')).toBe(0);
  expect(await valueOf('canvass_backlog_readable{source="database"}')).toBe(0);
});

test('agents are counted by name, and of very many the later ones together', async () => {
  metrics.agentQuery('faq', 'answered', 0.3);
  metrics.agentQuery('faq', 'down', 8);
  metrics.agentBreaker('faq', 'open');
  expect(await valueOf('canvass_agent_queries_total{agent="faq",outcome="answered"}')).toBe(1);
  expect(await valueOf('canvass_agent_query_seconds_sum{agent="faq"}')).toBe(8.3);
  expect(await valueOf('canvass_agent_breaker_open{agent="faq"}')).toBe(1);
  metrics.agentBreaker('faq', 'half-open');
  expect(await valueOf('canvass_agent_breaker_open{agent="faq"}')).toBe(0.5);
  for (let n = 0; n < 200; n += 1) metrics.agentQuery(`agent-${n}`, 'answered', 0.1);
  const names = (await lines()).filter((line) => line.startsWith('canvass_agent_queries_total'));
  expect(names).toHaveLength(102);
  expect(await valueOf('canvass_agent_queries_total{agent="other",outcome="answered"}')).toBe(101);
});

test('every name begins with canvass_ and every figure is explained; nothing is shared between registries', async () => {
  expect(metrics.names().every((name) => name.startsWith('canvass_'))).toBe(true);
  const text = await metrics.text();
  for (const name of metrics.names()) expect(text).toMatch(new RegExp(`^# HELP ${name} \\S.+\\.$`, 'm'));
  new Metrics().decided('tap.stale');
  expect(await valueOf('canvass_decisions_total{event="tap.stale"}')).toBeUndefined();
});

test('figures of the process, where they are asked for', () => {
  const names = new Metrics({ ofProcess: true }).names();
  expect(names).toEqual(expect.arrayContaining(['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds']));
});
