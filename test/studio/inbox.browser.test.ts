import { Phone } from '../support/phone.js';
import { seriousFindings } from './support/axe.js';
import { inBrowser, shot, startStudio, type Studio } from './support/studio.js';

const HOUR = 3_600_000;
const HOSTILE = '<script>window.harmed = 1</script><img src=x onerror="window.harmed = 1">';
/** Turns what stands behind it around, where nothing keeps it in. */
const RIGHT_TO_LEFT = '\u202Egnp.exe';
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

inBrowser('the inbox', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await startStudio();
    await studio.system.connect();
  });
  afterAll(() => studio.stop());

  it('answers a customer, and goes on with a template when the window has closed', async () => {
    const { system } = studio;
    await studio.visit({ roles: ['agent'], name: 'Bea' });
    const { page, problems } = await studio.visit({ roles: ['agent'], name: 'Ann', at: '/inbox' });
    await page.getByText('No conversations yet').waitFor();
    expect(await seriousFindings(page)).toEqual([]);

    // Seen live.
    const layla = new Phone(system, '971501234567', 'Layla');
    await layla.says('Is the clinic open on Sunday?');
    await page.getByRole('link', { name: /Layla/ }).click();
    const thread = page.getByRole('region', { name: 'Messages with Layla' });
    await thread.getByText('Is the clinic open on Sunday?').waitFor();

    await page.getByLabel('Your message').fill('Yes, from 9 to 13.');
    await page.getByLabel('Your message').press('Enter');
    await thread.getByText('Yes, from 9 to 13.').waitFor();
    await system.quiet();
    expect(layla.last.text).toBe('Yes, from 9 to 13.');
    await thread.getByText('Ann', { exact: true }).waitFor();
    await page
      .getByRole('region', { name: 'Conversation', exact: true })
      .getByText(/^With \W?Ann/)
      .waitFor();

    // A note, by its shortcut; whose it is; a label.
    await page.getByRole('heading', { name: 'Layla' }).click();
    await page.keyboard.press('n');
    await page.getByLabel('Note to the team').fill('Called her, no answer.');
    await page.getByLabel('Note to the team').press('Enter');
    await thread.getByText(/^Note by \W?Ann/).waitFor();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('combobox', { name: 'Assigned to' }).click();
    await page.getByRole('option', { name: 'Bea' }).click();
    await thread.getByText(/Ann\W? assigned it to \W?Bea/).waitFor();
    await details.getByLabel('Labels').fill('opening hours');
    await details.getByLabel('Labels').press('Enter');
    await thread.getByText(/Ann\W? added: \W?opening hours/).waitFor();
    // What is noted down about her: with its type, checked first.
    await details.getByRole('button', { name: 'Add an attribute' }).click();
    await details.getByRole('button', { name: 'Save' }).click();
    await details.getByText('Give it a name.').waitFor();
    await details.getByLabel('Name of the attribute').fill('visits');
    await details.getByLabel('Type').selectOption('number');
    await details.getByLabel('Value').fill('three');
    await details.getByText('This must be a number.').waitFor();
    await details.getByLabel('Value').fill('3');
    await shot(page, 'inbox-attributes');
    expect(await seriousFindings(page)).toEqual([]);
    await details.getByRole('button', { name: 'Save' }).click();
    await details.getByText('The attributes are saved.').waitFor();
    expect(await details.getByLabel('visits', { exact: true }).inputValue()).toBe('3');
    const known = await page.context().request.get(page.url().replace('/inbox/', '/api/v1/inbox/'));
    expect(await known.json()).toMatchObject({ attributes: { visits: 3 } });
    expect(layla.thread.map(({ text }) => text)).not.toContain('Called her, no answer.');
    await shot(page, 'inbox-light');
    expect(await seriousFindings(page)).toEqual([]);

    // The window closes on what is being typed.
    await page.getByText('Message', { exact: true }).click();
    await system.advance(23 * HOUR + HOUR / 2);
    await page.getByText('Soon only a template can be sent.').waitFor();
    await page.getByLabel('Your message').fill('We are closed on');
    await system.advance(HOUR);
    const button = page.getByRole('button', { name: 'Send message template' });
    await button.waitFor();
    expect(await page.getByLabel('Your message').count()).toBe(0);
    await page.getByText('We are closed on').waitFor();
    await shot(page, 'inbox-closed');
    expect(await seriousFindings(page)).toEqual([]);

    // A template with a variable: typed, completed, previewed, reviewed, sent.
    await button.click();
    const picker = page.getByRole('dialog', { name: 'Send a message template' });
    await picker.getByLabel('Search').fill('clinic visit reminder');
    await shot(page, 'inbox-picker-choose');
    expect(await seriousFindings(page)).toEqual([]);
    await picker.getByRole('button', { name: /^clinic_visit_reminder English/ }).click();
    const field = picker.getByLabel('Text: name', { exact: true });
    await field.fill('');
    await picker.getByRole('button', { name: 'Review' }).click();
    await picker.getByText('WhatsApp takes no empty value').waitFor();
    await field.fill('dear ');
    await field.pressSequentially('{{ con');
    await page.getByRole('option', { name: /contact\.name/ }).waitFor();
    await field.press('Enter');
    expect(await field.inputValue()).toBe('dear {{ contact.name }}');
    await picker.getByRole('region', { name: 'Preview' }).getByText('Hi dear Layla, your feedback').waitFor();
    await shot(page, 'inbox-picker-fill');
    expect(await seriousFindings(page)).toEqual([]);
    await picker.getByRole('button', { name: 'Review' }).click();
    await picker.getByText('This is what Layla will get').waitFor();
    await shot(page, 'inbox-picker-review');
    expect(await seriousFindings(page)).toEqual([]);
    await picker.getByRole('button', { name: 'Send template' }).click();
    await thread.getByText('Hi dear Layla, your feedback').waitFor();
    await system.quiet();
    expect(layla.last.text).toContain('Hi dear Layla, your feedback');

    // The reply opens the window again, with what was typed.
    await layla.says('I have time now');
    await thread.getByText('I have time now').waitFor();
    await page.getByLabel('Your message').waitFor();
    expect(await page.getByLabel('Your message').inputValue()).toBe('We are closed on');
    expect(problems).toEqual([]);
  });

  it('shows whatever customers send as text', async () => {
    const { system } = studio;
    const customer = new Phone(system, '34600000001', `${HOSTILE}${RIGHT_TO_LEFT}`);
    await customer.says(HOSTILE);
    await customer.says('x'.repeat(4_000));
    await customer.sends({
      type: 'document',
      base64: Buffer.from('<html><script>1</script></html>').toString('base64'),
      mime: 'text/html',
      filename: `${HOSTILE}.html`,
    });
    const { id } = await system.conversationWith('34600000001');
    const { page, problems } = await studio.visit({ roles: ['owner'], at: `/inbox/${id}` });
    const thread = page.getByRole('region', { name: /^Messages with/ });
    await thread.getByText(HOSTILE, { exact: true }).waitFor();
    await thread.getByText('x'.repeat(4_000)).waitFor();
    const link = thread.getByRole('link', { name: /Download/ });
    const file = await page.context().request.get((await link.getAttribute('href')) ?? '');
    expect(file.headers()['content-disposition']).toMatch(/^attachment/);
    expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'inbox-hostile');
    expect(problems).toEqual([]);
  });

  it('shows the buttons a customer had, their taps and files, and who has the conversation', async () => {
    const { system } = studio;
    const omar = new Phone(system, '971507654321', 'Omar');
    await omar.says('visit');
    const { page, problems } = await studio.visit({ roles: ['agent'], name: 'Cleo', at: '/inbox' });

    // By keyboard alone: search, through the list, open, the list of shortcuts.
    await page.getByRole('link', { name: /Omar/ }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('omar');
    await page.getByRole('link', { name: /Layla/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const thread = page.getByRole('region', { name: 'Messages with Omar' });
    await thread.getByText('How was your visit').first().waitFor();
    await page.getByRole('heading', { name: 'Omar' }).click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await omar.taps('Poor');
    await thread.getByRole('article', { name: 'Omar' }).getByText('Poor').waitFor();
    await omar.sends({ type: 'image', base64: DOT, mime: 'image/png', caption: 'Like this' });
    const picture = thread.getByRole('img', { name: 'Like this' });
    await picture.waitFor();
    await page.waitForFunction(() => [...document.images].some(({ naturalWidth }) => naturalWidth > 0));
    await shot(page, 'inbox-survey');

    await page.getByRole('button', { name: 'Take over' }).click();
    await thread.getByText(/Cleo\W? took over/).waitFor();
    await page.getByRole('button', { name: 'Give back to the bot' }).click();
    await thread.getByText(/Cleo\W? gave it back/).waitFor();

    await omar.says('STOP');
    await page.getByText('The customer said stop').waitFor();
    expect(await page.getByLabel('Your message').count()).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('shows what is new, leads to what is old and back, and puts an answer into a template', async () => {
    const { system } = studio;
    const rana = new Phone(system, '971509998877', 'Rana');
    await rana.says('visit');
    await rana.taps('Poor');
    const { id } = await system.conversationWith('971509998877');
    const { page, problems } = await studio.visit({ roles: ['agent'], name: 'Dora', at: `/inbox/${id}` });
    const thread = page.getByRole('region', { name: 'Messages with Rana' });
    await thread.getByText('2 new messages').waitFor();
    await page.getByRole('button', { name: 'Take over' }).click();
    await thread.getByText(/Dora\W? took over/).waitFor();
    for (let n = 1; n <= 50; n += 1) await rana.says(`Line ${n}`);
    await thread.getByText('Line 50', { exact: true }).waitFor();

    // Read anew only the newest are there; by keyboard to the older ones, and back.
    await page.reload();
    await thread.getByText('Line 50', { exact: true }).waitFor();
    expect(await thread.getByText('Line 1', { exact: true }).count()).toBe(0);
    await thread.focus();
    await page.keyboard.press('Home');
    await thread.getByText('Line 1', { exact: true }).waitFor();
    await rana.says('Are you there?');
    const newest = page.getByRole('button', { name: '1 new message below' });
    await newest.waitFor();
    await shot(page, 'inbox-older');
    expect(await seriousFindings(page)).toEqual([]);
    await newest.press('Enter');
    await newest.waitFor({ state: 'detached' });
    await thread.getByText('Are you there?').waitFor();

    await page.getByRole('button', { name: 'Send a template' }).click();
    const picker = page.getByRole('dialog', { name: 'Send a message template' });
    await picker.getByLabel('Search').fill('clinic visit reminder');
    await picker.getByRole('button', { name: /^clinic_visit_reminder English/ }).click();
    const field = picker.getByLabel('Text: name', { exact: true });
    await field.fill('');
    await field.pressSequentially('{{ over');
    await page.getByRole('option', { name: /answers\.overall\.label/ }).waitFor();
    await field.press('Enter');
    await picker.getByRole('region', { name: 'Preview' }).getByText('Hi Poor, your feedback').waitFor();
    await picker.getByRole('button', { name: 'Review' }).click();
    await picker.getByText('This is what Rana will get').waitFor();
    await picker.getByRole('button', { name: 'Send template' }).click();
    await thread.getByText('Hi Poor, your feedback').waitFor();
    await system.quiet();
    expect(rana.last.text).toContain('Hi Poor, your feedback');
    expect(problems).toEqual([]);
  });

  it('is Arabic, dark, and one column on a phone', async () => {
    const { page, problems } = await studio.visit({
      roles: ['owner'],
      at: '/inbox',
      language: 'ar',
      colours: 'dark',
    });
    await page.getByRole('link', { name: /Layla/ }).click();
    await page.getByRole('heading', { name: 'Layla' }).waitFor();
    await page.getByText('I have time now').first().waitFor();
    await shot(page, 'inbox-ar-dark');
    expect(await seriousFindings(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    // Nothing lies above it any more: the menu has gone.
    const back = page.getByRole('link', { name: 'العودة إلى القائمة' });
    await back.click({ trial: true });
    await shot(page, 'inbox-ar-phone-thread');
    expect(await seriousFindings(page)).toEqual([]);
    await back.click();
    await page.getByRole('link', { name: /Layla/ }).waitFor();
    await shot(page, 'inbox-ar-phone-list');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(problems).toEqual([]);
  });

  it('lets who may only read, read', async () => {
    const { page, problems } = await studio.visit({ roles: ['author'], at: '/inbox' });
    await page.getByRole('link', { name: /Layla/ }).click();
    await page.getByText('Your role lets you read conversations, not answer them.').waitFor();
    expect(await page.getByRole('button', { name: 'Take over' }).count()).toBe(0);
    expect(problems).toEqual([]);
  });
});
