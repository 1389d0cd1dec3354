import { z } from 'zod';
import type { Checked } from '../channel.js';
import { lenientText } from '../cloud-payload/lenient.js';
import { notRead } from '../provider-http/error-table.js';
import { readJson } from '../provider-http/webhook-body.js';
import type { BirdAccess, BirdApi } from './api.js';
import { ERRORS, failureOfAnswer } from './errors.js';

const PAGE = 100;
/** Far beyond the 6,000 templates that Meta allows, so that a cursor that does not move cannot make it endless. */
const MAX_PAGES = 200;

const Page = z.object({ data: z.array(z.unknown()), next_cursor: lenientText });

/** All items of a list, every page. @param query of the list itself, such as `scope=workspace` */
export async function readPages(
  api: BirdApi,
  access: BirdAccess,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Checked<unknown[]>> {
  const found: unknown[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const params = new URLSearchParams({ ...query, limit: String(PAGE), ...(cursor && { starting_after: cursor }) });
    const read = await readObject(api, access, `${path}?${params.toString()}`, Page);
    if (!read.ok) return read;
    found.push(...read.value.data);
    const next = read.value.next_cursor;
    if (!next || next === cursor) break;
    cursor = next;
  }
  return { ok: true, value: found };
}

/** One answer of a reading call, of this shape. */
export async function readObject<T>(
  api: BirdApi,
  access: BirdAccess,
  path: string,
  schema: z.ZodType<T>,
): Promise<Checked<T>> {
  const result = await api.call(access, { method: 'GET', path });
  if ('failure' in result) return notRead(result.failure);
  if (result.answer.status !== 200) return notRead(failureOfAnswer(result.answer));
  const parsed = schema.safeParse(readJson(result.answer.text));
  if (!parsed.success) return notRead(ERRORS.failure('unreadable-answer', result.answer.text));
  return { ok: true, value: parsed.data };
}
