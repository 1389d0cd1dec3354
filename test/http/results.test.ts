import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { FlowResponsesView, GivenTextsView, ResultsListView } from '../../src/api/results-views.js';
import { ResultsView } from '../../src/results/summary/summary-views.js';
import { threeVisits } from '../support/clinic-visits.js';
import { startSystem, type System } from '../support/system.js';
import { until } from '../support/until.js';
import { Phone } from '../support/phone.js';

let system: System;
beforeAll(async () => {
  system = await startSystem();
  await system.connect();
  await threeVisits(system);
});
afterAll(() => system.stop());

const results = (query = '') => system.api.read(ResultsView, `/flows/clinic-visit/results${query}`);

async function download(query: string): Promise<{ headers: Headers; bytes: Buffer }> {
  const response = await fetch(`${system.url}/api/v1/flows/clinic-visit/export?${query}`, {
    headers: { authorization: `Bearer ${system.token}` },
  });
  expect(response.status).toBe(200);
  return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

async function csv(query: string): Promise<Record<string, string>[]> {
  const { bytes } = await download(`format=csv&${query}`);
  return parse(bytes, { columns: true, bom: true });
}

it('lists the flows with how many responses they have', async () => {
  const { items } = await system.api.read(ResultsListView, '/results');
  expect(items[0]).toMatchObject({ flowId: 'clinic-visit', kind: 'survey', started: 3, ended: 2, completed: 2 });
  expect(items.find(({ flowId }) => flowId === 'product-survey')).toMatchObject({ started: 0, lastStartedAt: null });
});

it('counts what was answered, question by question', async () => {
  const seen = await results();
  expect(seen).toMatchObject({
    started: 3,
    completed: 2,
    partial: 1,
    completionRate: 1,
    byDisposition: [
      { disposition: 'active', n: 1 },
      { disposition: 'completed', n: 2 },
    ],
    languages: [
      { language: 'en', n: 2 },
      { language: 'ar', n: 1 },
    ],
  });
  expect(seen.days).toHaveLength(1);
  expect(seen.questions.map(({ id, shown, answered, waiting }) => [id, shown, answered, waiting])).toEqual([
    ['overall', 3, 3, 0],
    ['why', 1, 1, 0],
    ['waiting', 3, 2, 1],
    ['again', 2, 2, 0],
    ['call_back', 1, 1, 0],
  ]);
  const [overall, , , again] = seen.questions;
  expect(overall).toMatchObject({ kind: 'single-choice', texts: { en: 'How was your visit?' }, differs: null });
  expect(overall?.answers).toMatchObject({
    form: 'choices',
    options: [
      { id: 'good', labels: { en: 'Good', ar: 'جيدة' }, n: 2 },
      { id: 'fair', n: 0 },
      { id: 'poor', n: 1 },
    ],
  });
  expect(again?.answers).toMatchObject({
    options: [
      { id: 'yes', labels: { en: 'Yes' }, n: 1 },
      { id: 'no', n: 1 },
    ],
  });
});

it('counts those that are asked for', async () => {
  expect(await results('?language=ar')).toMatchObject({ started: 1, completed: 0, partial: 1 });
  expect(await results('?partials=none')).toMatchObject({ started: 2, partial: 0 });
  expect(await results('?partials=only')).toMatchObject({ started: 1 });
  expect(await results('?disposition=completed')).toMatchObject({ started: 2 });
  expect(await results('?channelId=another')).toMatchObject({ started: 0, completionRate: null, medianSeconds: null });
  const today = (await results('?timezone=Asia/Tokyo')).days[0]!.day;
  expect(await results(`?from=${today}&to=${today}&timezone=Asia/Tokyo`)).toMatchObject({ started: 3 });
  expect(await results('?to=2020-01-01')).toMatchObject({ started: 0 });
});

it('says what is wrong with a filter, and which flow there is not', async () => {
  expect(await system.api.call('GET', '/flows/clinic-visit/results?timezone=Mars')).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'timezone' }] },
  });
  expect(await system.api.call('GET', '/flows/clinic-visit/results?from=yesterday')).toMatchObject({ status: 400 });
  expect(await system.api.call('GET', '/flows/nothing/results')).toMatchObject({ status: 404 });
  expect(await system.api.call('GET', '/flows/clinic-visit/responses?cursor=x')).toMatchObject({ status: 400 });
  expect(await system.api.call('GET', '/flows/clinic-visit/export')).toMatchObject({
    status: 400,
    body: { errors: [{ field: 'format' }] },
  });
});

