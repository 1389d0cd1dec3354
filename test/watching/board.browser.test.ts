import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { SERVERS } from './queue-servers.js';
import { API_TOKEN, startWatchedApp } from './watched-app.js';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const found = existsSync(CHROMIUM);
if (!found) {
  const sentence = `The queue's board was NOT tried in a browser: no Chromium at ${CHROMIUM} (set CHROMIUM_PATH).`;
  if (process.env['REQUIRE_ALL'] === '1') throw new Error(sentence);
  process.stderr.write(`${sentence}\n`);
}
const inBrowser = found ? describe : describe.skip;
const SHOTS = process.env['SCREENSHOTS'];

inBrowser('the board in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());

  test.each(SERVERS)('shows the queue of %s, and asks nobody outside', async (server, open) => {
    const held = await open();
    const watched = await startWatchedApp(held.queue);
    const context = await browser.newContext({
      httpCredentials: { username: 'me', password: API_TOKEN },
      viewport: { width: 1280, height: 720 },
    });
    try {
      for (let n = 1; n <= 3; n += 1) {
        await held.queue.add('turn', { workspaceId: 'default', conversationId: `conversation-${n}` });
      }
      const page = await context.newPage();
      const asked: string[] = [];
      const broken: string[] = [];
      page.on('response', (response) => asked.push(`${response.status()} ${response.url()}`));
      page.on('pageerror', (error) => broken.push(error.message));
      await page.goto(`${watched.url}/admin/queues/queue/turns?status=waiting`);
      await page.getByText('conversation-2').first().waitFor();
      expect(await page.title()).toContain('Canvass queues');
      expect(await page.getByRole('button', { name: /add job|pause|empty/i }).count()).toBe(0);
      if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, `queue-board-${server}.png`) });
      expect(broken).toEqual([]);
      expect(asked.filter((line) => !line.includes(watched.url))).toEqual([]);
      expect(asked.filter((line) => !/^(200|304) /.test(line))).toEqual([]);
    } finally {
      await context.close();
      await watched.app.close();
      await held.close();
    }
  });
});
