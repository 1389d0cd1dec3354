import type { Logins } from '../accounts/logins.js';
import type { Caller } from '../http/caller-address.js';
import { setLoginCookie } from '../http/login-cookie.js';
import type { WorkspaceId } from '../storage/documents.js';

/** What of a request tells which browser it is. */
export interface BrowserRequest extends Caller {
  headers: Caller['headers'] & { 'user-agent'?: string; cookie?: string };
}

export interface BrowserReply {
  header(name: string, value: string): unknown;
}

/** Signs browsers in: opens a login and hands them its cookie. */
export class Browsers {
  constructor(
    private readonly logins: Logins,
    private readonly publicUrl: () => string,
  ) {}

  async signIn(scope: WorkspaceId, userId: string, { headers }: BrowserRequest, reply: BrowserReply): Promise<void> {
    const { token, expiresAt } = await this.logins.open(scope, userId, headers['user-agent'] ?? '');
    reply.header('Set-Cookie', setLoginCookie(token, expiresAt, this.publicUrl()));
  }

  /** Takes the cookie away; the login itself is closed elsewhere. */
  forget(reply: BrowserReply): void {
    reply.header('Set-Cookie', setLoginCookie(undefined, 0, this.publicUrl()));
  }
}
