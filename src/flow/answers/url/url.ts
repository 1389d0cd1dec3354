import { typedAddress } from '../typed-address.js';
import { readLinks } from './read-links.js';
import { NOT_A_LINK } from './words.js';

/** The address of a web page. The value is the whole address; one typed without `https://` gets it. */
export const url = typedAddress({ kind: 'url', find: readLinks, reason: 'not-a-link', sentences: NOT_A_LINK });
