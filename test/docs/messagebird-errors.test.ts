import { BIRD_ERRORS } from '../../src/channels/bird/errors.js';
import { MESSAGEBIRD_ERRORS } from '../../src/channels/messagebird/errors.js';
import { checkErrorTable } from './error-tables.js';

it.each([
  ['messagebird.md', 'messagebird-codes', MESSAGEBIRD_ERRORS],
  ['bird.md', 'bird-codes', BIRD_ERRORS],
])('docs/channels/%s has exactly the errors of the code (rewrite with UPDATE=1)', (page, name, rows) => {
  checkErrorTable(page, name, rows);
});
