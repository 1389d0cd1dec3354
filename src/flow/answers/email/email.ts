import { typedAddress } from '../typed-address.js';
import { readAddresses } from './read-addresses.js';
import { NOT_AN_ADDRESS } from './words.js';

/** An e-mail address. The value is the address with its domain in lower case. */
export const email = typedAddress({
  kind: 'email',
  find: readAddresses,
  reason: 'not-an-email',
  sentences: NOT_AN_ADDRESS,
});
