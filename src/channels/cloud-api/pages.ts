import { z } from 'zod';
import type { Checked } from '../channel.js';
import { lenientObject, lenientText } from '../cloud-payload/lenient.js';
import { notRead } from '../provider-http/error-table.js';
import { readJson } from '../provider-http/webhook-body.js';
import type { Account, GraphApi } from './api.js';
import { failure } from './errors.js';

const PAGE = '100';
/** Meta allows 6,000 template names; with every language of each, this is far beyond. */
const MAX_PAGES = 1_000;

const Page = z.object({
  data: z.array(z.unknown()),
  paging: lenientObject({ cursors: lenientObject({ after: lenientText }), next: lenientText }),
});

/**
 * All rows of an edge, every page; or a failure, never half a list. The next page is asked for by its cursor and not
 * by the address that Meta gives, so that the token goes nowhere else; a cursor that stays ends the reading.
 */
export async function readPages(
  api: GraphApi,
  account: Account,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<Checked<unknown[]>> {
  const rows: unknown[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const asked = await api.call(account, {
      method: 'GET',
      path,
      query: { ...query, limit: PAGE, ...(after === undefined ? {} : { after }) },
    });
    if ('failure' in asked) return notRead(asked.failure);
    const parsed = Page.safeParse(readJson(asked.answer.text));
    if (!parsed.success) return notRead(failure('unreadable-answer', asked.answer.text));
    rows.push(...parsed.data.data);
    const { cursors, next } = parsed.data.paging ?? {};
    if (next === undefined || cursors?.after === undefined || cursors.after === after) break;
    after = cursors.after;
  }
  return { ok: true, value: rows };
}
