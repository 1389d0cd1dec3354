import type { Page } from 'playwright-core';
import { setupCodeOf } from '../../src/accounts/setup-code.js';
import { inBrowser, PASSWORD, shot, startStudio, type Studio } from './support/studio.js';
import { seriousFindings } from './support/axe.js';

/** What a browser tells of answers that were meant to be refusals. */
const meant = (problem: string) => /\b(401|403|404|400|409)\b/.test(problem);

inBrowser('accounts', () => {
  let studio: Studio;
  beforeAll(async () => {
    studio = await startStudio();
  });
  afterAll(() => studio.stop());

  const openSettings = async (page: Page, tab: string) => {
    await page.getByRole('navigation', { name: 'Main' }).getByText('Settings').click();
    await page.getByRole('tab', { name: tab }).click();
  };

  it('the first owner invites an author, who joins and is out at once when disabled', async () => {
    const { page, problems } = await studio.visitAsStranger();
    await page.waitForURL(/\/welcome$/);
    await page.getByText('/welcome?code=…').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.goto('/welcome?code=guessed');
    await page.getByLabel('Your name').fill('Olga Owner');
    await page.getByLabel('E-mail').fill('olga@example.org');
    await page.getByLabel('New password').fill('short');
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByText('At least 10 characters.', { exact: true }).waitFor();
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByRole('alert').getByText('Use the link that the service printed').waitFor();
    await shot(page, 'welcome');
    await page.goto(`/welcome?code=${setupCodeOf(studio.system.runtime.keys.secretKey)}`);
    await page.getByLabel('Your name').fill('Olga Owner');
    await page.getByLabel('E-mail').fill('olga@example.org');
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByRole('navigation', { name: 'Main' }).waitFor();

    await openSettings(page, 'People');
    await page.getByRole('button', { name: 'Invite' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill('olga@example.org');
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    await dialog.getByText('has an account already').waitFor();
    await dialog.getByLabel('E-mail').fill('amal@example.org');
    await shot(page, 'invite');
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const link = await dialog.getByText(/\/join\?code=/).innerText();
    await shot(page, 'invite-link');
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('Invited by Olga Owner').waitFor();
    await shot(page, 'people');
    expect(await seriousFindings(page)).toEqual([]);

    const amal = await studio.visitAsStranger({ at: new URL(link).pathname + new URL(link).search });
    await amal.page.getByText('build and publish surveys').waitFor();
    expect(await seriousFindings(amal.page)).toEqual([]);
    await shot(amal.page, 'join');
    await amal.page.getByLabel('Your name').fill('Amal <img src=x onerror=alert(1)>');
    await amal.page.getByLabel('New password').fill(PASSWORD);
    await amal.page.getByRole('button', { name: 'Join' }).click();
    await amal.page.getByRole('navigation', { name: 'Main' }).getByText('Surveys').waitFor();
    await amal.page.getByRole('navigation', { name: 'Main' }).getByText('Settings').click();
    await amal.page.getByRole('tab', { name: 'Profile' }).waitFor();
    expect(await amal.page.getByRole('tab').allInnerTexts()).toEqual(['Profile']);
    await amal.page.goto('/settings/people');
    await amal.page.getByText('There is nothing here').waitFor();
    await amal.page.goto('/settings/profile');
    await amal.page.getByLabel(/^Name/).fill('Amal Author');

    await page.reload();
    await page.getByText('Amal <img').waitFor();
    await page.getByRole('button', { name: /Actions for Amal/ }).click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await page.getByText('Disabled').waitFor();

    await amal.page.getByRole('button', { name: 'Save' }).click();
    const again = amal.page.getByRole('dialog', { name: 'Sign in again' });
    await again.getByLabel('Your password').fill(PASSWORD);
    await again.getByRole('button', { name: 'Go on' }).click();
    await again.getByText('do not fit').waitFor();
    await shot(amal.page, 'sign-in-again');
    expect(await seriousFindings(amal.page)).toEqual([]);
    await page.getByRole('button', { name: /Actions for Amal/ }).click();
    await page.getByRole('menuitem', { name: 'Enable again' }).click();
    await page.getByText('Disabled').waitFor({ state: 'detached' });
    // Back where they were: what was typed is still there.
    await again.getByRole('button', { name: 'Go on' }).click();
    await again.waitFor({ state: 'detached' });
    expect(await amal.page.getByLabel(/^Name/).inputValue()).toBe('Amal Author');
    await amal.page.getByRole('button', { name: 'Save' }).click();
    await amal.page.getByText('Saved').waitFor();

    expect(problems.filter((problem) => !meant(problem))).toEqual([]);
    expect(amal.problems.filter((problem) => !meant(problem))).toEqual([]);
  });

  it('signing in leads back to where one wanted to go', async () => {
    const author = await studio.visit({ roles: ['author'] });
    const email = await author.page.evaluate(async () => {
      const me = (await (await fetch('/api/v1/session')).json()) as { email: string };
      return me.email;
    });
    const { page, problems } = await studio.visitAsStranger({ at: '/templates' });
    await page.waitForURL(/\/sign-in\?then=/);
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'sign-in');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel(/^Password/).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('do not fit').waitFor();
    await page.getByLabel(/^Password/).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/\/templates$/);
    await page.getByRole('navigation', { name: 'Main' }).getByText('Surveys').waitFor();
    expect(problems.filter((problem) => !meant(problem))).toEqual([]);
  });

  it('a person changes their password and closes their other login', async () => {
    const { page, context, problems } = await studio.visit({ roles: ['agent'], at: '/settings/profile' });
    await page.getByLabel('Current password').fill('not the password');
    await page.getByLabel('New password').fill('a brand new password');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('This is not your current password.').waitFor();
    await page.getByLabel('Current password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('Your password is changed.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await shot(page, 'profile');
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.waitForURL(/\/sign-in/);
    expect((await context.request.get('/api/v1/session')).status()).toBe(401);
    expect(problems.filter((problem) => !meant(problem))).toEqual([]);
  });

  it('an owner makes a key that works, withdraws it, and finds both in the changes', async () => {
    const { page, problems } = await studio.visit({ roles: ['owner'], name: 'Karim Keys', at: '/settings/keys' });
    await page.getByText('No keys yet').waitFor();
    await shot(page, 'keys-empty');
    await page.getByRole('button', { name: 'New key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What it is for').fill('Nightly export');
    await dialog.getByRole('button', { name: 'Make the key' }).click();
    await dialog.getByText('Choose at least one.').waitFor();
    await dialog.getByLabel('See results').check();
    await shot(page, 'new-key');
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the key' }).click();
    const key = await dialog.getByText(/^cvk_/).innerText();
    const authorization = `Bearer ${key}`;
    const responses = () => fetch(`${studio.url}/api/v1/responses`, { headers: { authorization } });
    expect((await responses()).status).toBe(200);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('Made by Karim Keys').waitFor();
    // Closed, but not gone: it fades away.
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await shot(page, 'keys');
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Withdraw the key Nightly export' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('No keys yet').waitFor();
    expect((await responses()).status).toBe(401);
    await page.getByRole('tab', { name: 'Changes' }).click();
    await page.getByText('withdrew an API key').waitFor();
    await shot(page, 'audit');
    expect(await seriousFindings(page)).toEqual([]);
    await page
      .getByRole('button', { name: /Show only changes of key:/ })
      .first()
      .click();
    await page.getByText('signed in').first().waitFor({ state: 'detached' });
    await page.getByText('made an API key').waitFor();
    expect(problems).toEqual([]);
  });

  it.each([
    ['dark', 'en', 1280],
    ['light', 'ar', 1280],
    ['dark', 'ar', 390],
    ['light', 'en', 390],
  ] as const)('every page is fit to be seen %s, %s, %d wide', async (colours, language, width) => {
    const viewport = { width, height: 844 };
    const owner = await studio.visit({
      roles: ['owner'],
      name: 'Noura',
      at: '/settings/profile',
      colours,
      language,
      viewport,
    });
    const stranger = await studio.visitAsStranger({ at: '/sign-in', colours, language, viewport });
    await stranger.page.getByRole('heading', { level: 1 }).waitFor();
    const look = async (page: Page, name: string) => {
      await shot(page, `${name}-${colours}-${language}-${width}`);
      expect({ name, found: await seriousFindings(page) }).toEqual({ name, found: [] });
      // Nothing to be scrolled for sideways.
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect({ name, isTooWide: wide > 0 }).toEqual({ name, isTooWide: false });
    };
    await look(stranger.page, 'sign-in');
    await stranger.page.goto('/join?code=gone');
    await stranger.page.getByRole('heading', { level: 1 }).waitFor();
    await look(stranger.page, 'join-gone');
    for (const section of ['profile', 'people', 'keys', 'audit']) {
      await owner.page.goto(`/settings/${section}`);
      await owner.page.getByRole('tab', { selected: true }).waitFor();
      await owner.page.waitForLoadState('networkidle');
      await look(owner.page, `settings-${section}`);
    }
    const direction = await owner.page.evaluate(() => document.documentElement.dir);
    expect(direction).toBe(language === 'ar' ? 'rtl' : 'ltr');
    expect(owner.problems).toEqual([]);
    expect(stranger.problems.filter((problem) => !meant(problem))).toEqual([]);
  });
});
