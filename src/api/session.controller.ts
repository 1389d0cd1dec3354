import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Accounts, emailKeyOf } from '../accounts/accounts.js';
import { AuditTrail } from '../accounts/audit-trail.js';
import { Logins } from '../accounts/logins.js';
import type { Principal } from '../accounts/principal.js';
import { sameSecret } from '../http/api-token.js';
import { callerAddress } from '../http/caller-address.js';
import { EntranceLimits } from '../http/entrance-limits.js';
import { loginTokenOf } from '../http/login-cookie.js';
import { NeedsSignIn, Open, Who } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { Problem } from '../http/problem.js';
import { SETUP_CODE, STORE, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { Email, Password, PersonName } from './account-bodies.js';
import { Browsers, type BrowserReply, type BrowserRequest } from './browser.js';
import { MeView } from './session-views.js';

const SignInBody = z.strictObject({ email: z.string().max(254), password: z.string().max(200) });
const SetupBody = z.strictObject({
  code: z.string().max(200),
  name: PersonName,
  email: Email,
  password: Password,
});

/** Signing in and out of the studio, and the first account. */
@ApiTags('session')
@Controller('api/v1')
export class SessionController {
  constructor(
    private readonly accounts: Accounts,
    private readonly logins: Logins,
    private readonly browsers: Browsers,
    private readonly limits: EntranceLimits,
    private readonly audit: AuditTrail,
    @Inject(STORE) private readonly store: Store,
    @Inject(SETUP_CODE) private readonly setupCode: string,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get('setup')
  @Open()
  @Returns(200, 'Whether the first account is still to be made.', z.object({ isNeeded: z.boolean() }))
  async setupState(): Promise<{ isNeeded: boolean }> {
    return { isNeeded: !(await this.accounts.hasUsers(this.scope)) };
  }

  @Post('setup')
  @Open()
  @HttpCode(201)
  @Returns(201, 'The first account, an owner, is made and signed in. Needs the code of the link printed at the start.')
  @Returns(429, 'Too many wrong codes of late.')
  async setup(
    @Body({ schema: SetupBody }) { code, ...user }: z.infer<typeof SetupBody>,
    @Req() request: BrowserRequest,
    @Res({ passthrough: true }) reply: BrowserReply,
  ): Promise<void> {
    const owner = await this.limits.attempt({ address: callerAddress(request) }, async () => {
      if (!sameSecret(code, this.setupCode)) {
        throw new Problem(
          403,
          'wrong-setup-code',
          'Not the link',
          'Use the link that the service printed when it started.',
        );
      }
      return this.accounts.createFirstOwner(this.scope, user);
    });
    if (!owner)
      throw new Problem(409, 'already-set-up', 'Already set up', 'There is an account already: sign in with it.');
    await this.audit.record(
      this.scope,
      { kind: 'user', id: owner.id, name: owner.name },
      'user.first-owner',
      `user:${owner.id}`,
    );
    await this.browsers.signIn(this.scope, owner.id, request, reply);
  }

  @Post('session')
  @Open()
  @HttpCode(204)
  @Returns(204, 'Signed in: the cookie is set.')
  @Returns(401, 'E-mail address and password do not fit each other.')
  @Returns(429, 'Too many wrong passwords of late, from this address or for this account.')
  async signIn(
    @Body({ schema: SignInBody }) { email, password }: z.infer<typeof SignInBody>,
    @Req() request: BrowserRequest,
    @Res({ passthrough: true }) reply: BrowserReply,
  ): Promise<void> {
    const attempt = { address: callerAddress(request), account: emailKeyOf(email) };
    const user = await this.limits.attempt(attempt, async () => {
      const found = await this.accounts.authenticate(this.scope, email, password);
      if (found) return found;
      throw new Problem(
        401,
        'wrong-credentials',
        'Not signed in',
        'This e-mail address and this password do not fit each other.',
      );
    });
    await this.browsers.signIn(this.scope, user.id, request, reply);
    await this.audit.record(
      this.scope,
      { kind: 'user', id: user.id, name: user.name },
      'session.sign-in',
      `user:${user.id}`,
    );
  }

  @Get('session')
  @NeedsSignIn()
  @Returns(200, 'Who is signed in, and what they may do.', MeView)
  async me(@Who() { kind, id, name, permissions }: Principal): Promise<MeView> {
    const user = kind === 'user' ? await this.store.users.get(this.scope, id) : undefined;
    return {
      kind,
      id,
      name,
      email: user?.email ?? null,
      roles: user?.roles ?? [],
      teams: user?.teams ?? [],
      permissions: [...permissions],
    };
  }

  @Delete('session')
  @Open()
  @HttpCode(204)
  @Returns(204, 'Signed out.')
  async signOut(@Req() request: BrowserRequest, @Res({ passthrough: true }) reply: BrowserReply): Promise<void> {
    const token = loginTokenOf(request.headers.cookie);
    if (token !== undefined) await this.logins.close(this.scope, token);
    this.browsers.forget(reply);
  }
}
