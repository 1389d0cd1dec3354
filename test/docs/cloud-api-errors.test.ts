import { CLOUD_API_ERRORS } from '../../src/channels/cloud-api/errors.js';
import { checkErrorTable } from './error-tables.js';

it('docs/channels/cloud-api.md has exactly the errors of the code (rewrite with UPDATE=1)', () => {
  checkErrorTable('cloud-api.md', 'cloud-api-codes', CLOUD_API_ERRORS.rows);
});
