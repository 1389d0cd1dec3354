import { VONAGE_ERRORS } from '../../src/channels/vonage/errors.js';
import { checkErrorTable } from './error-tables.js';

it('docs/channels/vonage.md has exactly the errors of the code (rewrite with UPDATE=1)', () => {
  checkErrorTable('vonage.md', 'vonage-codes', VONAGE_ERRORS);
});
