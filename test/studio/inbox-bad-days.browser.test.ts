import { Phone } from '../support/phone.js';
import { until } from '../support/until.js';
import { seriousFindings } from './support/axe.js';
import { inBrowser, shot, startStudio, type Studio } from './support/studio.js';

const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** What Chromium writes into its console, whatever the page makes of it. */
const OFFLINE = /net::ERR_/;
const REFUSED = /the server responded with a status of 4\d\d/;

inBrowser('the inbox on bad days, and files', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await startStudio();
    await studio.system.connect();
  });
  afterAll(() => studio.stop());

  const openedWith = async (waId: string, name: string, visit: Partial<Parameters<Studio['visit']>[0]> = {}) => {
    const phone = new Phone(studio.system, waId, name);
    await phone.says('Hello?');
    const { id } = await studio.system.conversationWith(waId);
    const opened = await studio.visit({ roles: ['agent'], at: `/inbox/${id}`, ...visit });
    return { ...opened, phone, id };
  };

  it('keeps what is written while the connection is away, and sends it once when it is back', async () => {
    const { page, context, problems, phone } = await openedWith('971501110001', 'Nadia');
    const thread = page.getByRole('region', { name: 'Messages with Nadia' });
    await thread.getByText('Hello?').waitFor();
    const field = page.getByLabel('Your message');
    await field.fill('Yes, we are');
    await context.setOffline(true);
    await page.getByText('No connection to the service.').waitFor();
    await field.fill('Yes, we are open.');
    await field.press('Enter');
    await page.getByText('It goes out by itself as soon as there is one.').waitFor();
    expect(await field.inputValue()).toBe('Yes, we are open.');
    await field.press('Enter');
    await shot(page, 'inbox-offline');
    expect(await seriousFindings(page)).toEqual([]);

    await context.setOffline(false);
    await thread.getByText('Yes, we are open.').waitFor();
    await until('the field to be empty', async () => (await field.inputValue()) === '');
    await page.getByText('No connection to the service.').waitFor({ state: 'detached' });
    await studio.system.quiet();
    expect(phone.thread.filter(({ text }) => text === 'Yes, we are open.')).toHaveLength(1);
    expect(problems.filter((problem) => !OFFLINE.test(problem))).toEqual([]);
  });

  it('says why the provider refused, and offers the template right there', async () => {
    const { page, problems } = await openedWith('971501110002', 'Salem');
    const thread = page.getByRole('region', { name: 'Messages with Salem' });
    await thread.getByText('Hello?').waitFor();
    studio.system.simulator.addFault({ fault: { kind: 'fail-later', code: 131047 }, customer: '971501110002' });
    await page.getByLabel('Your message').fill('Are you still there?');
    await page.getByLabel('Your message').press('Enter');
    const message = thread.getByRole('article').filter({ hasText: 'Are you still there?' });
    await message.getByRole('alert', { name: 'Not delivered' }).waitFor();
    await message
      .getByText(/24 hours/)
      .first()
      .waitFor();
    await shot(page, 'inbox-refused');
    expect(await seriousFindings(page)).toEqual([]);
    await message.getByRole('button', { name: 'Send message template' }).click();
    await page.getByRole('dialog', { name: 'Send a message template' }).getByLabel('Search').waitFor();
    expect(problems).toEqual([]);
  });

  it('sends a file with words, takes another back, and says which it cannot send', async () => {
    const { page, problems, phone } = await openedWith('971501110003', 'Huda');
    const thread = page.getByRole('region', { name: 'Messages with Huda' });
    await thread.getByText('Hello?').waitFor();
    const field = page.getByLabel('Your message');
    const send = page.getByRole('button', { name: 'Send', exact: true });
    const choose = async (file: { name: string; mimeType: string; buffer: Buffer }) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Attach a file' }).click();
      await (await chooser).setFiles(file);
    };

    // Not of a kind; of a kind by its name alone, which the service finds out.
    await field.fill('Our price list');
    await choose({ name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<!doctype html>') });
    await page.getByRole('alert').getByText('WhatsApp does not take this kind of file.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'inbox-file-refused');
    await choose({ name: 'list.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<!doctype html>') });
    await page.getByRole('alert').getByText('list.pdf').waitFor();
    await page.getByRole('button', { name: 'Remove the file' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    expect(await field.inputValue()).toBe('Our price list');

    await choose({ name: 'price list.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 prices') });
    await page.getByText(/ready to send/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'inbox-file-ready');
    await send.click();
    await thread.getByRole('link', { name: /price list\.pdf/ }).waitFor();
    await until('the field to be empty', async () => (await field.inputValue()) === '');
    await studio.system.quiet();
    expect(phone.last).toMatchObject({
      type: 'document',
      text: 'Our price list',
      media: { filename: 'price list.pdf', mime: 'application/pdf' },
    });

    // Pasted, without words; dropped, and taken back.
    const bytes = DOT.toString('base64');
    await field.evaluate((element, base64) => {
      const data = new DataTransfer();
      data.items.add(
        new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], 'map.png', { type: 'image/png' }),
      );
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, bytes);
    await page.getByText(/ready to send/).waitFor();
    await field.press('Enter');
    await thread.getByRole('img', { name: 'map.png' }).waitFor();
    await page.waitForFunction(() =>
      [...document.images].some(({ alt, naturalWidth }) => alt === 'map.png' && naturalWidth > 0),
    );
    await studio.system.quiet();
    expect(phone.last).toMatchObject({ type: 'image', media: { mime: 'image/png' } });
    await field.evaluate((element, base64) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(
        new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], 'b.png', { type: 'image/png' }),
      );
      element.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, bytes);
    await page.getByText(/ready to send/).waitFor();
    await page.getByRole('button', { name: 'Remove the file' }).click();
    await page.getByText(/ready to send/).waitFor({ state: 'detached' });
    expect(await send.isDisabled()).toBe(true);
    await shot(page, 'inbox-file-sent');
    expect(await seriousFindings(page)).toEqual([]);
    expect(problems.filter((problem) => !REFUSED.test(problem))).toEqual([]);
  });

  it('takes files in Arabic, in the dark, on a phone', async () => {
    const { page, problems } = await openedWith('971501110004', 'Mona', {
      language: 'ar',
      colours: 'dark',
      viewport: { width: 390, height: 844 },
    });
    await page.getByRole('button', { name: 'أرفق ملفًا' }).waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'خريطة.png', mimeType: 'image/png', buffer: DOT });
    await page.getByText(/جاهز للإرسال/).waitFor();
    await page.getByRole('img', { name: 'خريطة.png' }).waitFor();
    await shot(page, 'inbox-file-ar-phone');
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(problems).toEqual([]);
  });
});
