import type { ChannelSeen } from '../support/service-api.js';
import { seriousFindings } from './support/axe.js';
import { inBrowser, shot, startStudio, type Studio } from './support/studio.js';

inBrowser('templates', () => {
  let studio: Studio;
  let channel: ChannelSeen;
  beforeAll(async () => {
    studio = await startStudio();
    channel = await studio.system.connect();
  });
  afterAll(() => studio.stop());

  it('are written with the rules beside, handed in, seen in the catalogue and deleted', async () => {
    const { page, problems } = await studio.visit({ roles: ['author'], at: '/templates' });
    await page.getByRole('link', { name: 'clinic_visit_reminder' }).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'templates-light');

    await page.getByRole('link', { name: 'New template' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Parcel ready');
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('parcel_ready');
    const body = page.getByRole('textbox', { name: 'Text', exact: true });
    await body.fill('{{1}} your parcel is ready, please come by until Friday.');
    await page
      .getByText(/variable/i)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Hand in for review' }).click();
    await page.getByRole('alert').getByText('samples').first().waitFor();

    await body.fill('Hello {{1}}, your parcel is ready. Please come by until Friday.');
    await page.getByLabel('Example for “1”').fill('Ann');
    await page.getByRole('button', { name: 'Add a button' }).click();
    await page.getByRole('menuitem', { name: 'Quick reply' }).click();
    await page.getByLabel('1. Quick reply: label').fill('On my way');
    await page.getByText('Hello Ann, your parcel is ready.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'templates-new');

    await page.getByRole('button', { name: 'Hand in for review' }).click();
    await page.waitForURL(/\/templates\/[^/]+\/parcel_ready$/);
    await page.getByText('No survey and no channel needs it.').waitFor();
    await shot(page, 'templates-one');
    expect(await seriousFindings(page)).toEqual([]);
    expect(
      (
        await studio.system.runtime.store.templates.find(studio.system.runtime.scope, {
          where: { channelId: channel.id, name: 'parcel_ready' },
        })
      ).items,
    ).toHaveLength(1);

    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL(/\/templates\?channel=/);
    await page.getByRole('link', { name: 'clinic_visit_reminder' }).first().waitFor();
    expect(await page.getByRole('link', { name: 'parcel_ready' }).count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it('say where they are needed, in Arabic, in the dark and on a phone', async () => {
    const { page, problems } = await studio.visit({
      roles: ['viewer'],
      at: `/templates/${channel.id}/clinic_visit_reminder`,
      language: 'ar',
      colours: 'dark',
      viewport: { width: 390, height: 800 },
    });
    await page.getByRole('link', { name: 'clinic-visit' }).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await seriousFindings(page)).toEqual([]);
    // Who only looks is not offered what they may not do.
    expect(await page.getByRole('button', { name: 'حذف' }).count()).toBe(0);
    await shot(page, 'templates-arabic');
    expect(problems).toEqual([]);
  });
});
