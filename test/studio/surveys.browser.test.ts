import { inBrowser, shot, startStudio, type Studio, type Visit } from './support/studio.js';
import { seriousFindings } from './support/axe.js';

inBrowser('surveys', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await startStudio();
  });
  afterAll(() => studio.stop());

  const sourceOf = async (id: string) => {
    const { body } = await studio.system.api.call('GET', `/flows/${id}/draft`);
    return (body as { source: string; revision: string }).source;
  };
  const saved = ({ page }: Visit) => page.getByRole('status').getByText('Saved', { exact: true }).waitFor();

  it('are made from nothing, written as YAML, published, changed and restored', async () => {
    const visit = await studio.visit({ roles: ['author'], name: 'Amira', at: '/surveys' });
    const { page, problems } = visit;
    await page.getByRole('link', { name: 'How was your visit?' }).waitFor();
    await shot(page, 'surveys');
    expect(await seriousFindings(page)).toEqual([]);

    await page.getByRole('button', { name: 'New survey' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('Give it a title').waitFor();
    await page.getByLabel('Title').fill('Lunch poll');
    await page.getByText('Example: How was your visit?').waitFor();
    await shot(page, 'surveys-create');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.waitForURL(/\/surveys\/lunch-poll$/);
    await page.getByRole('tab', { name: 'YAML' }).click();
    const editor = page.getByRole('textbox', { name: 'The survey as YAML' });
    await editor.getByText('lunch-poll').waitFor();

    // A field by completion, a value by completion, a mistake with its mark, and all of it undone.
    await editor.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('oldT');
    const field = page.getByRole('option', { name: 'oldTaps' });
    await field.waitFor();
    await shot(page, 'editor-yaml-completion');
    // By a click: the editor takes an Enter that comes with the list for a new line, as it should.
    await field.click();
    await editor.getByText('oldTaps:').waitFor();
    await page.keyboard.press('Control+Space');
    await page.getByRole('option', { name: 'change' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type('never');
    await page.getByRole('button', { name: /\d+ findings?/ }).click();
    await page
      .getByText(/Mistake, line/)
      .first()
      .waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await saved(visit);
    expect(await sourceOf('lunch-poll')).toContain('oldTaps: never');
    await editor.click();
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('Control+z');
    await saved(visit);
    expect(await sourceOf('lunch-poll')).not.toContain('oldTaps');

    await page.keyboard.press('Control+End');
    await page.keyboard.type('# the first\n');
    await saved(visit);
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('It is published for the first time.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Whoever starts from now on gets this version.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

    await editor.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# the second\n');
    await saved(visit);
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('No question changes.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Whoever starts from now on gets this version.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

    await page.getByRole('link', { name: 'Versions' }).click();
    await page.getByText('In use').waitFor();
    expect(await page.getByRole('row').filter({ hasText: 'Amira' }).count()).toBe(2);
    await page.getByRole('textbox', { name: 'New version' }).getByText('# the second').waitFor();
    await shot(page, 'versions');
    expect(await seriousFindings(page)).toEqual([]);
    await page
      .getByRole('button', { name: /Restore as draft/ })
      .last()
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore as draft' }).click();
    await page.waitForURL(/\/surveys\/lunch-poll$/);
    expect(await sourceOf('lunch-poll')).not.toContain('# the second');

    await page.goto('/surveys');
    await page.getByRole('row').filter({ hasText: 'Lunch poll' }).getByText('Published, with changes').waitFor();
    await page.getByRole('button', { name: 'What to do with Lunch poll' }).click();
    await page.getByRole('menuitem', { name: 'Discard changes' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard changes' }).click();
    await page.getByRole('row').filter({ hasText: 'Lunch poll' }).getByText('Published', { exact: true }).waitFor();
    expect(problems.filter((problem) => !/404.*\/(draft|flows\/[\w-]+)$/.test(problem))).toEqual([]);
  });

  it('tell the later of two who write at once, and keep what is typed while the service is away', async () => {
    await studio.system.api.call('POST', '/flow-drafts', {
      title: 'Together',
      from: { kind: 'blank', languages: ['en'] },
    });
    const at = '/surveys/together?view=yaml';
    const first = await studio.visit({ roles: ['author'], name: 'Amira', at });
    const second = await studio.visit({ roles: ['author'], name: 'Ben', at });
    const write = async ({ page }: Visit, text: string) => {
      await page.getByRole('textbox', { name: 'The survey as YAML' }).click();
      await page.keyboard.press('Control+End');
      await page.keyboard.type(text);
    };
    await write(first, '# by Amira\n');
    await saved(first);
    await write(second, '# by Ben\n');
    const dialog = second.page.getByRole('dialog');
    await dialog.getByText(/Amira saved it after you began/).waitFor();
    await dialog.getByRole('textbox', { name: 'Theirs' }).getByText('# by Amira').waitFor();
    await shot(second.page, 'editor-conflict');
    expect(await seriousFindings(second.page)).toEqual([]);
    expect(await sourceOf('together')).not.toContain('# by Ben');
    await dialog.getByRole('button', { name: 'Keep mine' }).click();
    await saved(second);
    expect(await sourceOf('together')).toContain('# by Ben');

    await second.context.setOffline(true);
    await write(second, '# in a tunnel\n');
    await second.page.getByText('Kept in this browser').waitFor();
    await second.context.setOffline(false);
    await saved(second);
    expect(await sourceOf('together')).toContain('# in a tunnel');

    await second.context.setOffline(true);
    await write(second, '# before a crash\n');
    await second.page.getByText('Kept in this browser').waitFor();
    await second.context.setOffline(false);
    await second.page.goto('/surveys');
    await second.page.goto(at);
    await saved(second);
    expect(await sourceOf('together')).toContain('# before a crash');
  });

  it('look right in the dark, in Arabic and on a phone', async () => {
    const dark = await studio.visit({ roles: ['owner'], at: '/surveys', colours: 'dark' });
    await dark.page.getByRole('link', { name: 'How was your visit?' }).waitFor();
    await shot(dark.page, 'surveys-dark');
    expect(await seriousFindings(dark.page)).toEqual([]);
    await dark.page.goto('/surveys/clinic-visit?view=yaml');
    await dark.page.getByText('clinic-visit').first().waitFor();
    await shot(dark.page, 'editor-yaml-dark');
    expect(await seriousFindings(dark.page)).toEqual([]);

    const arabic = await studio.visit({ roles: ['owner'], at: '/surveys', language: 'ar' });
    await arabic.page.getByRole('button', { name: 'استبيان جديد' }).waitFor();
    await arabic.page.getByRole('link', { name: 'How was your visit?' }).waitFor();
    await shot(arabic.page, 'surveys-ar');
    expect(await seriousFindings(arabic.page)).toEqual([]);
    await arabic.page.goto('/surveys/clinic-visit?view=yaml');
    await arabic.page.getByRole('textbox', { name: 'الاستبيان بصيغة YAML' }).waitFor();
    await shot(arabic.page, 'editor-yaml-ar');
    expect(await seriousFindings(arabic.page)).toEqual([]);

    const phone = await studio.visit({ roles: ['owner'], at: '/surveys', viewport: { width: 390, height: 844 } });
    await phone.page.getByRole('link', { name: 'How was your visit?' }).waitFor();
    await shot(phone.page, 'surveys-phone');
    await phone.page.goto('/surveys/clinic-visit?view=yaml');
    await phone.page.getByRole('textbox', { name: 'The survey as YAML' }).waitFor();
    await shot(phone.page, 'editor-phone');
    expect(await seriousFindings(phone.page)).toEqual([]);
    const tooWide = await phone.page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(tooWide).toBe(false);
  });

  it('are only looked at by whoever may not write', async () => {
    const { page } = await studio.visit({ roles: ['viewer'], at: '/surveys' });
    await page.getByRole('link', { name: 'How was your visit?' }).click();
    await page.getByText('Your role lets you look at this survey').waitFor();
    expect(await page.getByRole('button', { name: 'Publish' }).count()).toBe(0);
    expect(await page.getByRole('tab').count()).toBe(1);
  });
});
