import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page, Request } from 'playwright-core';
import { threeVisits } from '../support/clinic-visits.js';
import { Phone } from '../support/phone.js';
import { agentZip } from './support/agent-zip.js';
import { atRest, seriousFindings } from './support/axe.js';
import { inBrowser, shot, startStudio, type Studio } from './support/studio.js';

jest.setTimeout(600_000);

const project = join(__dirname, '..', '..');
const words = join(project, 'studio', 'src', 'i18n');
const MOST_FIRST_VIEW_BYTES = 300_000;
const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const PRICES = `provider,from,currency,item,category,countries,from_messages,amount
360dialog,2020-01-01,EUR,channel,,,,49
360dialog,2020-01-01,EUR,message,,,,0.01
360dialog,2020-01-01,EUR,whatsapp,service,,,0.02
`;

/** Every page that the router knows, as it writes them down. */
const ROUTES = [...readFileSync(join(project, 'studio', 'src', 'router.tsx'), 'utf8').matchAll(/path: '([^']+)'/g)].map(
  ([, path]) => path ?? '',
);

/** All words of one language, by area and key. */
function wordsOf(language: string): Map<string, string> {
  const found = new Map<string, string>();
  const collect = (value: unknown, key: string): void => {
    if (typeof value === 'string') found.set(key, value);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) collect(inner, `${key}.${name}`);
    }
  };
  for (const file of readdirSync(join(words, language))) {
    collect(JSON.parse(readFileSync(join(words, language, file), 'utf8')), file.replace('.json', ''));
  }
  return found;
}

const english = wordsOf('en');
const arabic = wordsOf('ar');
/** What is never said in Arabic: English words that have Arabic ones, where no figure stands in them. */
const untranslated = new Set(
  [...english].flatMap(([key, text]) =>
    text.length > 3 && !text.includes('{{') && arabic.has(key) && arabic.get(key) !== text ? [text] : [],
  ),
);
const arabicTexts = new Set(arabic.values());
/** How a key without words would look on a page: `area:nav.surveys`, or from the first word of a file on. */
const firstNames = new Set([...english.keys()].map((key) => key.split('.')[1] ?? ''));
const isKey = (text: string): boolean => {
  const [, area, first] = /^([a-z-]+:)?([a-z][A-Za-z]*)\.[A-Za-z_]+(\.[A-Za-z_]+)*$/.exec(text) ?? [];
  return area !== undefined || (first !== undefined && firstNames.has(first));
};

/** The studio's own words on the page: what people wrote stands with a direction or a language of its own. */
const ownTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const around = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      const isTheirs = around?.closest('bdi, code, pre, option, script, style, .cm-editor, [dir=auto], body [lang]');
      if (text !== '' && around?.checkVisibility() && !isTheirs) texts.push(text);
    }
    return texts;
  });

/** Waits until the page is there, with everything it shows at first. */
async function stands(page: Page): Promise<void> {
  // On a phone an open conversation hides the list with its heading.
  await page.getByRole('heading', { level: 1, includeHidden: true }).first().waitFor({ state: 'attached' });
  // Streams of the inbox never end: what is waited for is that nothing is on its way any more.
  await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root, .mantine-Loader-root') === null);
  await atRest(page);
}

