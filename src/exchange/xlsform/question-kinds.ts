import type { KnownName } from '../expressions/known-name.js';

/** What a type of XLSForm becomes. https://xlsform.org/#question-types */
export interface Kind {
  /** The flow's question type. */
  ask: string;
  type: KnownName['type'];
  /** Why it is not quite the same. */
  changed?: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  text: { ask: 'text', type: 'text' },
  string: { ask: 'text', type: 'text' },
  integer: { ask: 'integer', type: 'number' },
  int: { ask: 'integer', type: 'number' },
  decimal: { ask: 'number', type: 'number' },
  date: { ask: 'date', type: 'date' },
  time: { ask: 'time', type: 'date' },
  datetime: { ask: 'date-time', type: 'date' },
  geopoint: { ask: 'location', type: 'object' },
  image: { ask: 'image', type: 'object' },
  photo: { ask: 'image', type: 'object' },
  audio: { ask: 'audio', type: 'object' },
  video: { ask: 'video', type: 'object' },
  file: { ask: 'document', type: 'object' },
  barcode: { ask: 'text', type: 'text', changed: 'a chat does not scan codes; the person types what it says' },
  acknowledge: { ask: 'consent', type: 'boolean' },
  trigger: { ask: 'consent', type: 'boolean' },
};

/** Kinds of question without choices and parameters; undefined for all other rows. */
export function kindOf(type: string): Kind | undefined {
  const key = type.toLowerCase().replace(/[\s_-]+/g, '');
  return Object.hasOwn(KINDS, key) ? KINDS[key] : undefined;
}

/** Data that a phone's form app keeps about itself. */
const METADATA = new Set([
  ...['start', 'end', 'today', 'deviceid', 'subscriberid', 'simserial', 'phonenumber', 'username', 'email', 'audit'],
  ...['start-geopoint', 'start_time', 'end_time', 'device id', 'sim id', 'sim serial', 'phone number', 'subscriber id'],
  ...['imei', 'uri:deviceid', 'background-audio'],
]);

export function isMetadata(type: string): boolean {
  return METADATA.has(type.toLowerCase());
}

export interface SelectType {
  ask: 'single-choice' | 'multiple-choice' | 'ranking';
  list: string;
  orOther: boolean;
  /** The choices come from a file or another question's repeats, not from the sheet. */
  elsewhere: boolean;
}

/** `select_one colours or_other`, `select multiple from list`, `rank tasks`, `select_one_from_file towns.csv`. */
export function selectTypeOf(type: string): SelectType | undefined {
  const match =
    /^(select[_ ]one|select1|select[_ ]multiple|select[_ ]all[_ ]that[_ ]apply|select|rank)(_external|[_ ]from[_ ]file| from)?\s+(\S.*)$/i.exec(
      type.trim(),
    );
  if (!match) return undefined;
  const [, word = '', from = '', rest = ''] = match;
  const [list = '', ...more] = rest.split(/\s+/);
  const lower = word.toLowerCase();
  return {
    ask: /one|select1/.test(lower) ? 'single-choice' : lower === 'rank' ? 'ranking' : 'multiple-choice',
    list,
    orOther: more.some((part) => /^or_other$|^other$/i.test(part)),
    elsewhere: /external|file/i.test(from) || list.includes('${') || /\.(csv|xml|geojson)$/i.test(list),
  };
}

/** `start=1 end=5 step=1` or with commas or semicolons between. */
export function parametersOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .replace(/\s*=\s*/g, '=')
      .split(/[\s,;]+/)
      .filter((part) => part.includes('='))
      .map((part) => [part.slice(0, part.indexOf('=')).toLowerCase(), part.slice(part.indexOf('=') + 1)]),
  );
}
