import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Refusal } from '../../meta-errors.js';
import { ContentCreation, variablesIn, type ContentTypes } from './content-types.js';
import { twilioRefusal } from './refusals.js';

/** A content as Twilio keeps it. */
export interface Content {
  sid: string;
  friendlyName: string;
  language: string;
  types: ContentTypes;
  /** What a variable has where a message gives it no value. */
  variables: Readonly<Record<string, string>>;
  createdAt: number;
  /** The WhatsApp template that it stands for, once it was submitted. */
  template?: { name: string; language: string };
}

const MAX_VARIABLES = 100;

/** The contents that the business has made. */
export class ContentBook {
  private readonly bySid = new Map<string, Content>();
  private count = 0;

  create(payload: unknown, run: string, now: number): { content: Content } | { refusal: Refusal } {
    const parsed = ContentCreation.safeParse(payload);
    if (!parsed.success) return { refusal: twilioRefusal(400, 92001, z.prettifyError(parsed.error)) };
    const { friendly_name: friendlyName = '', language, types, variables = {} } = parsed.data;
    const wrong = wrongVariables(types, variables);
    if (wrong !== undefined) return { refusal: twilioRefusal(400, 92002, wrong) };
    this.count += 1;
    const sid = sidOf('HX', `${run} ${this.count}`);
    const content = { sid, friendlyName, language, types, variables, createdAt: now };
    this.bySid.set(sid, content);
    return { content };
  }

  find(sid: string): Content | undefined {
    return this.bySid.get(sid);
  }

  all(): Content[] {
    return [...this.bySid.values()];
  }

  remove(sid: string): boolean {
    return this.bySid.delete(sid);
  }

  clear(): void {
    this.bySid.clear();
  }
}

/** An id as Twilio writes it: two letters and 32 hexadecimal digits. */
export function sidOf(prefix: string, seed: string): string {
  return prefix + createHash('md5').update(seed).digest('hex');
}

function wrongVariables(types: ContentTypes, variables: Readonly<Record<string, string>>): string | undefined {
  const used = variablesIn(JSON.stringify(types));
  if (used.length > MAX_VARIABLES) return `A content may have ${MAX_VARIABLES} variables.`;
  const bare = used.find((name) => !variables[name]);
  if (bare !== undefined) return `The variable {{${bare}}} has no sample value.`;
  const numbers = used.filter((name) => /^\d+$/.test(name)).map(Number);
  const gap = numbers.find((number) => number > 1 && !numbers.includes(number - 1));
  return gap === undefined ? undefined : `The variables must be numbered without gaps; {{${gap - 1}}} is missing.`;
}
