import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Store } from '../../src/store/store.js';
import { HOUR } from '../../src/time/instant.js';
import { threeVisits } from '../support/clinic-visits.js';
import { Phone } from '../support/phone.js';
import { seriousFindings } from './support/axe.js';
import { inBrowser, shot, startStudio, type Studio } from './support/studio.js';

inBrowser('results', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await startStudio();
    await studio.system.connect();
  });
  afterAll(() => studio.stop());

  it('teaches how responses come about where there are none', async () => {
    const { page, problems } = await studio.visit({ roles: ['viewer'], at: '/results' });
    await page.getByRole('link', { name: 'How was your visit?' }).click();
    await page.getByRole('heading', { name: 'No responses yet' }).waitFor();
    await page.getByText('visit, clinic').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'results-empty');
    expect(problems).toEqual([]);
  });

  it('shows what three customers answered, filtered, one by one, and as a file', async () => {
    await threeVisits(studio.system);
    const { page, problems } = await studio.visit({ roles: ['author'], at: '/results' });
    await page.getByText('3 responses').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'results-list');
    await page.getByRole('link', { name: 'How was your visit?' }).click();

    const overall = page.getByRole('region', { name: 'How was your visit?' });
    await overall.getByText('n = 3 answers').waitFor();
    expect(await overall.getByRole('row', { name: /Good/ }).innerText()).toMatch(/Good\s+2\s+67%/);
    expect(await page.getByRole('region', { name: 'In short' }).innerText()).toMatch(/Started\s+3\s+Completed\s+2/);
    await page.getByRole('button', { name: 'Read the answers' }).click();
    await page.getByRole('cell', { name: '=Too loud, "really"' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'results-light');

    // The language changes what is counted, and stands in the address.
    await page.getByLabel('Language', { exact: true }).last().selectOption('ar');
    await overall.getByText('n = 1 answer').waitFor();
    expect(page.url()).toContain('language=ar');
    await page.reload();
    await overall.getByText('n = 1 answer').waitFor();
    await page.getByLabel('Language', { exact: true }).last().selectOption('');
    await overall.getByText('n = 3 answers').waitFor();

    // A new one comes by itself.
    await page.getByRole('tab', { name: 'Responses' }).click();
    await page.getByText('3 responses').waitFor();
    const jo = new Phone(studio.system, '15550100904', 'Jo');
    await jo.says('visit');
    await page.getByText('4 responses').waitFor();
    await page
      .getByRole('button', { name: /4 answers|5 answers/ })
      .first()
      .click();
    const talk = page.getByRole('dialog', { name: 'Response' });
    await talk.getByText('How long did you wait to be seen?').waitFor();
    await talk.getByText('More than an hour').waitFor();
    await talk.getByRole('link', { name: 'Open the conversation' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'results-response');
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByText('Codes', { exact: true }).click();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'results-export');
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV', exact: true }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe('clinic-visit.csv');
    const rows: Record<string, string>[] = parse(await readFile(await file.path()), { columns: true, bom: true });
    expect(rows.map(({ overall, why }) => [overall, why])).toEqual([
      ['good', ''],
      ['poor', `'=Too loud, "really"`],
      ['good', ''],
      ['', ''],
    ]);
    await page.getByText('clinic-visit.csv is saved.').waitFor();
    expect(problems).toEqual([]);
  });

  it('draws days and scores, and tells them as tables', async () => {
    const fan = new Phone(studio.system, '15550100905', 'Fay');
    await fan.says('recommend');
    await fan.says('9');
    await fan.waits(26 * HOUR);
    const critic = new Phone(studio.system, '15550100906', 'Cy');
    await critic.says('recommend');
    await critic.says('3');
    for (const { language, colours, days } of [
      { language: 'en', colours: 'dark', days: 'Responses by day' },
      { language: 'ar', colours: 'light', days: 'الردود حسب اليوم' },
    ] as const) {
      const { page, problems } = await studio.visit({
        roles: ['owner'],
        language,
        colours,
        at: '/results/nps-follow-up',
      });
      await page.getByRole('table', { name: days }).waitFor();
      await page.locator('.recharts-bar-rectangle').first().waitFor();
      if (language === 'en') await page.getByText('95 % interval -100 to 100').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.locator('.recharts-surface').first().scrollIntoViewIfNeeded();
      await shot(page, `results-days-${language}`);
      await page.locator('.recharts-surface').last().scrollIntoViewIfNeeded();
      await shot(page, `results-nps-${language}`);
      expect(problems).toEqual([]);
    }
  });

  it('is right in Arabic, in the dark and on a phone', async () => {
    const arabic = await studio.visit({
      roles: ['owner'],
      language: 'ar',
      colours: 'dark',
      at: '/results/clinic-visit',
    });
    await arabic.page.getByRole('region', { name: 'كيف كانت زيارتك؟' }).getByText('جيدة').waitFor();
    expect(await seriousFindings(arabic.page)).toEqual([]);
    await shot(arabic.page, 'results-arabic-dark');
    expect(arabic.problems).toEqual([]);

    const phone = await studio.visit({
      roles: ['viewer'],
      viewport: { width: 390, height: 844 },
      at: '/results/clinic-visit',
    });
    await phone.page.getByText('n = 3 answers').first().waitFor();
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await seriousFindings(phone.page)).toEqual([]);
    await shot(phone.page, 'results-phone');
    // A viewer sees no conversations.
    await phone.page.getByRole('tab', { name: 'Responses' }).click();
    await phone.page
      .getByRole('button', { name: /^Response of/ })
      .first()
      .click();
    await phone.page.getByRole('dialog', { name: 'Response' }).waitFor();
    expect(await phone.page.getByRole('link', { name: 'Open the conversation' }).count()).toBe(0);
    await shot(phone.page, 'results-phone-response');
    const refused = await phone.context.request.get('/api/v1/flows/clinic-visit/export?format=csv&contacts=include');
    expect(refused.status()).toBe(403);
    expect(phone.problems).toEqual([]);
  });
});

