import { readFileSync } from 'node:fs';
import { seriousFindings } from './support/axe.js';
import { inBrowser, shot, startStudio, type Studio } from './support/studio.js';

inBrowser('the phone beside the editor', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await startStudio();
    const source = readFileSync('flows/clinic-visit.yaml', 'utf8');
    const { status } = await studio.system.api.call('PUT', '/flows/clinic-visit/draft', { source, revision: null });
    expect(status).toBe(200);
  });
  afterAll(() => studio.stop());

  it('previews a step and is played to the end', async () => {
    const { page, problems } = await studio.visit({
      roles: ['author'],
      at: '/surveys/clinic-visit?view=yaml&step=waiting',
      viewport: { width: 1400, height: 1000 },
    });
    const phone = page.getByRole('complementary', { name: 'Phone' });
    await phone.getByText('because there are 4 options and only 3 fit').waitFor();
    await shot(page, 'phone-preview');
    await phone.getByText('Play', { exact: true }).click();
    await phone.getByRole('button', { name: 'Good' }).click();
    await phone.getByRole('button', { name: 'Choose' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '10 to 30 minutes' }).click();
    await phone.getByRole('button', { name: 'Yes' }).click();
    await phone.getByText('The survey is over').waitFor();
    await shot(page, 'phone-played');
    expect(await seriousFindings(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('speaks Arabic in the dark, and shows the map', async () => {
    const { page, problems } = await studio.visit({
      roles: ['author'],
      at: '/surveys/clinic-visit?view=map&step=overall',
      language: 'ar',
      colours: 'dark',
      viewport: { width: 1400, height: 1000 },
    });
    const node = page.locator('.react-flow__node', { hasText: 'May our patient team' });
    await node.waitFor();
    await page.getByRole('tab', { name: 'العربية' }).click();
    await page.getByLabel('الخطوة المختارة').selectOption('waiting');
    await page.getByText('لأن عدد الخيارات 4').waitFor();
    await shot(page, 'map-ar-dark');
    expect(await seriousFindings(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
