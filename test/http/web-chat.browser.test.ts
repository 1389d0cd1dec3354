import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { OutboundMessage } from '../../src/rendering/outbound.js';
import type { ChannelSeen } from '../support/service-api.js';
import { startSystem, type System } from '../support/system.js';
import { until } from '../support/until.js';
import { buildPage, connectWebChat, siteOf, withPage } from '../support/web-chat.js';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const found = existsSync(CHROMIUM);
if (!found) {
  const sentence = `The web chat was NOT tried in a browser: no Chromium at ${CHROMIUM} (set CHROMIUM_PATH).`;
  if (process.env['REQUIRE_ALL'] === '1') throw new Error(sentence);
  process.stderr.write(`${sentence}\n`);
}
const inBrowser = found ? describe : describe.skip;
const SHOTS = process.env['SCREENSHOTS'];

inBrowser('the web chat', () => {
  let folder: string;
  let system: System;
  let website: Server;
  let channel: ChannelSeen;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'web-chat-'));
    buildPage(folder);
    website = createServer((request, response) => {
      const script = `<script src="${siteOf(channel)}.js" data-start="visit" data-label="Talk to us" async></script>`;
      // As strict as a website can be: only the script and the frame are let in.
      const { origin } = new URL(siteOf(channel));
      const policy = `default-src 'none'; script-src ${origin}; frame-src ${origin}`;
      response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy });
      response.end(request.url === '/' ? `<!doctype html><title>Clinic</title><h1>Cedar Clinic</h1>${script}` : '');
    });
    await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve));
    system = await startSystem({ parts: withPage(folder), env: { SWEEP_EVERY_MS: '500' } });
    channel = await connectWebChat(system, `http://127.0.0.1:${(website.address() as AddressInfo).port}`);
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    context = await browser.newContext({ viewport: { width: 760, height: 900 }, locale: 'en-GB' });
    page = await open(context);
    await page.goto(`${siteOf(channel)}/?start=visit`);
    await page.getByRole('heading', { name: 'Cedar Clinic' }).waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await system?.stop();
    await new Promise((resolve) => website?.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (at: BrowserContext): Promise<Page> => {
    const opened = await at.newPage();
    opened.on('pageerror', (error) => problems.push(error.message));
    opened.on('console', (message) => {
      if (message.type() === 'error' || /Content Security Policy/.test(message.text())) problems.push(message.text());
    });
    return opened;
  };
  const shot = async (name: string, of: Page = page) => {
    if (SHOTS !== undefined) await of.screenshot({ path: join(SHOTS, `web-chat-${name}.png`) });
  };
  const visitorOf = (of: Page): Promise<string> =>
    of.evaluate(() => {
      const kept = Object.values({ ...localStorage }).find((text) => text.includes('token'));
      return (JSON.parse(kept ?? '{}') as { token: string }).token.split('.')[0] ?? '';
    });
  let count = 0;
  /** As a worker sends it, past any flow. */
  const send = async (message: OutboundMessage, of: Page = page): Promise<void> => {
    const { registry } = system.runtime;
    const access = { channelId: channel.id, credentials: { name: 'Cedar Clinic', sites: 'none' } };
    const to = { userId: await visitorOf(of) };
    const outcome = await registry.get('web-chat')?.send(access, { to, message, ref: `by-hand-${(count += 1)}` });
    expect(outcome).toMatchObject({ kind: 'accepted' });
  };
  const latest = () => page.locator('.message.theirs').last();

  test('a starter begins a survey, and taps answer it to its end', async () => {
    await page.getByRole('group', { name: 'Begin with' }).getByRole('button', { name: 'visit' }).click();
    await page.getByText('How was your visit?').waitFor();
    await page.locator('.tick.sent').first().waitFor();
    await shot('1-buttons');
    await page.getByRole('button', { name: 'Good' }).click();
    await page.getByText('How long did you wait').waitFor();
    await page.locator('.answer.taken', { hasText: 'Good' }).waitFor();
    await page.getByRole('button', { name: '30 to 60 minutes' }).click();
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    await until('the response', async () => (await system.api.responses())[0]?.status === 'ended');
    expect((await system.api.responses())[0]?.answers).toMatchObject({
      overall: { value: 'good' },
      again: { value: true },
    });
  });

  test('ticks come back as statuses: what was seen is read', async () => {
    const { store, scope } = system.runtime;
    await until('every message to be read', async () => {
      const thread = (await store.thread.find(scope, { limit: 100 })).items;
      const states = thread.flatMap((entry) => (entry.kind === 'outbound' ? [entry.state] : []));
      return states.length > 2 && states.every((state) => state === 'read');
    });
  });

  test('after a reload the conversation is there as it was, once', async () => {
    const before = await page.locator('.message .text').allInnerTexts();
    await page.reload();
    await until('the conversation', async () => {
      return JSON.stringify(await page.locator('.message .text').allInnerTexts()) === JSON.stringify(before);
    });
    expect(await page.locator('.answer.taken', { hasText: 'Good' }).count()).toBe(1);
  });

  test('what a person or an author writes is text, never markup', async () => {
    const hostile = '<img src=x onerror="document.title=\'owned\'"> <script>document.title="owned"</script>';
    await page.getByLabel('Message', { exact: true }).fill(hostile);
    await page.keyboard.press('Enter');
    await page.locator('.message.mine', { hasText: '<img src=x' }).waitFor();
    await send({ kind: 'text', body: `${hostile} *bold* https://example.org/a javascript:alert(1)` });
    await latest().locator('strong', { hasText: 'bold' }).waitFor();
    expect(await latest().innerText()).toContain('<script>document.title="owned"</script>');
    expect(await page.locator('.thread img, .thread script').count()).toBe(0);
    expect(await page.locator('.thread a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual([
      'https://example.org/a',
    ]);
    expect(await page.title()).toBe('Cedar Clinic');
  });

  test('a list of any length is searched and chosen from by keyboard', async () => {
    const rows = Array.from({ length: 300 }, (_, at) => ({
      id: `town-${at}`,
      title: `Town ${at}`,
      description: 'Styria',
    }));
    await send({ kind: 'list', body: 'Where do you live?', button: 'Choose a town', rows });
    const opener = page.getByRole('button', { name: 'Choose a town' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Choose a town' });
    expect(await dialog.getByRole('button', { name: 'Town' }).count()).toBe(300);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true);

    await opener.click();
    await dialog.getByRole('searchbox', { name: 'Search' }).fill('town 271');
    expect(await dialog.getByRole('button', { name: 'Town' }).count()).toBe(1);
    await shot('2-list');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('.message.mine', { hasText: 'Town 271' }).waitFor();
    await page.locator('.footer', { hasText: '✓ Town 271' }).waitFor();
  });

  test('media, files and links have a face; what is not https is not opened', async () => {
    await send({ kind: 'link', body: 'The form', label: 'Open the form', url: 'https://example.org/form' });
    expect(await page.getByRole('link', { name: 'Open the form' }).getAttribute('href')).toBe(
      'https://example.org/form',
    );
    await send({
      kind: 'media',
      media: { media: 'document', link: 'https://example.org/a.pdf', filename: 'Report.pdf' },
    });
    await page.getByRole('link', { name: 'Report.pdf' }).waitFor();
    await send({
      kind: 'media',
      media: { media: 'document', link: 'http://example.org/a.pdf', filename: 'Plain.pdf' },
    });
    await page.getByText('Plain.pdf').waitFor();
    expect(await page.getByRole('link', { name: 'Plain.pdf' }).count()).toBe(0);
  });

  test('the location is asked of the browser, and refusing it is no end', async () => {
    await send({ kind: 'location-request', body: 'Where are you?' });
    const share = page.getByRole('button', { name: 'Share my location' });
    await share.click();
    await page.getByText('The browser does not share the location.').waitFor();
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: 47.0707, longitude: 15.4395 });
    await share.click();
    await page.locator('.message.mine', { hasText: '47.0707, 15.4395' }).waitFor();
    const { store, scope } = system.runtime;
    await until('the location', async () => {
      const thread = (await store.thread.find(scope, { limit: 100 })).items;
      return thread.some((entry) => entry.kind === 'inbound' && entry.content.kind === 'location');
    });
  });

  test('dots show until the next message, and the visitor’s own is ticked as read', async () => {
    await page.getByLabel('Message', { exact: true }).fill('are you there?');
    await page.getByRole('button', { name: 'Send' }).click();
    const own = page.locator('.message.mine').last();
    await own.locator('.tick.sent').waitFor();
    const { registry, store, scope } = system.runtime;
    const thread = (await store.thread.find(scope, { limit: 200 })).items;
    const said = thread.find(
      (entry) => entry.kind === 'inbound' && JSON.stringify(entry.content).includes('are you there'),
    );
    const id = said?.kind === 'inbound' ? said.providerMessageId : '';
    await registry.get('web-chat')?.typing?.show({ channelId: channel.id, credentials: {} }, id);
    await own.locator('.tick.read').waitFor();
    await page.locator('.typing').waitFor({ state: 'visible' });
    await send({ kind: 'text', body: 'Yes, we are.' });
    await page.getByText('Yes, we are.').waitFor();
    expect(await page.locator('.typing').isHidden()).toBe(true);
  });

  test('what is said without a connection is sent when there is one', async () => {
    await context.setOffline(true);
    await page.getByLabel('Message', { exact: true }).fill('from the tunnel');
    await page.keyboard.press('Enter');
    await page.locator('.message.mine', { hasText: 'from the tunnel' }).locator('.tick.waiting').waitFor();
    await context.setOffline(false);
    await page.locator('.message.mine', { hasText: 'from the tunnel' }).locator('.tick.sent').waitFor();
  });

  test('a website takes it in by one script, beside its own strict policy', async () => {
    const other = await browser.newContext({ viewport: { width: 1000, height: 800 }, locale: 'en-GB' });
    const clinic = await open(other);
    await clinic.goto(`http://127.0.0.1:${(website.address() as AddressInfo).port}/`);
    const opener = clinic.getByRole('button', { name: 'Talk to us' });
    await opener.click();
    expect(await opener.getAttribute('aria-expanded')).toBe('true');
    const frame = clinic.frameLocator('iframe');
    await frame.getByRole('button', { name: 'visit' }).click();
    await frame.getByText('How was your visit?').waitFor();
    await shot('3-widget', clinic);
    await frame.getByRole('button', { name: 'Close' }).click();
    expect(await opener.getAttribute('aria-expanded')).toBe('false');
    await opener.click();
    await frame.getByText('How was your visit?').waitFor();
    await other.close();
  });

  test('a website that was not named cannot show it', async () => {
    const other = await browser.newContext();
    const evil = await other.newPage();
    const refused: string[] = [];
    evil.on('console', (message) => refused.push(message.text()));
    await evil.goto(`${system.url}/health/live`);
    await evil.setContent(`<iframe src="${siteOf(channel)}/"></iframe>`);
    // The page that frames it has the address of the service: by the other name of the same machine it is a stranger.
    await evil.goto(`http://localhost:${(website.address() as AddressInfo).port}/framed`);
    await evil.setContent(`<iframe src="${siteOf(channel)}/"></iframe>`);
    await until('the refusal', () => refused.some((text) => /frame-ancestors|Content Security Policy/.test(text)));
    await other.close();
  });

  test('a right-to-left visitor, in the dark, on a small phone', async () => {
    const phone = await browser.newContext({
      viewport: { width: 360, height: 700 },
      locale: 'ar',
      colorScheme: 'dark',
      hasTouch: true,
    });
    const small = await open(phone);
    await small.goto(`${siteOf(channel)}/?start=${encodeURIComponent('زيارة')}`);
    await small.getByRole('button', { name: 'زيارة' }).tap();
    await small.getByText('كيف كانت زيارتك؟').waitFor();
    expect(await small.evaluate(() => [document.documentElement.dir, document.documentElement.lang])).toEqual([
      'rtl',
      'ar',
    ]);
    const text = small.locator('.message.theirs .text').last();
    expect(await text.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    await small.getByRole('button', { name: 'جيدة', exact: true }).tap();
    await small.locator('.message.mine', { hasText: 'جيدة' }).waitFor();
    await shot('4-arabic-dark', small);
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    const heights = await small.locator('button:visible').evaluateAll((all) => all.map((one) => one.clientHeight));
    for (const height of heights) expect(height).toBeGreaterThanOrEqual(40);
    await phone.close();
  });

  test.each(['light', 'dark'] as const)('every text can be read: %s, contrast of at least 4.5', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    const low = await page.evaluate(() => {
      const channels = (colour: string) => (/rgba?\(([^)]+)\)/.exec(colour)?.[1] ?? '').split(',').map(Number);
      const luminance = (colour: readonly number[]) => {
        const [r = 0, g = 0, b = 0] = colour.slice(0, 3).map((value) => {
          const part = value / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const behind = (element: Element | null): number[] => {
        for (let at = element; at; at = at.parentElement) {
          const colour = channels(getComputedStyle(at).backgroundColor);
          if (colour.length === 3 || colour[3] === 1) return colour;
        }
        return [255, 255, 255];
      };
      const texts = [...document.querySelectorAll('p, h1, button, time, .tick, .text')].filter(
        (one) => one.textContent,
      );
      return texts.flatMap((element) => {
        const style = getComputedStyle(element);
        const [back, front] = [behind(element), channels(style.color)];
        let opacity = 1;
        for (let at: Element | null = element; at; at = at.parentElement)
          opacity *= Number(getComputedStyle(at).opacity);
        const seen = front.slice(0, 3).map((value, at) => value * opacity + (back[at] ?? 0) * (1 - opacity));
        const [light = 0, dark = 0] = [luminance(seen), luminance(back)].toSorted((one, other) => other - one);
        const contrast = (light + 0.05) / (dark + 0.05);
        return contrast < 4.5 ? [`${contrast.toFixed(2)} ${element.className} ${element.textContent}`] : [];
      });
    });
    expect(low).toEqual([]);
    await shot(`5-${colorScheme}`);
  });

  test('nothing was refused by the content security policy and no script failed', () => {
    // The connection that the test itself takes away.
    expect(problems.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });
});
