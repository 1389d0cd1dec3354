import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';

/** The files of a small exported agent: opening hours with two quick replies, a fallback, a welcome event. */
export function tinyAgent(answer = 'We open at nine.'): Record<string, string> {
  const intent = (name: string, more: object, messages: object[]) => ({
    id: name.toLowerCase(),
    name,
    auto: true,
    contexts: [],
    priority: 500_000,
    webhookUsed: false,
    fallbackIntent: false,
    events: [],
    responses: [{ resetContexts: false, action: '', affectedContexts: [], parameters: [], messages }],
    ...more,
  });
  const text = (speech: string) => ({ type: '0', lang: 'en', speech: [speech] });
  const said = ['When do you open?', 'What are your opening hours?', 'How long are you open today?'];
  const files: Record<string, unknown> = {
    'package.json': { version: '1.0.0' },
    'agent.json': { displayName: 'Tiny', language: 'en', supportedLanguages: [], defaultTimezone: 'Europe/Berlin' },
    'intents/Hours.json': intent('Hours', {}, [
      text(answer),
      { type: '2', platform: 'facebook', lang: 'en', title: `${answer} Anything else?`, replies: ['Parking', 'No'] },
    ]),
    'intents/Hours_usersays_en.json': said.map((phrase, at) => ({
      id: `p${at}`,
      data: [{ text: phrase, userDefined: false }],
      isTemplate: false,
      count: 0,
    })),
    'intents/Welcome.json': intent('Welcome', { events: [{ name: 'WELCOME' }] }, [
      text('Hello, what can I do for you?'),
    ]),
    'intents/Fallback.json': intent('Fallback', { fallbackIntent: true }, [text('Sorry, I did not get that.')]),
  };
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [name, JSON.stringify(content)]));
}

export function zipped(files: Record<string, string>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(content)])));
}

export async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const place = join(folder, name);
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
  }
}
