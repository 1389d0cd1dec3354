import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { seriousFindings } from './support/axe.js';
import { inBrowser, shot, startStudio, type Studio, type Visit } from './support/studio.js';

jest.setTimeout(300_000);

const SOURCE = `# written by hand
id: teatime
kind: survey
languages: [en, ar]
title: { en: Tea time, ar: وقت الشاي }
steps:
  - id: drink
    ask: single-choice
    text: { en: What do you drink? }
    options:
      - { id: tea, label: { en: Tea } } # hot
      - { id: milk, label: { en: Milk } }
  - when: drink == 'tea'
    say: { en: "Tea it is." }
  - end: completed
    say: { en: Thank you! }
`;

/** It was never published, and the editor asks whether it was. */
const isProblem = (problem: string) => !/404.*\/flows\/teatime$/.test(problem);

inBrowser("a question's fields", () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await startStudio();
    await studio.system.connect();
    await studio.system.api.call('POST', '/flow-drafts', {
      title: 'Teatime',
      from: { kind: 'blank', languages: ['en', 'ar'] },
    });
  });
  beforeEach(() => writeDraft(SOURCE));
  afterAll(() => studio.stop());

  const writeDraft = async (source: string) => {
    const { revision } = (await studio.system.api.call('GET', '/flows/teatime/draft')).body as { revision: string };
    const { status } = await studio.system.api.call('PUT', '/flows/teatime/draft', { source, revision });
    expect(status).toBe(200);
  };
  const sourceOf = async () =>
    ((await studio.system.api.call('GET', '/flows/teatime/draft')).body as { source: string }).source;
  const flowOf = async () => parse(await sourceOf()) as { steps: Record<string, never>[]; [field: string]: unknown };
  const written = async (find: (flow: Awaited<ReturnType<typeof flowOf>>) => unknown, wanted: unknown) => {
    const started = Date.now();
    let found: unknown;
    do {
      found = find(await flowOf());
      if (JSON.stringify(found) === JSON.stringify(wanted)) return;
      await new Promise((resolve) => setImmediate(resolve));
    } while (Date.now() - started < 20_000);
    expect(found).toEqual(wanted);
  };
  const open = async (visit: Visit, name: string | RegExp) => {
    await visit.page.getByRole('button', { name, expanded: false }).first().click();
  };

  it('are set in plain words, and the YAML stays as its author wrote it', async () => {
    const visit = await studio.visit({ roles: ['author'], name: 'Amira', at: '/surveys/teatime?view=form&step=drink' });
    const { page, problems } = visit;
    await page.getByText('of 20 on a button; longer, and all options go as a list').first().waitFor();

    // Many options at once; the buttons become a list.
    await page.getByRole('button', { name: 'Paste a list' }).click();
    await page.getByRole('textbox', { name: 'One option a line' }).fill('Green tea\nMilk\nNone of these');
    await page.getByRole('button', { name: 'Add them' }).click();
    await page.getByText('2 options added.').waitFor();
    await page.getByText('There already: Milk').waitFor();
    await page
      .getByText(/of 24 in a list row/)
      .first()
      .waitFor();

    // Moved by keyboard, and by the button.
    await page.getByRole('button', { name: 'Move: Milk' }).focus();
    await page.keyboard.press('Space');
    await page.getByText(/Milk at place 2 of 4/).waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowDown');
    await page.getByText(/Milk at place 3 of 4/).waitFor({ state: 'attached' });
    await page.keyboard.press('Space');
    await written(
      (flow) => (flow.steps[0]?.['options'] as { id: string }[] | undefined)?.map(({ id }) => id),
      ['tea', 'green_tea', 'milk', 'none_of_these'],
    );

    // Details: a second line, a score, another name with the condition that uses it.
    await page.getByRole('button', { name: 'More about Tea', exact: true }).click();
    const tea = page.getByRole('group', { name: 'Tea', exact: true });
    await tea.getByLabel('Second line').fill('With or without sugar');
    await tea.getByLabel('Score').fill('3');
    await tea.getByLabel('Name in conditions and results').fill('black tea');
    await page.keyboard.press('Enter');
    await tea.getByText(/letters/).waitFor();
    await tea.getByLabel('Name in conditions and results').fill('black_tea');
    await page.keyboard.press('Enter');
    await page.getByText('Changed, and with it 1 place that uses it.').waitFor();
    await written((flow) => flow.steps[1]?.['when'], "drink == 'black_tea'");
    expect(await sourceOf()).toContain('# hot');

    // A reminder and a limit of time.
    await open(visit, 'When nobody answers');
    await page.getByRole('combobox', { name: 'Limit of time' }).click();
    await page.getByRole('option', { name: 'After some time' }).click();
    await page.getByLabel('How long after the question was asked', { exact: true }).fill('2 days');
    await page.getByText(/Write it as 45m, 1h 30m or 2d/).waitFor();
    await page.getByLabel('How long after the question was asked', { exact: true }).fill('2d');
    await page.getByRole('combobox', { name: 'Reminders' }).click();
    await page.getByRole('option', { name: 'At these times' }).click();
    await page.getByLabel('Reminder 1: its words').fill('Still thirsty?');
    await written(
      (flow) => [flow.steps[0]?.['timeout'], flow.steps[0]?.['reminders']],
      [{ after: '2d', then: 'skip' }, [{ after: '4h', text: { en: 'Still thirsty?' } }]],
    );

    // The template for the closed window.
    await open(visit, 'When the 24-hour window has closed');
    await page.getByRole('combobox', { name: 'Template' }).click();
    await page.getByRole('option', { name: 'clinic_visit_reminder' }).click();
    const name = page.getByLabel('Text: name', { exact: true });
    await name.fill('{{ contact.na');
    await page.getByRole('option', { name: /contact\.name/ }).click();
    expect(await name.inputValue()).toBe('{{ contact.name }}');
    await name.fill("{{ contact.name | default: 'there' }}");
    await written((flow) => flow.steps[0]?.['closed'], {
      template: 'clinic_visit_reminder',
      params: { name: { en: "{{ contact.name | default: 'there' }}" } },
    });

    await open(visit, 'When an answer does not fit');
    await page.getByLabel('Wrong answers in a row until it is over').fill('2');
    await page.getByRole('combobox', { name: 'What follows then' }).last().waitFor();
    await open(visit, /Order of the options/);
    await page.getByRole('combobox', { name: 'Order', exact: true }).click();
    await page.getByRole('option', { name: 'At random, the last ones stay last' }).click();
    await written(
      (flow) => [flow.steps[0]?.['retries'], flow.steps[0]?.['randomise']],
      [{ limit: 2 }, { keepLast: 1 }],
    );
    await open(visit, 'Where the answer is kept');
    await page.getByText('{{ drink }}').waitFor();
    await shot(page, 'editor-fields');
    expect(await seriousFindings(page)).toEqual([]);
    expect((await sourceOf()).startsWith('# written by hand')).toBe(true);
    expect(problems.filter(isProblem)).toEqual([]);
  });

  it('are written in a language of their own, whatever the phone speaks', async () => {
    const { page, problems } = await studio.visit({ roles: ['author'], at: '/surveys/teatime?view=form&step=drink' });
    const phone = page.getByRole('complementary', { name: 'Phone' });
    const question = page.getByRole('textbox', { name: 'Question', exact: true });
    await phone.getByRole('tab', { name: 'Arabic' }).click();
    await phone.getByRole('tab', { name: 'Arabic', selected: true }).waitFor();
    expect(await question.inputValue()).toBe('What do you drink?');
    expect(await page.getByText('In Arabic').count()).toBe(0);

    await page.getByLabel('Language of the texts').selectOption('ar');
    await page.getByText('In Arabic').first().waitFor();
    expect(await question.getAttribute('lang')).toBe('ar');
    await phone.getByRole('tab', { name: 'English' }).click();
    await phone.getByRole('tab', { name: 'English', selected: true }).waitFor();
    await question.fill('ماذا تشرب؟');
    await written((flow) => flow.steps[0]?.['text'], { en: 'What do you drink?', ar: 'ماذا تشرب؟' });
    await page.getByRole('tab', { name: 'Settings' }).click();
    expect(await page.getByLabel('Language of the texts').inputValue()).toBe('ar');
    await page.getByRole('tab', { name: 'Form' }).click();
    await page.getByText('In Arabic').first().waitFor();
    await shot(page, 'editor-fields-in-arabic');
    expect(await seriousFindings(page)).toEqual([]);
    expect(problems.filter(isProblem)).toEqual([]);
  });

  it('of the whole survey are all in the settings', async () => {
    const { page, problems } = await studio.visit({ roles: ['author'], at: '/surveys/teatime?view=settings' });
    await page.getByLabel('Ends unfinished after').fill('7d');
    await page.getByLabel('Time zone').fill('Africa/Kairo');
    await page.getByText('There is no such time zone').waitFor();
    await page.getByLabel('Time zone').fill('Africa/Cairo');
    await page.getByRole('button', { name: 'Add a quota' }).click();
    await page.getByLabel('Name of quota 1').fill('first');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'When nobody answers' }).click();
    await page.getByRole('combobox', { name: 'Limit of time' }).click();
    await page.getByRole('option', { name: 'After some time' }).click();
    await written(
      (flow) => [flow['expires'], flow['timezone'], Object.keys(flow['quotas'] ?? {}), flow['timeout']],
      ['7d', 'Africa/Cairo', ['first'], { after: '1d', then: 'skip' }],
    );
    expect((await sourceOf()).indexOf('timeout')).toBeLessThan((await sourceOf()).indexOf('steps:'));
    expect(await page.getByText(/Only in YAML/).count()).toBe(0);
    await shot(page, 'editor-settings');
    expect(await seriousFindings(page)).toEqual([]);
    expect(problems.filter(isProblem)).toEqual([]);
  });

  it('are translated by hand and by a file', async () => {
    const { page, problems } = await studio.visit({ roles: ['author'], at: '/surveys/teatime?view=translations' });
    await page.getByText(/of \d+ translated/).waitFor();
    const arabic = page.getByRole('textbox', { name: 'Arabic: What do you drink?' });
    expect(await arabic.evaluate((field) => getComputedStyle(field).direction)).toBe('rtl');
    await arabic.fill('ماذا تشرب؟');
    await written((flow) => flow.steps[0]?.['text'], { en: 'What do you drink?', ar: 'ماذا تشرب؟' });

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('teatime-translations.csv');
    const file = readFileSync(await download.path(), 'utf8');
    expect(file).toContain('steps/drink/text,What do you drink?,ماذا تشرب؟');

    const filled = file
      .replace('label,Milk,', 'label,Milk,حليب')
      .replace('Thank you!,', 'Thanks!,شكرًا')
      .concat('steps/gone/text,Gone,ذهب\r\n');
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Import a CSV' }).click();
    await (await choosing).setFiles({ name: 'ar.csv', mimeType: 'text/csv', buffer: Buffer.from(filled) });
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 text changes.').waitFor();
    await dialog.getByText(/the survey has no text at “steps\/gone\/text”/).waitFor();
    await dialog.getByText('In the file: Thanks!').waitFor();
    await dialog.getByLabel('Take translations of changed originals, too').check();
    await dialog.getByText('2 texts change.').waitFor();
    await shot(page, 'editor-translations-import');
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Take these texts' }).click();
    await written(
      (flow) => [
        (flow.steps[0]?.['options'] as { label: unknown }[] | undefined)?.[1]?.label,
        (flow.steps[2] as { say?: unknown } | undefined)?.say,
      ],
      [
        { en: 'Milk', ar: 'حليب' },
        { en: 'Thank you!', ar: 'شكرًا' },
      ],
    );
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('switch', { name: 'Only what is missing' }).press('Space');
    expect(await page.getByRole('textbox', { name: 'Arabic: Milk' }).count()).toBe(0);
    await shot(page, 'editor-translations');
    // What is being written stays under the hands, though nothing of it is missing any more.
    const tea = page.getByRole('textbox', { name: 'Arabic: Tea', exact: true });
    await tea.fill('شاي');
    await written((flow) => (flow.steps[0]?.['options'] as { label: unknown }[] | undefined)?.[0]?.label, {
      en: 'Tea',
      ar: 'شاي',
    });
    expect(await tea.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await seriousFindings(page)).toEqual([]);
    expect(problems.filter(isProblem)).toEqual([]);
  });

  it('look right in the dark, in Arabic and on a phone', async () => {
    const form = '/surveys/teatime?view=form&step=drink';
    const reminders = '    reminders: [{ after: 4h, text: { en: Still thirsty?, ar: ما زلت عطشان؟ } }]';
    await writeDraft(SOURCE.replace('    options:', `${reminders}\n    options:`));
    const looks = [
      ['dark', { colours: 'dark' }],
      ['ar', { language: 'ar' }],
      ['phone', { viewport: { width: 390, height: 844 } }],
    ] as const;
    for (const [name, options] of looks) {
      const { page, problems } = await studio.visit({ roles: ['author'], at: form, ...options });
      const isArabic = name === 'ar';
      await page
        .getByRole('button', { name: isArabic ? /^المزيد عن Milk|^المزيد عن حليب/ : 'More about Milk' })
        .click();
      await page.getByRole('button', { name: isArabic ? /عندما لا يجيب أحد/ : /When nobody answers/ }).click();
      await page.getByLabel(isArabic ? 'التذكير 1: نصه' : 'Reminder 1: its words').waitFor();
      await shot(page, `editor-fields-${name}`);
      expect(await seriousFindings(page)).toEqual([]);
      for (const view of ['settings', 'translations']) {
        await page.goto(`/surveys/teatime?view=${view}`);
        await page.getByRole('tabpanel').getByRole('textbox').first().waitFor();
        await shot(page, `editor-${view}-${name}`);
        expect(await seriousFindings(page)).toEqual([]);
      }
      if (name === 'phone') {
        const isTooWide = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
        expect(await page.evaluate(isTooWide)).toBe(false);
      }
      expect(problems.filter(isProblem)).toEqual([]);
    }
  });
});
