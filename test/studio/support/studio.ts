import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { Accounts } from '../../../src/accounts/accounts.js';
import type { Role } from '../../../src/accounts/permissions.js';
import { startSystem, type System, type SystemOptions } from '../../support/system.js';
import { builtStudio } from './built-studio.js';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const found = existsSync(CHROMIUM);
if (!found) {
  const sentence = `The studio was NOT tried in a browser: no Chromium at ${CHROMIUM} (set CHROMIUM_PATH).`;
  if (process.env['REQUIRE_ALL'] === '1') throw new Error(sentence);
  process.stderr.write(`${sentence}\n`);
}

/** `describe` where a browser is found; `npm test` says so where none is. */
export const inBrowser = found ? describe : describe.skip;

export const PASSWORD = 'correct horse battery';

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** Errors of the page and of its console so far; the address of what was refused with it. */
  problems: string[];
}

export interface VisitOptions {
  roles: Role[];
  /** Where to begin; default `/`. */
  at?: string;
  name?: string;
  language?: 'en' | 'ar';
  colours?: 'light' | 'dark';
  viewport?: { width: number; height: number };
}

/** Service, simulator and a browser with the studio in it. */
export interface Studio {
  system: System;
  url: string;
  /** Opens the studio in a browser profile of its own, signed in as a new user with these roles. */
  visit(options: VisitOptions): Promise<Visit>;
  /** The same without signing in. */
  visitAsStranger(options?: Omit<VisitOptions, 'roles'>): Promise<Visit>;
  stop(): Promise<void>;
}

export async function startStudio(options: SystemOptions = {}): Promise<Studio> {
  const { folder, remove } = builtStudio();
  const system = await startSystem({
    ...options,
    parts: (runtime) => ({ ...options.parts?.(runtime), studioDir: folder }),
  });
  let browser: Browser;
  try {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
  } catch (error) {
    await system.stop();
    throw error;
  }
  let users = 0;

  const open = async (
    {
      at = '/',
      language = 'en',
      colours = 'light',
      viewport = { width: 1280, height: 860 },
    }: Omit<VisitOptions, 'roles'>,
    email?: string,
  ): Promise<Visit> => {
    const context = await browser.newContext({
      viewport,
      colorScheme: colours,
      locale: language,
      baseURL: system.url,
      // What fades in or out is for a while neither there nor gone.
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`${message.text()} ${message.location().url}`);
    });
    if (email !== undefined) {
      const signedIn = await context.request.post('/api/v1/session', { data: { email, password: PASSWORD } });
      expect(signedIn.status()).toBe(204);
    }
    await page.goto(at);
    return { page, context, problems };
  };

  return {
    system,
    url: system.url,
    async visit({ roles, name, ...options }) {
      users += 1;
      const email = `user${users}@example.org`;
      await system.app.get(Accounts).create(system.runtime.scope, {
        name: name ?? `User ${users}`,
        email,
        password: PASSWORD,
        roles,
      });
      return open(options, email);
    },
    visitAsStranger: (options = {}) => open(options),
    async stop() {
      await browser.close();
      await system.stop();
      remove();
    },
  };
}

/** Keeps a picture of the page where `SCREENSHOTS` names a folder; the README's are made so. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
