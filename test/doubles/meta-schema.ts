import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formatsModule from 'ajv-formats';

/** Meta's own schemas stand beside the checkout in CI, not inside it. */
const CONTRACT = join(process.cwd(), '../shared/contracts/whatsapp-cloud-v23.schemas.json');

const SCHEMA_OF: Record<string, string> = {
  text: 'TextMessage',
  image: 'ImageMessage',
  video: 'VideoMessage',
  audio: 'AudioMessage',
  document: 'DocumentMessage',
  sticker: 'StickerMessage',
  location: 'LocationMessage',
  contacts: 'ContactsMessage',
  reaction: 'ReactionMessage',
  interactive: 'InteractiveMessage',
  template: 'TemplateMessage',
};

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

let validators: Map<string, ValidateFunction> | 'unavailable' | undefined;

/**
 * Checks an outgoing payload against Meta's published v23 schema of its type.
 * @returns the violations, none when it fits; 'unavailable' where the contract file does not stand beside the checkout
 */
export function checkAgainstMeta(payload: unknown): string[] | 'unavailable' {
  validators ??= compile();
  if (validators === 'unavailable') return 'unavailable';
  if (!isObject(payload)) return ['the payload is not an object'];
  const name =
    payload['status'] === 'read' ? 'MarkMessageRequestPayload' : SCHEMA_OF[String(payload['type'] ?? 'text')];
  const validate = validators.get(name ?? '');
  if (!validate) return [`there is no schema for type ${String(payload['type'])}`];
  if (validate(withoutNewerParts(payload))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message ?? 'is wrong'}`);
}

/**
 * The file is a lower bound: it describes an older API than the one we send to. What is newer, or plainly wrong in the
 * file, is taken out or put into the old form before the check:
 * - `biz_opaque_callback_data` and `recipient` are unknown to it, `to` and `recipient_type` are required by it
 * - `type` may be left out (text)
 * - `cta_url` and `location_request_message` are unknown to it: their body, header and footer are checked as a button message's
 * - a template language needs no `policy`; component index "0", numbers, and `copy_code` buttons are refused by its patterns
 * - latitude and longitude are strings in it, numbers are taken as well
 */
function withoutNewerParts(payload: JsonObject): JsonObject {
  const { biz_opaque_callback_data: _ref, recipient: _recipient, ...rest } = payload;
  if (rest['status'] === 'read') return rest;
  const old: JsonObject = { recipient_type: 'individual', type: 'text', to: '15550100200', ...rest };
  const { interactive, template, location } = old;
  if (isObject(interactive)) old['interactive'] = olderInteractive(interactive);
  if (isObject(template)) old['template'] = olderTemplate(template);
  if (isObject(location)) {
    old['location'] = { ...location, latitude: String(location['latitude']), longitude: String(location['longitude']) };
  }
  return old;
}

function olderInteractive(interactive: JsonObject): JsonObject {
  if (interactive['type'] !== 'cta_url' && interactive['type'] !== 'location_request_message') return interactive;
  const stand = { buttons: [{ type: 'reply', reply: { id: 'x', title: 'x' } }] };
  return { ...interactive, type: 'button', action: stand };
}

function olderTemplate(template: JsonObject): JsonObject {
  const { language, components } = template;
  return {
    ...template,
    ...(isObject(language) ? { language: { policy: 'deterministic', ...language } } : {}),
    ...(Array.isArray(components) ? { components: components.map(olderComponent) } : {}),
  };
}

function olderComponent(component: Json): Json {
  if (!isObject(component) || component['type'] !== 'button') return component;
  return {
    ...component,
    ...(/^\d$/.test(String(component['index'])) ? { index: '2' } : {}),
    ...(component['sub_type'] === 'copy_code' ? { sub_type: 'url' } : {}),
  };
}

function compile(): Map<string, ValidateFunction> | 'unavailable' {
  if (!existsSync(CONTRACT)) return 'unavailable';
  const contract = JSON.parse(readFileSync(CONTRACT, 'utf8')) as { components: { schemas: JsonObject } };
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  // The package is CommonJS: its default export sits one level deeper for some loaders.
  const addFormats = 'default' in formatsModule ? formatsModule.default : formatsModule;
  (addFormats as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema({ $id: 'meta', components: { schemas: satisfiable(contract.components.schemas) } });
  return new Map(
    [...Object.values(SCHEMA_OF), 'MarkMessageRequestPayload'].map((name) => [
      name,
      ajv.compile({ $ref: `meta#/components/schemas/${name}` }),
    ]),
  );
}

/**
 * As published, each message is `allOf` [envelope, { additionalProperties: false }], which nothing can satisfy: the
 * second part forbids what the first requires. Meant is that neither part knows further properties.
 */
function satisfiable(schemas: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      if (!isObject(schema) || !Array.isArray(schema['allOf'])) return [name, schema];
      const isClosed = schema['allOf'].some((part) => isObject(part) && part['additionalProperties'] === false);
      const open = schema['allOf'].map((part) => {
        if (!isObject(part)) return part;
        const { additionalProperties: _closed, ...others } = part;
        return others;
      });
      return [name, { ...schema, allOf: open, ...(isClosed ? { unevaluatedProperties: false } : {}) }];
    }),
  );
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
