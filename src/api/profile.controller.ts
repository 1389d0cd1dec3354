import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Logins, loginIdOf } from '../accounts/logins.js';
import { People } from '../accounts/people.js';
import type { Principal } from '../accounts/principal.js';
import { callerAddress } from '../http/caller-address.js';
import { EntranceLimits } from '../http/entrance-limits.js';
import { loginTokenOf } from '../http/login-cookie.js';
import { NeedsSignIn, Who } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { Problem, invalid, notFound } from '../http/problem.js';
import { WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import { Password, PersonName } from './account-bodies.js';
import { LoginList } from './account-views.js';
import { Browsers, type BrowserReply, type BrowserRequest } from './browser.js';
import { showLogin } from './show-accounts.js';

const ProfileBody = z.strictObject({ name: PersonName });
const PasswordBody = z.strictObject({ current: z.string().max(200), password: Password });

/** What people do with their own account. */
@ApiTags('session')
@NeedsSignIn()
@Controller('api/v1/session')
export class ProfileController {
  constructor(
    private readonly people: People,
    private readonly logins: Logins,
    private readonly browsers: Browsers,
    private readonly limits: EntranceLimits,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Patch()
  @HttpCode(204)
  @Returns(204, 'Your name is changed.')
  async rename(
    @Body({ schema: ProfileBody }) { name }: z.infer<typeof ProfileBody>,
    @Who() who: Principal,
  ): Promise<void> {
    await this.people.change(this.scope, personOf(who), { name });
  }

  @Put('password')
  @HttpCode(204)
  @Returns(204, 'Your password is changed; you are signed out everywhere else.')
  @Returns(400, 'The current password is wrong, or the new one too short.')
  @Returns(429, 'Too many wrong passwords of late.')
  async changePassword(
    @Body({ schema: PasswordBody }) { current, password }: z.infer<typeof PasswordBody>,
    @Who() who: Principal,
    @Req() request: BrowserRequest,
  ): Promise<void> {
    const id = personOf(who);
    const { emailKey } = await this.people.get(this.scope, id);
    await this.limits.attempt({ address: callerAddress(request), account: emailKey }, async () => {
      if (await this.people.hasPassword(this.scope, id, current)) return;
      throw invalid([{ field: 'current', rule: 'password', message: 'this is not your current password' }]);
    });
    await this.people.setPassword(this.scope, id, password, ownLoginId(request));
  }

  @Get('logins')
  @Returns(200, 'Where you are signed in, the latest first.', LoginList)
  async listLogins(@Who() who: Principal, @Req() request: BrowserRequest): Promise<LoginList> {
    const own = ownLoginId(request);
    const logins = await this.logins.of(this.scope, personOf(who));
    return { items: logins.map((login) => showLogin(login, own)) };
  }

  @Delete('logins')
  @HttpCode(204)
  @Returns(204, 'You are signed out everywhere, here too.')
  async signOutEverywhere(@Who() who: Principal, @Res({ passthrough: true }) reply: BrowserReply): Promise<void> {
    await this.logins.closeAll(this.scope, personOf(who));
    this.browsers.forget(reply);
  }

  @Delete('logins/:id')
  @HttpCode(204)
  @Returns(204, 'You are signed out there.')
  async signOutThere(@Param('id') id: string, @Who() who: Principal): Promise<void> {
    if (!(await this.logins.closeOne(this.scope, personOf(who), id))) throw notFound('login', id);
  }
}

/** @throws Problem when it is a program that asks: it has no account of its own */
function personOf({ kind, id }: Principal): string {
  if (kind === 'user') return id;
  throw new Problem(403, 'people-only', 'Not allowed', 'Only a signed-in person has a profile; a key has none.');
}

function ownLoginId({ headers }: BrowserRequest): string | undefined {
  const token = loginTokenOf(headers.cookie);
  return token === undefined ? undefined : loginIdOf(token);
}