inBrowser('every page', () => {
  let studio: Studio;
  let addresses: Record<string, string[]>;

  beforeAll(async () => {
    studio = await startStudio({ agents: true });
    const { system } = studio;
    const { id: channel } = await system.connect();
    const { api } = system;
    const made = async (method: string, path: string, body: unknown) => {
      const answer = await api.call(method, path, body);
      expect({ path, isDone: answer.status < 300, ...(answer.status < 300 ? {} : { answer }) }).toEqual({
        path,
        isDone: true,
      });
    };
    await threeVisits(system);
    const photographer = new Phone(system, '971501234567', 'Layla');
    await photographer.sends({ type: 'image', base64: DOT, mime: 'image/png' });
    await photographer.says('Is the clinic open on Sunday?');
    const { id: conversation } = await system.conversationWith(photographer.waId);
    const unlucky = new Phone(system, '971507654321', 'Omar');
    system.simulator.addFault({ fault: { kind: 'fail-later', code: 131026 }, customer: unlucky.waId });
    await unlucky.says('visit');
    const { id: failed } = await system.conversationWith(unlucky.waId);
    const { id: answered } = await system.conversationWith('15550100901');
    await made('PUT', '/flows/clinic-visit/draft', {
      source: readFileSync(join(project, 'flows', 'clinic-visit.yaml'), 'utf8'),
      revision: null,
    });
    const zip = Buffer.from(await agentZip(join(project, 'flows', 'agents', 'clinic-faq'))).toString('base64');
    await made('PUT', '/agents/clinic-desk', { kind: 'local', title: 'Clinic desk', zip });
    await made('POST', '/costs/prices/import', { csv: PRICES });
    await made('POST', '/invitations', { email: 'amal@example.org', roles: ['author'] });

    addresses = {
      '/': ['/'],
      '/sign-in': [],
      '/welcome': ['/welcome?code=used'],
      '/join': ['/join?code=gone'],
      '/surveys': ['/surveys'],
      '/surveys/$flowId': ['form', 'map', 'yaml', 'translations', 'settings'].map(
        (view) => `/surveys/clinic-visit?view=${view}`,
      ),
      '/surveys/$flowId/versions': ['/surveys/clinic-visit/versions'],
      '/inbox': ['/inbox'],
      // Below the one before.
      $conversationId: [conversation, failed, answered].map((id) => `/inbox/${id}`),
      '/results': ['/results'],
      '/results/$flowId': ['/results/clinic-visit'],
      '/templates': ['/templates'],
      '/templates/$channelId/new': [`/templates/${channel}/new`],
      '/templates/$channelId/$name': [`/templates/${channel}/clinic_visit_reminder`],
      '/agents': ['/agents'],
      '/agents/$agentId': ['/agents/clinic-desk'],
      '/channels': ['/channels'],
      '/channels/new': ['/channels/new'],
      '/channels/$channelId': [`/channels/${channel}`],
      '/costs': ['/costs'],
      '/settings': ['/settings'],
      '/settings/$section': ['profile', 'people', 'keys', 'audit'].map((section) => `/settings/${section}`),
    };
  });
  afterAll(() => studio.stop());

  /** What a browser that was never here before loads until the page stands there: packed bytes, API answers aside. */
  const firstView = async (path: string, language: 'en' | 'ar') => {
    const { page, context } = await studio.visit({ roles: ['owner'], at: 'about:blank', language });
    const requests: Request[] = [];
    page.on('request', (request) => requests.push(request));
    await page.goto(path);
    await stands(page);
    const asked = requests
      .map((request) => ({ request, at: new URL(request.url()).pathname }))
      // The icon of the tab is asked for when the browser likes, by its own rules.
      .filter(({ at }) => !at.startsWith('/api/') && !at.endsWith('.svg'));
    const loads = await Promise.all(
      asked.map(async ({ request, at }) => {
        const response = await request.response();
        const body = (await response?.body()) ?? Buffer.alloc(0);
        const isLarge = /\.(js|css)$/.test(at) && body.byteLength > 1_000;
        return {
          at,
          bytes: gzipSync(body).byteLength,
          isAsItIs: isLarge && response?.headers()['content-encoding'] === undefined,
        };
      }),
    );
    await context.close();
    const ashamed = [
      ...loads.filter(({ isAsItIs }) => isAsItIs).map(({ at }) => `${at} is not packed`),
      ...loads
        .filter(({ at }, index) => loads.findIndex((other) => other.at === at) < index)
        .map(({ at }) => `${at} comes twice`),
    ];
    return { bytes: loads.reduce((sum, load) => sum + load.bytes, 0), ashamed };
  };

  it('is looked at here', () => {
    expect(ROUTES.filter((route) => route !== '').toSorted()).toEqual(Object.keys(addresses).toSorted());
  });

  it.each([
    ['light', 'en', 1280],
    ['dark', 'ar', 1280],
    ['light', 'ar', 390],
    ['dark', 'en', 390],
  ] as const)('is fit to be seen %s, %s, %d wide', async (colours, language, width) => {
    const viewport = { width, height: 844 };
    const visit = await studio.visit({ roles: ['owner'], name: 'Noura', colours, language, viewport });
    const { page, problems } = visit;
    const ashamed: string[] = [];
    for (const address of Object.values(addresses).flat()) {
      const said = problems.length;
      await page.goto(address);
      await stands(page);
      const name = address.replace(/\?.*=/, '-').replaceAll(/[^a-z0-9-]+/gi, '-');
      await shot(page, `every${name}-${colours}-${language}-${width}`);
      const seen = await page.evaluate(() => ({
        headings: document.querySelectorAll('h1').length,
        title: document.title,
        heading: document.querySelector('h1')?.textContent ?? '',
        direction: document.documentElement.dir,
        wide: document.documentElement.scrollWidth - window.innerWidth,
      }));
      const texts = await ownTexts(page);
      const findings = [
        ...(await seriousFindings(page)),
        ...problems.slice(said).filter((problem) => !/\b(401|404|409|410)\b/.test(problem)),
        ...(seen.headings === 1 ? [] : [`${seen.headings} first headings`]),
        ...(seen.title === `${seen.heading.trim()} · Canvass` ? [] : [`the title ${seen.title}`]),
        ...(seen.direction === (language === 'ar' ? 'rtl' : 'ltr') ? [] : [`written ${seen.direction}`]),
        ...(seen.wide > 0 ? [`${seen.wide} px too wide`] : []),
        ...texts.filter(isKey).map((text) => `a key: ${text}`),
        ...(language === 'ar' ? texts.filter((text) => untranslated.has(text) && !arabicTexts.has(text)) : []).map(
          (text) => `in English: ${text}`,
        ),
      ];
      ashamed.push(...findings.map((finding) => `${address}: ${finding}`));
    }
    expect(ashamed).toEqual([]);
  });

  it.each(['en', 'ar'] as const)(
    'comes quickly (%s): the first view is light, and nothing comes twice',
    async (language) => {
      const { page: first } = await studio.visit({ roles: ['owner'], at: '/surveys' });
      const links = first.getByRole('navigation', { name: 'Main' }).getByRole('link');
      await links.first().waitFor();
      const pages = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
      expect(pages.length).toBeGreaterThan(7);
      const figures: Record<string, number> = {};
      for (const path of pages) {
        const { bytes, ashamed } = await firstView(path, language);
        expect({ path, ashamed }).toEqual({ path, ashamed: [] });
        figures[path] = bytes;
      }
      // What is written down in docs/benchmarks.md.
      if (process.env['FIRST_VIEWS'] !== undefined) process.stderr.write(`${language} ${JSON.stringify(figures)}\n`);
      // Less would mean that something was not counted.
      expect(Object.entries(figures).filter(([, bytes]) => bytes < 100_000 || bytes >= MOST_FIRST_VIEW_BYTES)).toEqual(
        [],
      );
    },
  );

  it('asks for its code and words while the session is still being asked for', async () => {
    const { page, problems } = await studio.visit({ roles: ['owner'], at: 'about:blank' });
    const parts = [/\/assets\/agents-page-[^/]+\.js$/, /\/assets\/agents-[^/]{8}\.js$/];
    const asked = Promise.all(parts.map((part) => page.waitForRequest(part)));
    await page.route('**/api/v1/session', async (route) => {
      await asked;
      await route.continue();
    });
    await page.goto('/agents');
    await page.getByRole('heading', { level: 1, name: 'Agents' }).waitFor();
    expect(problems).toEqual([]);
  });

  it('takes whoever comes by keyboard to its content, and says its name', async () => {
    const { page, problems } = await studio.visit({ roles: ['owner'], at: '/surveys' });
    await page.getByRole('heading', { level: 1, name: 'Surveys' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'content');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Channels' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Channels' }).waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'content');
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Surveys' }).waitFor();
    await page.waitForFunction(() => document.title === 'Surveys · Canvass');
    expect(problems).toEqual([]);
  });

  it('says that the service is away, and goes on by itself when it is back', async () => {
    const { page, context } = await studio.visit({ roles: ['owner'], at: '/surveys' });
    await page.getByRole('link', { name: 'How was your visit?' }).waitFor();
    await context.setOffline(true);
    await page.getByText('No connection to the service.').waitFor();
    await context.setOffline(false);
    await page.getByText('No connection to the service.').waitFor({ state: 'detached' });
  });
});
