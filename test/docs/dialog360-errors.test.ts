import { META_ERRORS } from '../../src/channels/cloud-payload/meta-errors.js';
import { DIALOG360_ERRORS } from '../../src/channels/dialog360/errors.js';
import { checkErrorTable } from './error-tables.js';

describe('docs/channels/360dialog.md (rewrite with UPDATE=1)', () => {
  it('has exactly the rows of the code', () => {
    checkErrorTable('360dialog.md', 'meta-codes', META_ERRORS);
    checkErrorTable('360dialog.md', 'dialog360-codes', DIALOG360_ERRORS.rows);
  });
});
