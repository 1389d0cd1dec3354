import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { startSimulator, type Simulator } from '../../src/simulator/simulator.js';
import { sendAs } from './client.js';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const found = existsSync(CHROMIUM);
if (!found) {
  const sentence = `The phone page was NOT tried in a browser: no Chromium at ${CHROMIUM} (set CHROMIUM_PATH).`;
  if (process.env['REQUIRE_ALL'] === '1') throw new Error(sentence);
  process.stderr.write(`${sentence}\n`);
}
const inBrowser = found ? describe : describe.skip;

const SHOTS = process.env['SCREENSHOTS'];
const ANN = '15550100201';
const LAYLA = '15550100202';

inBrowser('the phone page', () => {
  let folder: string;
  let simulator: Simulator;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'phone-'));
    execFileSync(process.execPath, ['scripts/build-pages.mjs', 'src/simulator/phone', '--out', folder], {
      stdio: 'inherit',
    });
    simulator = await startSimulator({
      phoneDir: folder,
      business: { name: 'Harbour Clinic' },
      customers: [
        { waId: ANN, name: 'Ann Lee', language: 'en' },
        { waId: LAYLA, name: 'ليلى حسن', language: 'ar' },
        { userId: 'US.4b1fa72c90de', name: 'Jo', username: 'jo.writes' },
      ],
      templates: [
        {
          name: 'visit_reminder',
          language: 'en',
          category: 'UTILITY',
          components: [
            { type: 'HEADER', format: 'TEXT', text: 'Your visit' },
            { type: 'BODY', text: 'Hello {{1}}, one question is still open.', example: { body_text: [['Ann']] } },
            { type: 'FOOTER', text: 'Reply STOP to end' },
            {
              type: 'BUTTONS',
              buttons: [
                { type: 'QUICK_REPLY', text: 'Go on' },
                { type: 'URL', text: 'Opening hours', url: 'https://example.org/hours' },
              ],
            },
          ],
        },
      ],
    });
    simulator.setSuggestions([
      { title: 'Clinic visit', text: 'visit' },
      { title: 'Product survey', text: 'product' },
    ]);
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    });
    page = await browser.newPage({ viewport: { width: 1180, height: 900 } });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' || /Content Security Policy/.test(message.text())) problems.push(message.text());
    });
    await page.goto(simulator.url);
    await page.getByRole('heading', { name: 'Harbour Clinic' }).waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await simulator?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const shot = async (name: string) => {
    if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  };
  const latest = () => simulator.thread(ANN).at(-1);

  test('a starter writes for the person, and the webhook waits', async () => {
    await shot('0-empty');
    await page.getByLabel('Conversation starters').getByRole('button', { name: 'Clinic visit' }).click();
    await page.locator('.message.mine', { hasText: 'visit' }).waitFor();
    expect(latest()).toMatchObject({ from: 'customer', type: 'text', text: 'visit', tick: 'sent' });
    await expect(page.getByText('Window: 2').count()).resolves.toBe(1);
  });

  test('typing and Enter send a text, with formatting shown and markup left as text', async () => {
    await page.getByLabel('Message', { exact: true }).fill('Is *this* <img src=x onerror=alert(1)> ok?');
    await page.keyboard.press('Enter');
    const bubble = page.locator('.message.mine').last();
    await bubble.locator('strong', { hasText: 'this' }).waitFor();
    expect(await bubble.locator('.bubble-text').innerText()).toBe('Is this <img src=x onerror=alert(1)> ok?');
    expect(await bubble.locator('img').count()).toBe(0);
  });

  test('reply buttons stand under the bubble, and a tap answers that message', async () => {
    const id = await sendAs(simulator, ANN, {
      type: 'interactive',
      interactive: {
        type: 'button',
        header: { type: 'text', text: 'Your visit' },
        body: { text: 'Hi *Ann*, how was your visit?' },
        footer: { text: 'Question 1 of 3' },
        action: {
          buttons: ['Good', 'Fair', 'Poor'].map((title) => ({ type: 'reply', reply: { id: `q1:${title}`, title } })),
        },
      },
    });
    const asked = page.locator('.message.theirs', { hasText: 'how was your visit?' });
    expect(await asked.locator('.bubble-header').innerText()).toBe('Your visit');
    expect(await asked.locator('.bubble-footer').innerText()).toBe('Question 1 of 3');
    await page.getByRole('button', { name: 'Fair' }).click();
    await page.locator('.message.mine .quote', { hasText: 'how was your visit?' }).waitFor();
    expect(latest()).toMatchObject({ type: 'tap', text: 'Fair', tapped: 'q1:Fair', quotes: id });
    await page.locator('.answer.done', { hasText: 'Fair' }).waitFor();
    await shot('1-buttons');
  });

  test('the list sheet opens, closes by Escape, and sends the chosen row', async () => {
    await sendAs(simulator, ANN, {
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'Which branch was it?' },
        action: {
          button: 'Choose a branch',
          sections: [
            {
              title: 'North',
              rows: [
                { id: 'b1', title: 'Harbour Street', description: 'Open until 20:00, beside the old lighthouse' },
                { id: 'b2', title: 'Mill Lane' },
              ],
            },
            { title: 'South', rows: [{ id: 'b3', title: 'Garden Square', description: 'Children welcome' }] },
          ],
        },
      },
    });
    const opener = page.getByRole('button', { name: 'Choose a branch' });
    await opener.click();
    const sheet = page.getByRole('dialog', { name: 'Choose a branch' });
    expect(await sheet.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);

    await opener.click();
    await sheet.getByText('Garden Square').click();
    await shot('2-sheet');
    await sheet.getByRole('button', { name: 'Send' }).click();
    await page.locator('.message.mine', { hasText: 'Garden Square' }).waitFor();
    expect(latest()).toMatchObject({ type: 'tap', tapped: 'b3' });
  });

  test('typing dots show until the next message', async () => {
    const last = latest();
    await sendAs(simulator, ANN, { status: 'read', message_id: last?.id, typing_indicator: { type: 'text' } });
    await page.locator('.typing').waitFor({ state: 'visible' });
    await page.locator('.ticks.read').last().waitFor();
    await sendAs(simulator, ANN, { type: 'text', text: { body: 'Thank you!' } });
    await page.locator('.typing').waitFor({ state: 'hidden' });
  });

  test('24 hours later the window is closed, a free text never arrives, a template does and is tapped', async () => {
    await page.getByRole('button', { name: '24 hours ahead' }).click();
    await page.getByText('Window closed', { exact: true }).waitFor();
    await sendAs(simulator, ANN, { type: 'text', text: { body: 'Are you still there?' } });
    await page.locator('.failed-note', { hasText: '131047' }).waitFor();
    const id = await sendAs(simulator, ANN, {
      type: 'template',
      template: {
        name: 'visit_reminder',
        language: { code: 'en' },
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ann' }] }],
      },
    });
    await page.getByText('Hello Ann, one question is still open.').waitFor();
    await shot('3-window-closed');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Window: 2').waitFor();
    expect(latest()).toMatchObject({ type: 'tap', text: 'Go on', quotes: id });
  });

  test('every other kind has a face', async () => {
    const sendAll = [
      { type: 'image', image: { link: 'https://cdn.example.org/a.jpg', caption: 'The new *garden*' } },
      { type: 'document', document: { link: 'https://cdn.example.org/a.pdf', filename: 'Report.pdf' } },
      { type: 'audio', audio: { link: 'https://cdn.example.org/a.ogg', voice: true } },
      { type: 'location', location: { latitude: 48.2, longitude: 16.3, name: 'Harbour Clinic', address: '1 Quay' } },
      {
        type: 'interactive',
        interactive: {
          type: 'cta_url',
          body: { text: 'The form is here' },
          action: { name: 'cta_url', parameters: { display_text: 'Open the form', url: 'https://example.org/f' } },
        },
      },
      {
        type: 'interactive',
        interactive: {
          type: 'location_request_message',
          body: { text: 'Where are you?' },
          action: { name: 'send_location' },
        },
      },
    ];
    for (const message of sendAll) await sendAs(simulator, ANN, message);
    await page.getByRole('button', { name: 'Send location' }).click();
    await page.locator('.message.mine .place').waitFor();
    expect(await page.getByRole('link', { name: 'Open the form' }).getAttribute('href')).toBe('https://example.org/f');
    await page.getByRole('button', { name: 'Attach' }).click();
    await page.getByRole('button', { name: 'Photo' }).click();
    await page.locator('.message.mine img.picture').waitFor();
    await shot('4-media');
  });

  test('a right-to-left person reads right to left', async () => {
    await page.getByRole('button', { name: /ليلى/ }).click();
    simulator.say(LAYLA, 'مرحبا');
    await sendAs(simulator, LAYLA, {
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'مرحبا *ليلى*، كيف كانت زيارتك؟' },
        footer: { text: 'السؤال ١ من ٣' },
        action: {
          buttons: ['جيدة', 'مقبولة', 'سيئة'].map((title, at) => ({ type: 'reply', reply: { id: `a${at}`, title } })),
        },
      },
    });
    const text = page.locator('.message.theirs .bubble-text').last();
    await text.filter({ hasText: 'كيف' }).waitFor();
    expect(await text.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    await page.getByRole('button', { name: 'مقبولة' }).click();
    await page.locator('.message.mine', { hasText: 'مقبولة' }).waitFor();
    await shot('5-arabic');
  });

  test('a fault is ordered at the panel and meets the next send', async () => {
    await page.getByRole('button', { name: '429 too many' }).click();
    await page.getByText('Next 1: refuse 130429').waitFor();
    await expect(sendAs(simulator, LAYLA, { type: 'text', text: { body: 'x' } })).rejects.toThrow('429');
    await page.getByLabel('Deliver every webhook twice').check();
    await page.getByText('Next 1: refuse 130429').waitFor({ state: 'detached' });
    expect(simulator.overview().delivery.duplicates).toBe(2);
  });

  test('on a phone screen nothing is wider than the screen', async () => {
    await page.setViewportSize({ width: 375, height: 740 });
    await shot('6-narrow');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    await page.getByRole('button', { name: 'People and tools' }).click();
    await shot('7-narrow-tools');
    await page.getByRole('button', { name: /Ann Lee/ }).click();
    await page.getByText('Thank you!').waitFor();
    expect(await page.getByRole('button', { name: 'People and tools' }).getAttribute('aria-expanded')).toBe('false');
  });

  test('nothing was refused by the content security policy and no script failed', () => {
    expect(problems).toEqual([]);
  });
});