inBrowser('results that are read for the first time', () => {
  let studio: Studio;
  let letOn: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (letOn = resolve));
  beforeAll(async () => {
    studio = await startStudio({ parts: ({ store }) => ({ store: { ...store, responses: heldUp(store.responses) } }) });
    await studio.system.connect();
    await threeVisits(studio.system);
  });
  afterAll(() => studio.stop());

  /** A database that hands out one response and then makes people wait. */
  function heldUp(responses: Store['responses']): Store['responses'] {
    return new Proxy(responses, {
      get(target, name) {
        if (name === 'stream') return (...query: Parameters<typeof target.stream>) => waiting(target.stream(...query));
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }
  async function* waiting<T>(all: AsyncIterable<T>): AsyncGenerator<T> {
    for await (const one of all) {
      yield one;
      await gate;
    }
  }

  it('say how far the reading has come, and show themselves when it is done', async () => {
    for (const { language, colours, said } of [
      { language: 'en', colours: 'light', said: '1 of 3 so far. This happens once after a start.' },
      { language: 'ar', colours: 'dark', said: /يحدث هذا مرة واحدة بعد التشغيل/ },
    ] as const) {
      const { page, problems } = await studio.visit({
        roles: ['viewer'],
        language,
        colours,
        at: '/results/clinic-visit',
      });
      await page.getByRole('status').getByText(said).waitFor();
      expect(await page.getByRole('progressbar').getAttribute('aria-valuenow')).toMatch(/^33/);
      expect(await seriousFindings(page)).toEqual([]);
      await shot(page, `results-reading-${language}`);
      expect(problems).toEqual([]);
    }
    const { page, problems } = await studio.visit({ roles: ['viewer'], at: '/results/clinic-visit' });
    await page.getByText('1 of 3 so far.').waitFor();
    letOn();
    await page.getByRole('region', { name: 'How was your visit?' }).getByText('n = 3 answers').waitFor();
    expect(problems).toEqual([]);
  });
});
