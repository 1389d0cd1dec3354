import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { agentZip } from './support/agent-zip.js';
import { seriousFindings } from './support/axe.js';
import { inBrowser, shot, startStudio, type Studio } from './support/studio.js';

const CLINIC = join(__dirname, '..', '..', 'flows', 'agents', 'clinic-faq');

inBrowser('agents', () => {
  let studio: Studio;
  let folder: string;
  let zip: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'canvass agents '));
    zip = join(folder, 'Clinic desk.zip');
    await writeFile(zip, await agentZip(CLINIC));
    studio = await startStudio({ agents: true, env: { FLOWS_DIR: join(folder, 'flows') } });
  });
  afterAll(async () => {
    await studio.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = async (page: Page, text: string): Promise<void> => {
    await page.getByLabel('Write to the agent').fill(text);
    await page.keyboard.press('Enter');
  };

  it('are uploaded, talked to, and given to everybody who writes', async () => {
    const channel = await studio.system.connect();
    const { page, problems } = await studio.visit({ roles: ['owner', 'designer'], at: '/agents' });
    await page.getByText('No agent is linked yet').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Link an agent' }).click();
    const form = page.getByRole('dialog');
    // Dialogflow first: what the service needs of it is what is asked for.
    await form.getByLabel('Project id').fill('X');
    await form.getByLabel('Name in surveys').fill('lost');
    await form.getByRole('button', { name: 'Link it and ask it something' }).click();
    await form.getByText('a Google project id has 6 to 30').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'agents-link');
    await form.getByRole('radio', { name: /Local agent/ }).check();
    await form.getByLabel('Name in surveys').fill('');
    await form.locator('input[type=file]').setInputFiles(zip);
    expect(await form.getByLabel('Name in surveys').inputValue()).toBe('clinic-desk');
    await form.getByLabel('Title').fill('Clinic desk');
    await form.getByRole('button', { name: 'Link it and ask it something' }).click();
    await page.waitForURL(/\/agents\/clinic-desk$/);

    await ask(page, 'what are your opening hours');
    const log = page.getByRole('log');
    await log.getByText('% sure').waitFor();
    await log.getByRole('button', { name: 'Whole answer' }).click();
    await log.getByText('"confidence"').waitFor();
    await log.getByRole('button', { name: 'Hide the whole answer' }).click();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'agent');

    await page.getByRole('button', { name: 'For everybody who writes' }).click();
    const talk = page.getByRole('dialog');
    await talk.getByRole('combobox', { name: 'Channel that begins with it' }).click();
    await page.getByRole('option', { name: channel.name }).click();
    expect(await seriousFindings(page)).toEqual([]);
    await talk.getByRole('button', { name: 'Make and publish it' }).click();
    await page.getByRole('link', { name: channel.name }).waitFor();
    expect((await studio.system.api.call('GET', `/channels/${channel.id}`)).body).toMatchObject({
      settings: { defaultFlow: 'clinic-desk-talk' },
    });
    // The service refused one settings form, which the browser tells by itself.
    expect(problems.filter((problem) => !problem.includes('400'))).toEqual([]);
  });

  it('open the form at once where its code is still on its way', async () => {
    const { page, problems } = await studio.visit({ roles: ['designer'], at: '/agents' });
    let letThrough = (): void => undefined;
    const isLetThrough = new Promise<void>((done) => (letThrough = done));
    const asked = page.waitForRequest(/\/assets\/link-form-/);
    await page.route(/\/assets\/link-form-/, async (route) => {
      await isLetThrough;
      await route.continue();
    });
    const opener = page.getByRole('button', { name: 'Link an agent' });
    // Whoever reaches it by keyboard or mouse has not pressed it yet: the code is asked for already.
    await opener.focus();
    await asked;
    await opener.press('Enter');
    const form = page.getByRole('dialog');
    await form.getByRole('status', { name: 'Loading' }).waitFor();
    letThrough();
    await form.getByLabel('Project id').waitFor();
    expect(problems).toEqual([]);
  });

  it('show the buttons that the customer gets, and a tap goes on with the talk', async () => {
    const { page, problems } = await studio.visit({ roles: ['designer'], at: '/agents/clinic-desk' });
    await page.getByRole('button', { name: 'Let it greet' }).click();
    const log = page.getByRole('log');
    await log.getByText('Event', { exact: true }).waitFor();
    await shot(page, 'agent-greets');
    await log.getByRole('button', { name: 'Opening hours' }).click();
    await log
      .getByText(/\d+ ms/)
      .nth(1)
      .waitFor();
    await log.getByText('Intent', { exact: true }).waitFor();
    await shot(page, 'agent-tapped');
    expect(problems).toEqual([]);
  });

  it.each([
    ['light', 'ar', 1280],
    ['dark', 'en', 1280],
    ['light', 'en', 390],
  ] as const)('look right %s in %s, %i px wide', async (colours, language, width) => {
    const look = `${colours}-${language}-${width}`;
    const { page, problems } = await studio.visit({
      roles: ['designer'],
      at: '/agents',
      ...{ colours, language },
      viewport: { width, height: 860 },
    });
    await page.getByRole('link', { name: 'Clinic desk' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, `agents-${look}`);
    await page.getByRole('link', { name: 'Clinic desk' }).click();
    await page.getByRole('log').getByRole('button').click();
    await page
      .getByRole('log')
      .getByText(/\d+ (ms|مللي)/)
      .waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, `agent-${look}`);
    expect(problems).toEqual([]);
  });

  it('are looked at, and no more, by who may not link them', async () => {
    const { page, problems } = await studio.visit({ roles: ['viewer'], at: '/agents/clinic-desk' });
    await page.getByText('How it is linked').waitFor();
    expect(await page.getByRole('log').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Test' }).count()).toBe(0);
    expect(problems).toEqual([]);
  });
});