it('pages responses, the latest start first', async () => {
  const first = await system.api.read(FlowResponsesView, '/flows/clinic-visit/responses?limit=2');
  expect(first).toMatchObject({ total: 3, items: [{ language: 'ar' }, { language: 'en' }] });
  const rest = await system.api.read(FlowResponsesView, `/flows/clinic-visit/responses?limit=2&cursor=${first.next}`);
  expect(rest.items).toHaveLength(1);
  expect(rest.next).toBeUndefined();
  expect(rest.items[0]!.answers['overall']).toMatchObject({ value: 'good', label: 'Good' });
});

it('hands out people’s own words, and looks for some', async () => {
  const texts = (query = '') => system.api.read(GivenTextsView, `/flows/clinic-visit/results/why/texts${query}`);
  expect((await texts()).items).toMatchObject([{ text: '=Too loud, "really"', language: 'en' }]);
  expect((await texts('?search=LOUD')).items).toHaveLength(1);
  expect((await texts('?search=quiet')).items).toEqual([]);
});

it('exports CSV that says what was answered, with formulas made harmless', async () => {
  const rows = await csv('labels=codes');
  expect(rows).toHaveLength(3);
  const ann = rows.find(({ overall }) => overall === 'poor');
  expect(ann).toMatchObject({
    language: 'en',
    disposition: 'completed',
    why: `'=Too loud, "really"`,
    waiting: 'over_60',
    again: '0',
    call_back: '1',
    asked: 'overall; why; waiting; again; call_back',
  });
  expect(ann).not.toHaveProperty('phone');
  const labelled = await csv('labels=labels&language=ar');
  expect(labelled).toHaveLength(1);
  expect(labelled[0]).toMatchObject({ 'How was your visit?': 'Good', status: 'active', disposition: '' });
  expect((await csv('contacts=include')).map(({ phone }) => phone).toSorted()).toEqual(
    ['15550100901', '15550100902', '15550100903'].map((digits) => expect.stringContaining(digits)),
  );
});

it('exports JSON, a workbook and a code book', async () => {
  const json = await download('format=json');
  expect(json.headers.get('x-total-rows')).toBe('3');
  expect(json.headers.get('content-disposition')).toBe('attachment; filename="clinic-visit.json"');
  const objects: unknown = JSON.parse(json.bytes.toString());
  expect(objects).toMatchObject([{ overall: 'good', again: 1 }, { why: '=Too loud, "really"' }, { overall: 'good' }]);

  const sheet = await readSheet((await download('format=xlsx')).bytes);
  expect(sheet[0]).toEqual(expect.arrayContaining(['id', 'overall', 'why']));
  expect(sheet).toHaveLength(4);
  expect(sheet.flat()).toContain('=Too loud, "really"');

  const book = parse((await download('format=codebook')).bytes, { columns: true, bom: true });
  expect(book).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ variable: 'overall', label: 'How was your visit?', type: 'single-choice' }),
      expect.objectContaining({ variable: 'overall', code: 'good', 'code label': 'Good' }),
      expect.objectContaining({ variable: 'again', code: '1', 'code label': 'Yes' }),
    ]),
  );
});

it('sees new answers within seconds', async () => {
  const before = (await results()).started;
  const jo = new Phone(system, '15550100904', 'Jo');
  await jo.says('visit');
  await until('the new response to be counted', async () => (await results()).started === before + 1);
  await jo.taps('Fair');
  await until('the answer to be counted', async () => (await results('?partials=only')).started === 2);
});
