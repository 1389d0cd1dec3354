import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Locator, Page } from 'playwright-core';
import type { ChannelSeen } from '../support/service-api.js';
import { agentZip } from './support/agent-zip.js';
import { seriousFindings } from './support/axe.js';
import { inBrowser, shot, startStudio, type Studio } from './support/studio.js';

jest.setTimeout(300_000);

const CLINIC = join(__dirname, '..', '..', 'flows', 'agents', 'clinic-faq');
const ROOM = { width: 1400, height: 1000 };

/** What the studio's person and the customers do, one after the other, each with nothing but a page before them. */
inBrowser('from an idea to its results', () => {
  let studio: Studio;
  let folder: string;
  let channel: ChannelSeen;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'journey-'));
    const phoneDir = join(folder, 'phone');
    execFileSync(process.execPath, ['scripts/build-pages.mjs', 'src/simulator/phone', '--out', phoneDir]);
    await writeFile(join(folder, 'Clinic desk.zip'), await agentZip(CLINIC));
    studio = await startStudio({
      agents: true,
      env: { FLOWS_DIR: join(folder, 'flows') },
      simulator: {
        phoneDir,
        customers: [
          { waId: '15550100701', name: 'Ann Lee', language: 'en' },
          { waId: '15550100702', name: 'Layla Hassan', language: 'ar' },
          { waId: '15550100703', name: 'Omar Diaz', language: 'es' },
        ],
      },
    });
    channel = await studio.system.connect();
  });
  afterAll(async () => {
    await studio.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  const choose = async (page: Page, label: string, option: string) => {
    await page
      .getByRole('combobox', { name: label, exact: true })
      .or(page.getByRole('textbox', { name: label, exact: true }))
      .click();
    await page.getByRole('listbox').getByRole('option', { name: option, exact: true }).click();
  };
  const add = async (page: Page, place: number, kind: string) => {
    await page.getByRole('button', { name: 'Add a step' }).nth(place).click();
    await page.getByRole('option', { name: kind, exact: true }).click();
  };
  const fill = async (scope: Page | Locator, label: string, text: string) => {
    const field = scope.getByRole('textbox', { name: label, exact: true });
    await field.fill(text);
    await field.blur();
  };
  /** A question with this text, which its card is called by then. */
  const ask = async (page: Page, place: number, kind: string, text: string) => {
    await add(page, place, kind);
    await fill(page, 'Question', text);
    // Findings come a moment after the words, and move what stands below them.
    await card(page, text).waitFor();
    await saved(page);
  };
  const saved = (page: Page) => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
  const openArea = (page: Page, area: string) =>
    page.getByRole('navigation', { name: 'Main' }).getByText(area, { exact: true }).click();

  /** The simulator's phone in a customer's hand. */
  const phoneOf = async (name: string) => {
    const { page, problems } = await studio.visitAsStranger({ at: studio.system.simulator.url });
    await page.getByRole('group', { name: 'Whose phone' }).getByRole('button', { name }).click();
    const chat = page.getByRole('log', { name: 'Chat' });
    return {
      page,
      problems,
      /** The newest message of the business that has these words. */
      gets: (text: string) =>
        chat.getByRole('article', { name: 'Business' }).filter({ hasText: text }).last().waitFor(),
      async writes(text: string) {
        await page.getByRole('textbox', { name: 'Message' }).fill(text);
        await page.keyboard.press('Enter');
      },
      taps: (label: string) => chat.getByRole('button', { name: label, exact: true }).last().click(),
    };
  };

  it('a marketer makes a survey in three languages from nothing, plays it, publishes it, and sees what people answer', async () => {
    const { page, problems } = await studio.visit({
      roles: ['author'],
      name: 'Mara Marketer',
      viewport: ROOM,
    });
    await openArea(page, 'Surveys');
    await page.getByRole('button', { name: 'New survey' }).click();
    const creation = page.getByRole('dialog');
    await creation.getByLabel('Title').fill('Coffee corner');
    const languages = creation
      .getByRole('combobox', { name: 'Languages' })
      .or(creation.getByRole('textbox', { name: 'Languages' }));
    await languages.click();
    await page.getByRole('option', { name: 'Spanish' }).click();
    await page.getByRole('option', { name: 'Arabic' }).click();
    await page.keyboard.press('Tab');
    await creation.getByRole('button', { name: 'Create' }).click();
    await page.waitForURL(/\/surveys\/coffee-corner/);

    // The questions.
    await ask(page, 0, 'Language', 'Which language do you like?');
    await ask(page, 1, 'Single choice', 'How was our coffee?');
    await fill(page, 'Name', 'coffee');
    const options = card(page, 'How was our coffee?').getByRole('group', { name: 'Options' });
    await fill(options, 'Option 1', 'Great');
    await fill(options, 'Option 2', 'Too cold');
    await options.getByRole('button', { name: 'Add an option' }).click();
    await fill(options, 'Option 3', 'Too bitter');
    await ask(page, 2, 'Text', 'What should we change?');
    await fill(page, 'Name', 'change');
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await choose(page, 'Question of condition 1', 'How was our coffee?');
    await choose(page, 'Test of condition 1', 'is not');
    await choose(page, 'Value of condition 1', 'Great');
    await page.getByRole('button', { name: /^End/ }).click();
    await fill(page, 'Text', 'Thank you!');
    await page.getByRole('tab', { name: 'Settings' }).click();
    const words = page
      .getByRole('combobox', { name: 'Start words', exact: true })
      .or(page.getByRole('textbox', { name: 'Start words', exact: true }));
    await words.fill('coffee');
    await words.press('Enter');

    // Side by side into the others.
    await page.getByRole('tab', { name: 'Translations' }).click();
    const translated = {
      Spanish: {
        'Coffee corner': 'El rincón del café',
        'Which language do you like?': '¿Qué idioma prefiere?',
        'How was our coffee?': '¿Qué tal nuestro café?',
        Great: 'Estupendo',
        'Too cold': 'Demasiado frío',
        'Too bitter': 'Demasiado amargo',
        'What should we change?': '¿Qué deberíamos cambiar?',
        'Thank you!': '¡Gracias!',
      },
      Arabic: {
        'Coffee corner': 'ركن القهوة',
        'Which language do you like?': 'ما اللغة التي تفضلها؟',
        'How was our coffee?': 'كيف كانت قهوتنا؟',
        Great: 'رائعة',
        'Too cold': 'باردة جدًا',
        'Too bitter': 'مرة جدًا',
        'What should we change?': 'ماذا نغيّر؟',
        'Thank you!': 'شكرًا لك!',
      },
    };
    for (const [language, texts] of Object.entries(translated)) {
      await choose(page, 'Translate into', language);
      for (const [text, translation] of Object.entries(texts)) await fill(page, `${language}: ${text}`, translation);
      await page.getByRole('status').getByText('8 of 8 translated').waitFor();
    }
    await page.getByRole('button', { name: 'No findings' }).waitFor();
    await saved(page);
    await shot(page, 'journey-translations');
    expect(await seriousFindings(page)).toEqual([]);

    // Played in the phone beside it, in two languages.
    const phone = page.getByRole('complementary', { name: 'Phone' });
    await phone.getByText('Play', { exact: true }).click();
    for (const { tab, language, great } of [
      { tab: 'English', language: 'English', great: 'Great' },
      { tab: 'Arabic', language: 'العربية', great: 'رائعة' },
    ]) {
      await phone.getByRole('tab', { name: tab }).click();
      await phone.getByRole('button', { name: language, exact: true }).click();
      await phone.getByRole('button', { name: great, exact: true }).click();
      await phone.getByText('The survey is over').waitFor();
      await shot(page, `journey-played-${tab.toLowerCase()}`);
    }

    const publish = async (report: string, choice?: string) => {
      await page.getByRole('button', { name: 'Publish' }).click();
      const dialog = page.getByRole('dialog', { name: 'Publish this survey' });
      await dialog.getByText(report).waitFor();
      if (choice !== undefined) await dialog.getByRole('radio', { name: choice }).check();
      await shot(page, `journey-publish${choice === undefined ? '' : '-again'}`);
      await dialog.getByRole('button', { name: 'Publish' }).click();
      await dialog.getByText('Whoever starts from now on gets this version.').waitFor();
      await dialog.getByRole('button', { name: 'Close' }).last().click();
      await dialog.waitFor({ state: 'detached' });
    };
    await publish('It is published for the first time.');

    // Two customers begin; while they are in the middle of it a better version comes.
    const ann = await phoneOf('Ann Lee');
    await ann.writes('coffee');
    await ann.gets('Which language do you like?');
    await ann.taps('English');
    await ann.gets('How was our coffee?');
    const layla = await phoneOf('Layla Hassan');
    await layla.writes('coffee');
    await layla.taps('العربية');
    await layla.gets('كيف كانت قهوتنا؟');

    // The last step is open as it was left, in the language it was written in, whatever the phone spoke meanwhile.
    await page.getByRole('tab', { name: 'Form' }).click();
    await fill(page, 'Text', 'Thank you! The next one is on us.');
    await saved(page);
    await publish('2 people are in the middle of it', 'Go on in the new version');

    await ann.writes('too bitter');
    await ann.gets('What should we change?');
    await ann.writes('=Less "roast", please');
    await ann.gets('Thank you! The next one is on us.');
    await layla.taps('رائعة');
    await layla.gets('شكرًا لك!');
    await shot(layla.page, 'journey-customer-arabic');

    // What came of it.
    await openArea(page, 'Results');
    await page.getByRole('link', { name: 'Coffee corner' }).click();
    const coffee = page.getByRole('region', { name: 'How was our coffee?' });
    await coffee.getByText('n = 2 answers').waitFor();
    expect(await coffee.getByRole('row', { name: /Too bitter/ }).innerText()).toMatch(/Too bitter\s+1\s+50%/);
    expect(await coffee.getByRole('row', { name: /Great/ }).innerText()).toMatch(/Great\s+1\s+50%/);
    expect(await page.getByRole('region', { name: 'In short' }).innerText()).toMatch(/Started\s+2\s+Completed\s+2/);
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'journey-results');
    const filter = page.getByRole('combobox', { name: 'Language', exact: true }).last();
    await filter.selectOption('ar');
    await coffee.getByText('n = 1 answer', { exact: true }).waitFor();
    expect(await coffee.getByRole('row', { name: /Too bitter/ }).innerText()).toMatch(/Too bitter\s+0\s+0%/);
    await filter.selectOption('');
    await coffee.getByText('n = 2 answers').waitFor();
    await page.getByRole('tab', { name: 'Responses' }).click();
    await page.getByText('2 responses').waitFor();
    const response = page.getByRole('dialog', { name: 'Response' });
    await page
      .getByRole('button', { name: /^Response of/ })
      .filter({ hasText: '3 answers' })
      .click();
    await response.getByText('=Less "roast", please').waitFor();
    await response.getByText('Too bitter', { exact: true }).waitFor();
    await shot(page, 'journey-response');
    await page.keyboard.press('Escape');
    await response.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Export' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV', exact: true }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe('coffee-corner.csv');
    const rows: Record<string, string>[] = parse(await readFile(await file.path()), { columns: true, bom: true });
    expect(rows).toHaveLength(2);
    // A spreadsheet would reckon with what begins with "=".
    expect(rows).toContainEqual(
      expect.objectContaining({
        language: 'en',
        'How was our coffee?': 'Too bitter',
        'What should we change?': `'=Less "roast", please`,
      }),
    );
    expect(rows).toContainEqual(
      expect.objectContaining({ language: 'ar', 'How was our coffee?': 'Great', 'What should we change?': '' }),
    );
    expect([...ann.problems, ...layla.problems]).toEqual([]);
    expect(problems.filter((problem) => !/404.*\/flows\/coffee-corner(\/draft)?$/.test(problem))).toEqual([]);
  });

  it('a designer links an agent and talks to it, an owner gives it to everybody, and a customer asks it', async () => {
    const designer = await studio.visit({ roles: ['designer'], name: 'Dina Designer', viewport: ROOM });
    const { page } = designer;
    await openArea(page, 'Agents');
    await page.getByRole('button', { name: 'Link an agent' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('radio', { name: /Local agent/ }).check();
    await form.locator('input[type=file]').setInputFiles(join(folder, 'Clinic desk.zip'));
    await form.getByLabel('Title').fill('Clinic desk');
    await form.getByRole('button', { name: 'Link it and ask it something' }).click();
    await page.waitForURL(/\/agents\/clinic-desk$/);

    const log = page.getByRole('log');
    await page.getByLabel('Write to the agent').fill('I need an appointment');
    await page.keyboard.press('Enter');
    await log.getByText('% sure').waitFor();
    await log.getByText('Intent', { exact: true }).waitFor();
    await log.getByText('appointment', { exact: true }).first().waitFor();
    await log.getByText('Contexts:').waitFor();
    await shot(page, 'journey-agent');
    await page.getByLabel('Write to the agent').fill('what are your opening hours');
    await page.keyboard.press('Enter');
    await log.getByText('% sure').nth(1).waitFor();
    await log.getByRole('article', { name: 'Business' }).nth(1).waitFor();
    expect(await seriousFindings(page)).toEqual([]);

    await page.getByRole('button', { name: 'For everybody who writes' }).click();
    const talk = page.getByRole('dialog');
    await talk.getByText('An owner sets it on a channel').waitFor();
    await talk.getByRole('button', { name: 'Make and publish it' }).click();
    await page.getByText('The talk is published.').waitFor();
    expect(designer.problems).toEqual([]);

    const owner = await studio.visit({ roles: ['owner'], name: 'Olga Owner', viewport: ROOM });
    await openArea(owner.page, 'Channels');
    await owner.page.getByRole('link', { name: channel.name }).click();
    await owner.page.getByRole('combobox', { name: 'Begins with' }).click();
    await owner.page.getByRole('option', { name: /clinic-desk-talk/ }).click();
    await owner.page.getByRole('button', { name: 'Save' }).click();
    await owner.page.getByText('The settings are saved.').waitFor();
    expect(owner.problems).toEqual([]);

    const omar = await phoneOf('Omar Diaz');
    await omar.writes('what are your opening hours');
    await omar.gets('We are open Sunday to Thursday');
    await shot(omar.page, 'journey-agent-customer');
    expect(omar.problems).toEqual([]);
  });

  it('each role is offered what it may do, and refused the rest', async () => {
    const { body } = await studio.system.api.call('GET', '/flows/coffee-corner/draft');
    const { source } = body as { source: string };
    const publication = ['POST', '/flows', { source, origin: 'studio' }] as const;
    const link = ['DELETE', '/agents/clinic-desk', undefined] as const;
    const key = ['POST', '/keys', { name: 'x', permissions: ['flows:read'] }] as const;
    const conversations = ['GET', '/conversations', undefined] as const;
    const responses = ['GET', '/flows/coffee-corner/export?format=csv', undefined] as const;
    for (const { roles, areas, refused } of [
      { roles: ['viewer'], areas: ['Surveys', 'Results'], refused: [publication, link, key, conversations] },
      { roles: ['agent'], areas: ['Inbox'], refused: [publication, link, key, responses] },
      { roles: ['author'], areas: ['Surveys', 'Results'], refused: [link, key] },
      { roles: ['designer'], areas: ['Surveys', 'Agents'], refused: [key] },
    ] as const) {
      const { page } = await studio.visit({ roles: [...roles], at: '/surveys/coffee-corner', viewport: ROOM });
      await page.getByRole('heading', { name: 'Coffee corner' }).waitFor();
      const mayPublish = !refused.some((one) => one === publication);
      expect([roles, await page.getByRole('button', { name: 'Publish' }).count()]).toEqual([roles, mayPublish ? 1 : 0]);
      const main = page.getByRole('navigation', { name: 'Main' });
      for (const area of areas) await main.getByText(area, { exact: true }).waitFor();
      expect([roles, await main.getByText('Inbox', { exact: true }).count()]).toEqual([
        roles,
        refused.some((one) => one === conversations) ? 0 : 1,
      ]);
      for (const [method, path, sent] of refused) {
        // From the page itself, with the cookie of whoever is signed in.
        const answer = await page.evaluate(
          async ([verb, at, json]) => {
            const { status } = await fetch(`/api/v1${at}`, {
              method: verb,
              ...(json !== undefined && { body: json, headers: { 'content-type': 'application/json' } }),
            });
            return status;
          },
          [method, path, sent === undefined ? undefined : JSON.stringify(sent)] as const,
        );
        expect([roles, method, path, answer]).toEqual([roles, method, path, 403]);
      }
      // What is not theirs is not shown by its address either.
      await page.goto('/settings/people');
      await page.getByText('There is nothing here').waitFor();
    }
    expect((await studio.system.api.call('GET', '/agents/clinic-desk')).status).toBe(200);
  });
});
