import { z } from 'zod';
import type { Checked } from '../channel.js';
import { lenientNumber } from '../cloud-payload/lenient.js';
import { notRead } from '../provider-http/error-table.js';
import { readJson } from '../provider-http/webhook-body.js';
import type { MessagebirdAccess, MessagebirdApi, MessagebirdHosts } from './api.js';
import { ERRORS, failureOfAnswer } from './errors.js';

const PAGE = 100;
/** Far beyond the 6,000 templates that Meta allows, so that a server that ignores `offset` cannot make it endless. */
const MAX_PAGES = 200;

const Page = z.object({ items: z.array(z.unknown()), totalCount: lenientNumber });

/** All items of a list, every page. How large a page may be is not documented: an empty one is the end. */
export async function readPages(
  api: MessagebirdApi,
  access: MessagebirdAccess,
  at: keyof MessagebirdHosts,
  path: string,
): Promise<Checked<unknown[]>> {
  const found: unknown[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const result = await api.call(access, {
      method: 'GET',
      at,
      path: `${path}?limit=${PAGE}&offset=${found.length}`,
    });
    if ('failure' in result) return notRead(result.failure);
    if (result.answer.status !== 200) return notRead(failureOfAnswer(result.answer));
    const parsed = Page.safeParse(readJson(result.answer.text));
    if (!parsed.success) return notRead(ERRORS.failure('unreadable-answer', result.answer.text));
    const { items, totalCount } = parsed.data;
    found.push(...items);
    if (items.length === 0 || found.length >= (totalCount ?? Infinity)) break;
  }
  return { ok: true, value: found };
}
