import { WEB_CHAT_ERRORS } from '../../src/channels/web-chat/errors.js';
import { checkErrorTable } from './error-tables.js';

it('docs/channels/web-chat.md has exactly the errors of the code (rewrite with UPDATE=1)', () => {
  checkErrorTable('web-chat.md', 'web-chat-codes', WEB_CHAT_ERRORS);
});
