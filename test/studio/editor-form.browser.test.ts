import type { Page } from 'playwright-core';
import { parse } from 'yaml';
import { seriousFindings } from './support/axe.js';
import { inBrowser, shot, startStudio, type Studio, type Visit } from './support/studio.js';

jest.setTimeout(360_000);

const SIZE = { width: 1400, height: 1000 };
/** Nothing scrolls by itself while something is dragged. */
const TALL = { width: 1400, height: 2000 };

/** Without those that only say that a survey is not published yet, or has no draft. */
const wrong = (problems: string[]) => problems.filter((problem) => !/404.*\/(draft|flows\/[\w-]+)$/.test(problem));

inBrowser('the form view', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await startStudio();
  });
  afterAll(() => studio.stop());

  const made = async (title: string) => {
    const { status } = await studio.system.api.call('POST', '/flow-drafts', {
      title,
      from: { kind: 'blank', languages: ['en'] },
    });
    expect(status).toBe(201);
  };
  const sourceOf = async (id: string) => {
    const { body } = await studio.system.api.call('GET', `/flows/${id}/draft`);
    return (body as { source: string }).source;
  };
  const stepsOf = async (id: string): Promise<unknown[]> => parse(await sourceOf(id)).steps;
  const saved = ({ page }: Visit) => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
  const noFindings = (page: Page) => page.getByRole('button', { name: 'No findings' }).waitFor();
  const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  const adder = (page: Page, at: number) => page.getByRole('button', { name: 'Add a step' }).nth(at);
  const add = async (page: Page, at: number, kind: string) => {
    await adder(page, at).click();
    await page.getByPlaceholder('Search').fill(kind);
    await page.getByRole('option', { name: kind, exact: true }).click();
  };
  const choose = async (
    page: Page,
    label: string,
    option: string | RegExp,
    from: Page | ReturnType<typeof card> = page,
  ) => {
    await from
      .getByRole('combobox', { name: label, exact: true })
      .or(from.getByRole('textbox', { name: label, exact: true }))
      .click();
    await page
      .getByRole('option', typeof option === 'string' ? { name: option, exact: true } : { name: option })
      .click();
  };
  /** Notices and menus at rest: axe takes what fades for what it is. */
  const atRest = async (page: Page) => {
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.getAnimations().length === 0);
  };

  it('makes a survey from nothing', async () => {
    await made('Tea time');
    const visit = await studio.visit({ roles: ['author'], at: '/surveys/tea-time', viewport: TALL });
    const { page, problems } = visit;

    // A step by keyboard alone: open, search, choose.
    await adder(page, 0).focus();
    await page.keyboard.press('Enter');
    await page.getByPlaceholder('Search').waitFor();
    await page.keyboard.type('single');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await card(page, 'Your question').getByLabel('Question', { exact: true }).fill('What do you drink?');
    await card(page, 'What do you drink?').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('drink');
    await page.keyboard.press('Enter');
    await page.getByText('The name is now drink.').waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-control') === 'name');

    await add(page, 1, 'Text');
    await card(page, 'Your question').getByLabel('Question', { exact: true }).fill('Why, {{ drink }}?');
    await card(page, 'Why, {{ drink }}?').getByRole('button', { name: 'Add a condition' }).click();
    await page.getByRole('group', { name: 'Only if' }).waitFor();
    await add(page, 2, 'Group');
    await page.getByRole('region', { name: 'group1' }).waitFor();
    await noFindings(page);
    await saved(visit);
    expect(await stepsOf('tea-time')).toMatchObject([
      { id: 'drink', ask: 'single-choice' },
      { ask: 'text', when: "drink == 'option1'" },
      { group: 'group1', steps: [{ say: 'Your text' }] },
      { end: 'completed' },
    ]);

    // Into the group by mouse, further and out again by keyboard.
    const handle = page.getByRole('button', { name: 'Drag to move: Why, {{ drink }}?' });
    const from = await handle.boundingBox();
    const to = await card(page, 'Your text').boundingBox();
    if (!from || !to) throw new Error('nothing to drag, or nowhere');
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x, from.y + 30, { steps: 4 });
    await page.mouse.move(to.x + 40, to.y + to.height + 10, { steps: 8 });
    await page.getByText('Why, {{ drink }}?: place 2 of 2 in the group group1.').waitFor({ state: 'attached' });
    await shot(page, 'form-dragging');
    await page.mouse.up();
    await card(page, 'group1').getByRole('region', { name: 'Why, {{ drink }}?' }).waitFor();
    await saved(visit);
    expect(await stepsOf('tea-time')).toMatchObject([
      { id: 'drink' },
      { group: 'group1', steps: [{ say: 'Your text' }, { ask: 'text' }] },
      { end: 'completed' },
    ]);
    await handle.focus();
    await page.keyboard.press('Space');
    await page
      .getByText('Picked up: Why, {{ drink }}?, place 2 of 2 in the group group1.')
      .waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowDown');
    await page.getByText('Why, {{ drink }}?: place 3 of 4.').waitFor({ state: 'attached' });
    await page.keyboard.press('Space');
    await page.getByText('Why, {{ drink }}? is now at place 3 of 4.').waitFor({ state: 'attached' });
    await page.waitForFunction(() =>
      document.activeElement?.getAttribute('aria-label')?.startsWith('Drag to move: Why'),
    );
    await saved(visit);
    expect(await stepsOf('tea-time')).toMatchObject([{}, { steps: [{}] }, { ask: 'text' }, { end: 'completed' }]);
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    await page.getByText('Nothing was moved.').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Move up: Why, {{ drink }}?' }).click();
    await page.getByText('Why, {{ drink }}? is now at place 2 of 4.').waitFor({ state: 'attached' });

    // A jump and a branch: only where they may go.
    await add(page, 5, 'Branch');
    const branch = card(page, 'Branch');
    await choose(page, 'Then go to', /group1/, branch);
    expect(await page.getByRole('option', { name: /Your text/ }).count()).toBe(0);
    await branch.getByRole('button', { name: 'Add a case' }).click();
    await branch.getByRole('group', { name: 'Case 2' }).waitFor();
    await saved(visit);
    expect(await stepsOf('tea-time')).toMatchObject([{}, {}, {}, { branch: [{ goto: 'group1' }, {}] }, {}]);

    // Renamed with all that looks at it; deleted, and back.
    await page.getByRole('button', { name: /^Single choice/ }).click();
    await page.getByLabel('Name', { exact: true }).fill('2 cups');
    await page.keyboard.press('Enter');
    await page.getByText('Up to 64 letters').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('cup');
    await page.keyboard.press('Enter');
    await page.getByText(/The name is now cup. Changed with it: .*2 conditions or values.* and 1 text/).waitFor();
    await saved(visit);
    expect(await stepsOf('tea-time')).toMatchObject([{ id: 'cup' }, { when: "cup == 'option1'" }, {}, {}, {}]);
    await page.getByRole('button', { name: 'Delete: group1' }).click();
    await page.getByText('Deleted: group1').waitFor();
    await card(page, 'group1').waitFor({ state: 'detached' });
    await page.getByRole('alert').filter({ hasText: 'Deleted: group1' }).getByRole('button', { name: 'Undo' }).click();
    await card(page, 'group1').waitFor();
    await page.getByRole('button', { name: 'Duplicate: group1' }).click();
    await card(page, 'group1_1').waitFor();
    await shot(page, 'form-made');
    await atRest(page);
    expect(await seriousFindings(page)).toEqual([]);
    expect(wrong(problems)).toEqual([]);
  });

  it('has fields for every kind of step, and shows the way to what stands in the YAML only', async () => {
    await made('All kinds');
    const visit = await studio.visit({ roles: ['author'], at: '/surveys/all-kinds', viewport: SIZE });
    const { page, problems } = visit;
    await add(page, 0, 'Whole number');
    for (const kind of [
      'Calculated values',
      'Split by lot',
      'Quota',
      'Agent',
      'Hand over to a person',
      'Another survey',
    ]) {
      await add(page, 1, kind);
      await page
        .getByRole('region', { name: kind })
        .or(page.getByRole('button', { expanded: true }))
        .first()
        .waitFor();
      await shot(page, `form-${kind.toLowerCase().replaceAll(' ', '-')}`);
    }
    await page.getByRole('button', { name: /^Calculated values/ }).click();
    await page.getByLabel('Name of the value').fill('total');
    await page.keyboard.press('Enter');
    await choose(page, 'Kind of value', 'Calculation');
    await page.getByLabel('Value', { exact: true }).fill('q1 * 2');
    await page.getByLabel('Value', { exact: true }).blur();
    await page.getByRole('button', { name: /^Quota/ }).click();
    await page.getByLabel('Places of quota1').fill('7');
    await page.getByRole('button', { name: /^Split by lot/ }).click();
    await page.getByRole('button', { name: 'Add an arm' }).click();
    await page.getByRole('group', { name: 'Arm 3' }).waitFor();
    await page.getByRole('button', { name: /^Agent/ }).click();
    await page.getByLabel('Over when').fill('turns > 3');
    await page.getByRole('button', { name: 'Add a way out' }).click();
    await page.getByLabel('Intent', { exact: true }).fill('Human');
    await page.getByLabel('Intent', { exact: true }).blur();

    // What a talk is told, what is kept of it, and what comes of it when it stops.
    const talk = page
      .getByRole('region')
      .filter({ has: page.getByLabel('Over when') })
      .last();
    const fold = (name: string) => talk.getByRole('button', { name, expanded: false }).click();
    await fold('What the agent is told');
    await talk.getByRole('button', { name: 'Add a parameter' }).click();
    await talk.getByLabel('Parameter', { exact: true }).fill('geo-city');
    await page.keyboard.press('Enter');
    await choose(page, 'Kind of value', 'Text', talk);
    await talk.getByLabel('Value', { exact: true }).fill('Haifa');
    await talk.getByLabel('Value', { exact: true }).blur();
    await fold('What is kept of the talk');
    await talk.getByRole('button', { name: 'Add a value' }).click();
    await talk.getByLabel('Name of the value').fill('topic');
    await page.keyboard.press('Enter');
    await talk.getByRole('group', { name: 'topic' }).waitFor();
    const kept = talk.getByRole('group', { name: 'topic' }).getByLabel('Value', { exact: true });
    await kept.fill('parameters.');
    await talk.getByText('1 mistake in here').waitFor();
    await kept.and(page.locator('[aria-invalid=true]')).waitFor();
    await kept.fill('parameters.topic');
    await talk.getByText('1 mistake in here').waitFor({ state: 'detached' });
    await fold('When the agent does not answer');
    await talk.getByLabel('Failures in a row until it is over').fill('3');
    await choose(page, 'What follows then', 'Hand over to a person', talk);
    await fold('When the person says no more');
    await choose(page, 'Limit of time', 'After some time', talk);
    await talk.getByLabel('How long after the last message').fill('30m');
    await talk.getByLabel('How long after the last message').blur();
    await shot(page, 'form-talk');
    await atRest(page);
    expect(await seriousFindings(page)).toEqual([]);

    await add(page, 0, 'Statement');
    await page.getByRole('button', { name: 'Button that opens a web page', expanded: false }).click();
    await page.getByRole('switch', { name: 'With a button that opens a web page' }).press('Space');
    await page.getByLabel('Label of the button').fill('Our menu');
    await page.getByLabel('Address of the page').fill('https://example.org/menu');
    await page.getByLabel('Address of the page').blur();
    await saved(visit);
    await shot(page, 'form-statement');
    expect((await stepsOf('all-kinds'))[0]).toEqual({
      say: 'Your text',
      link: { label: 'Our menu', url: 'https://example.org/menu' },
    });
    await page.getByRole('button', { name: 'Delete: Your text' }).click();
    await card(page, 'Your text').waitFor({ state: 'detached' });
    await add(page, 0, 'Group');
    await choose(page, 'How often', 'A fixed number of times');
    await page.getByLabel('Rounds').fill('3');
    await page.getByRole('switch', { name: 'Steps in a random order' }).check();
    await saved(visit);
    expect(await stepsOf('all-kinds')).toMatchObject([
      { group: 'group1', repeat: { times: 3 }, randomise: true },
      { id: 'q1' },
      { id: 'call1' },
      { handoff: 'Question' },
      {
        until: 'turns > 3',
        on: [{ intent: 'Human', handoff: 'Question' }],
        with: { 'geo-city': "'Haifa'" },
        keep: { topic: 'parameters.topic' },
        trouble: { limit: 3, then: 'handoff' },
        timeout: { after: '30m', then: 'skip' },
      },
      { quota: 'quota1' },
      { split: [{ name: 'a' }, { name: 'b' }, { name: 'arm1' }] },
      { set: { total: 'q1 * 2' } },
      { end: 'completed' },
    ]);
    expect(await sourceOf('all-kinds')).toContain('quota1:\n    limit: 7');

    await page.getByRole('tab', { name: 'YAML' }).click();
    const editor = page.getByRole('textbox', { name: 'The survey as YAML' });
    await editor.getByText('turns > 3').click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('remark: later');
    await saved(visit);
    await page.getByRole('tab', { name: 'Form' }).click();
    await page.getByRole('button', { name: /^Agent/ }).click();
    await page.getByText('Only in YAML: remark').waitFor();
    await page.getByRole('button', { name: 'Open the YAML' }).click();
    // The cursor stands on the step.
    await page.locator('.cm-activeLine', { hasText: 'id: agent1' }).waitFor();
    expect(wrong(problems)).toEqual([]);
  });

  it('looks right in the dark, in Arabic and on a phone', async () => {
    const at = '/surveys/clinic-visit?step=why';
    const dark = await studio.visit({ roles: ['author'], at, colours: 'dark', viewport: SIZE });
    await dark.page
      .getByRole('button', { name: /^Drag to move/ })
      .first()
      .waitFor();
    await atRest(dark.page);
    await shot(dark.page, 'form-dark');
    expect(await seriousFindings(dark.page)).toEqual([]);
    await adder(dark.page, 1).click();
    await dark.page.getByRole('option', { name: 'Ranking' }).waitFor();
    await dark.page.waitForFunction(() => document.getAnimations().length === 0);
    await shot(dark.page, 'form-add-dark');
    expect(await seriousFindings(dark.page)).toEqual([]);
    await dark.page.keyboard.press('Escape');
    await dark.page.getByRole('option', { name: 'Ranking' }).waitFor({ state: 'detached' });
    await dark.page.waitForFunction(() => document.activeElement?.textContent === 'Add a step');

    const arabic = await studio.visit({ roles: ['author'], at, language: 'ar', viewport: SIZE });
    await arabic.page
      .getByRole('button', { name: /^اسحب للتحريك/ })
      .first()
      .waitFor();
    await atRest(arabic.page);
    await shot(arabic.page, 'form-ar');
    expect(await seriousFindings(arabic.page)).toEqual([]);

    const phone = await studio.visit({ roles: ['author'], at, viewport: { width: 390, height: 844 } });
    await phone.page
      .getByRole('button', { name: /^Drag to move/ })
      .first()
      .waitFor();
    await atRest(phone.page);
    await shot(phone.page, 'form-phone');
    expect(await seriousFindings(phone.page)).toEqual([]);
    const tooWide = await phone.page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(tooWide).toBe(false);
    expect(wrong([...dark.problems, ...arabic.problems, ...phone.problems])).toEqual([]);
  });
});
