import { seriousFindings } from './support/axe.js';
import { inBrowser, shot, startStudio, type Studio } from './support/studio.js';
import { Phone } from '../support/phone.js';

const PRICES = `provider,from,currency,item,category,countries,from_messages,amount
360dialog,2020-01-01,EUR,set-up,,,,150
360dialog,2020-01-01,EUR,channel,,,,49
360dialog,2020-01-01,EUR,message,,,,0.01
360dialog,2020-01-01,EUR,whatsapp,service,,,0.02
360dialog,2020-01-01,EUR,whatsapp,utility,,,0.04
`;

inBrowser('channels', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await startStudio();
  });
  afterAll(() => studio.stop());

  it('are connected by a key that is checked, and behave as they are set', async () => {
    const { system } = studio;
    const { credentials } = system.simulator.connection();
    const { page, problems } = await studio.visit({ roles: ['owner'], at: '/channels' });
    await page.getByText('No number is connected yet').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'channels-empty');
    await page.getByRole('link', { name: 'Connect a number' }).click();
    await page.getByText('The simulator stands in for 360dialog').waitFor();
    await page.getByLabel('Name of the channel').fill('Front desk');
    await page.getByRole('textbox', { name: 'API key' }).fill('a-wrong-key');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Connect a number' }).click();
    const key = page.getByRole('textbox', { name: 'API key' });
    await page.locator('input[aria-invalid="true"]').waitFor();
    expect(await key.getAttribute('aria-invalid')).toBe('true');
    expect(await key.inputValue()).toBe('a-wrong-key');
    await shot(page, 'connect-refused');
    await key.fill(credentials['apiKey'] ?? '');
    await page.getByRole('button', { name: 'Connect a number' }).click();
    await page.getByRole('heading', { name: 'Front desk' }).waitFor();
    await page.getByText('Messages can be sent').first().waitFor();
    expect(await page.getByRole('textbox', { name: 'Webhook address' }).inputValue()).toContain('/webhooks/360dialog/');
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'channel');

    await page.getByLabel('Templates a day and person').fill('3');
    await page.getByRole('switch', { name: 'No templates in the night' }).press('Space');
    await page.getByRole('combobox', { name: 'Begins with' }).click();
    await page.getByRole('option', { name: /clinic-visit/ }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings are saved.').waitFor();
    const { items } = (await system.api.call('GET', '/channels')).body as { items: { settings: object }[] };
    expect(items[0]?.settings).toMatchObject({
      templateCaps: { perDay: 3, perWeek: 5 },
      defaultFlow: 'clinic-visit',
      quietHours: { from: '21:00', to: '08:00' },
    });

    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Stop sending' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop sending' }).click();
    await page.getByText('This channel is stopped').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('This channel is stopped').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Read health and templates' }).click();
    await page.getByText('Health and templates are up to date.').waitFor();
    // The refused key, which the browser tells by itself.
    expect(problems.filter((problem) => !problem.includes('422'))).toEqual([]);
  });

  it('of a provider with several keys say in plain words which of them is wrong, in the language of whoever pastes them', async () => {
    const { page, problems } = await studio.visit({ roles: ['owner'], at: '/channels/new', language: 'ar' });
    await page.getByRole('radio', { name: /Twilio/ }).check();
    await page.getByLabel('معرّف الحساب (Account SID)').fill('SK00000000000000000000000000000000');
    await page.getByRole('textbox', { name: 'رمز المصادقة (Auth token)' }).fill('0123456789abcdef');
    await page.getByRole('button', { name: 'ربط رقم' }).click();
    // A field that was left empty is told first, and at its place.
    await page.getByText(/WhatsApp sender is missing/).waitFor();
    await page.getByLabel('مُرسِل واتساب (Sender)').fill('+14155550100');
    await page.getByRole('button', { name: 'ربط رقم' }).click();
    await page.getByRole('alert').getByText('Enter the account SID (AC…)').waitFor();
    expect(await page.getByRole('alert').getByText('credentials').count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'connect-twilio-refused-ar');
    expect(problems.filter((problem) => !/400|422/.test(problem))).toEqual([]);
  });

  it('cost what the lists say, and what has no price is said', async () => {
    const { system } = studio;
    expect((await system.api.call('GET', '/channels')).body).toMatchObject({ items: [{ name: 'Front desk' }] });
    const ann = new Phone(system, '491700000001', 'Ann');
    await ann.says('visit');
    const { page, problems } = await studio.visit({ roles: ['owner'], at: '/costs' });
    await page.getByText('Not everything has a price').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Prices' }).click();
    await page.getByRole('button', { name: 'Import CSV' }).click();
    await page.getByLabel('Rows, with the header').fill(PRICES.replace('0.04', 'four'));
    await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('alert').getByText('line 6').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel('Rows, with the header').fill(PRICES);
    await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
    const list = page.getByRole('region', { name: /360dialog, from January 2020/ });
    await list.getByText('A new number, once: €150.00').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'costs-prices');

    await page.getByRole('button', { name: 'Enter prices' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('combobox', { name: 'Provider', exact: true }).click();
    await page.getByRole('option', { name: 'Twilio' }).click();
    await form.getByLabel('Price', { exact: true }).fill('0.05');
    await form.getByLabel('Countries').fill('ZZ');
    await form.getByLabel('A new number, once').fill('99');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('"ZZ" is no country').waitFor();
    expect(await form.getByRole('alert').count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'costs-enter');
    await form.getByRole('button', { name: 'Close' }).click();

    await page.getByRole('tab', { name: 'Spent' }).click();
    await page.getByText('Month by month (EUR)').waitFor();
    const months = page.getByRole('table', { name: 'Month by month (EUR)' });
    await months.getByRole('row').nth(6).waitFor();
    await months.getByRole('columnheader', { name: 'Provider, numbers' }).waitFor();
    await page.getByText('Provider, set-up').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'costs-spent');

    await page.getByRole('tab', { name: 'Estimate' }).click();
    await page.getByRole('combobox', { name: 'Channel' }).click();
    await page.getByRole('option', { name: 'Front desk' }).click();
    await page.getByRole('combobox', { name: 'Survey' }).click();
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: 'Estimate' }).click();
    await page.getByText('For 1000 people').waitFor();
    await page.getByText('Setting it up this month costs €150.00, once.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'costs-estimate');
    expect(problems.filter((problem) => !problem.includes('400'))).toEqual([]);
  });

  it.each([
    ['light', 'ar', 1280],
    ['dark', 'en', 1280],
    ['light', 'en', 390],
  ] as const)('look right %s in %s, %i px wide', async (colours, language, width) => {
    const look = `${colours}-${language}-${width}`;
    const { page, problems } = await studio.visit({
      roles: ['owner'],
      at: '/channels',
      ...{ colours, language },
      viewport: { width, height: 860 },
    });
    await page.getByRole('link', { name: 'Front desk' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, `channels-${look}`);
    await page.getByRole('link', { name: 'Front desk' }).click();
    await page.locator('time').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, `channel-${look}`);
    await page.goto('/channels/new');
    await page.getByRole('radio').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, `connect-${look}`);
    await page.goto('/costs');
    await page.getByRole('table', { name: /EUR/ }).getByRole('row').nth(6).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, `costs-${look}`);
    expect(problems).toEqual([]);
  });

  it('are only looked at by who may not change them', async () => {
    const { page, problems } = await studio.visit({ roles: ['viewer'], at: '/channels' });
    await page.getByRole('link', { name: 'Front desk' }).click();
    await page.getByText('Settings').first().waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'More' }).count()).toBe(0);
    expect(problems).toEqual([]);
  });
});
