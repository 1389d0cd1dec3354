import { TWILIO_ERRORS } from '../../src/channels/twilio/errors.js';
import { checkErrorTable } from './error-tables.js';

describe('docs/channels/twilio.md (rewrite with UPDATE=1)', () => {
  it('has exactly the rows of the code', () => checkErrorTable('twilio.md', 'twilio-codes', TWILIO_ERRORS));
});
