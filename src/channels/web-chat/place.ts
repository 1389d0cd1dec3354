import type { ChannelAccess, CredentialField } from '../channel.js';

/** Where a chat may stand and what it is called, as it was entered when the channel was connected. */
export interface Place {
  /** Shown above the chat. */
  name: string;
  /** Origins of the websites that may show it, besides its own page. */
  sites: readonly string[];
}

export const PLACE_FIELDS: Record<'name' | 'sites', CredentialField> = {
  name: {
    label: 'Name',
    help: 'What stands above the chat, up to 60 characters, such as the name of the company.',
    form: 'plain',
    translations: { ar: { label: 'الاسم', help: 'ما يظهر أعلى الدردشة، حتى 60 حرفًا، كاسم الشركة.' } },
  },
  sites: {
    label: 'Websites',
    help: 'Addresses of the websites that may show the chat, with spaces between them (https://www.example.org https://shop.example.org), or the word none for its own page alone.',
    form: 'plain',
    translations: {
      ar: {
        label: 'المواقع',
        help: 'عناوين المواقع التي يجوز أن تعرض الدردشة، بينها مسافات (https://www.example.org https://shop.example.org)، أو الكلمة none لصفحتها الخاصة وحدها.',
      },
    },
  },
};

const MAX_SITES = 50;
const NAME = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,60}$/u;
/** What a browser calls itself local; everything else has to be encrypted. */
const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** What cannot be a place, by the code of its error, with the part that is wrong. */
export interface NoPlace {
  wrong: 'wrong-name' | 'wrong-sites';
  value: string;
}

export function isPlace(place: Place | NoPlace): place is Place {
  return 'name' in place;
}

export function placeOf({ credentials }: ChannelAccess): Place | NoPlace {
  const { name = '', sites = '' } = credentials;
  if (!NAME.test(name) || name.trim() === '') return { wrong: 'wrong-name', value: name };
  const words = sites.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 1 && words[0]?.toLowerCase() === 'none') return { name, sites: [] };
  const origins = words.map(originOf);
  const wrong = origins.findIndex((origin) => origin === undefined);
  if (wrong >= 0) return { wrong: 'wrong-sites', value: words[wrong] ?? '' };
  if (words.length === 0 || words.length > MAX_SITES) return { wrong: 'wrong-sites', value: sites };
  return { name, sites: [...new Set(origins.filter((origin) => origin !== undefined))] };
}

/** `https://www.example.org` of an address that has no more than that; a path would promise what no browser keeps. */
function originOf(word: string): string | undefined {
  if (!URL.canParse(word)) return undefined;
  const url = new URL(word);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && LOCAL.test(url.hostname));
  const isBare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  // A parser lets `;` and `'` stand in a host; in a header they would begin a directive of their own.
  return isSafe && isBare && /^[\w.:/[\]-]+$/.test(url.origin) ? url.origin : undefined;
}
