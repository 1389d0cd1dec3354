import type { AuditEntry } from '../store/audit-entry.js';

/** A call that changed something, as the framework knows it. */
export interface ChangingCall {
  /** The controller's path: `api/v1/channels/:id/templates`. */
  controller: string;
  /** Name of the method that did it: `handOff`. */
  handler: string;
  /** `/api/v1/channels/:id/templates/:name/submit` */
  route: string;
  params: unknown;
  body: unknown;
  /** What the call answers. */
  result: unknown;
}

const PREFIX = /^\/?(api\/v1\/?)?/;
const MOST_FIELDS = 20;
const LONGEST = 200;

/**
 * What a call did, in the words of the audit trail (docs/accounts.md): `<thing>.<what>`, done to the innermost thing
 * that the address names, or to what was made. Of what was sent only the names of the fields are kept: there may be
 * secrets in it.
 */
export function changeOf({ controller, handler, route, params, body, result }: ChangingCall): {
  action: string;
  subject: string;
  data: AuditEntry['data'];
} {
  const given = new Map(Object.entries(isRecord(params) ? params : {}).map(([key, value]) => [key, String(value)]));
  const things = [...route.matchAll(/([\w-]+)\/:(\w+)/g)].flatMap(([, collection = '', name = '']) => {
    const id = given.get(name);
    return id === undefined ? [] : [[singular(collection), id.slice(0, LONGEST)] as const];
  });
  const [kind, id] = things.at(-1) ?? [thingOf(controller, route), idOf(result)];
  const around = Object.fromEntries(things.slice(0, -1));
  // Of a file that was sent nothing is told.
  const fields = isRecord(body) && !ArrayBuffer.isView(body) ? Object.keys(body).slice(0, MOST_FIELDS) : [];
  return {
    action: actionOf({ controller, handler, route }),
    subject: id === undefined ? kind : `${kind}:${id}`,
    data: { ...around, ...(fields.length > 0 ? { fields } : {}) },
  };
}

/** The stable name of what a route does, such as `template.submit`. Each has words in the studio. */
export const actionOf = ({
  controller,
  handler,
  route,
}: Pick<ChangingCall, 'controller' | 'handler' | 'route'>): string => `${thingOf(controller, route)}.${kebab(handler)}`;

const thingOf = (controller: string, route: string): string =>
  singular(lastName(controller) ?? namesIn(route)[0] ?? 'api');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const namesIn = (path: string): string[] =>
  path
    .replace(PREFIX, '')
    .split('/')
    .filter((part) => part !== '' && !part.startsWith(':'));

const lastName = (path: string): string | undefined => namesIn(path).at(-1);

const singular = (name: string): string => name.replace(/ies$/, 'y').replace(/s$/, '');

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function idOf(result: unknown): string | undefined {
  return isRecord(result) && typeof result['id'] === 'string' ? result['id'].slice(0, LONGEST) : undefined;
}
