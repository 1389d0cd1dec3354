import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Accounts, type StoredUser } from '../accounts/accounts.js';
import { AuditTrail } from '../accounts/audit-trail.js';
import { JoinLinks, type StoredJoinLink } from '../accounts/join-links.js';
import { People } from '../accounts/people.js';
import { ChangesNothing } from '../http/audit-changes.js';
import { callerAddress } from '../http/caller-address.js';
import { EntranceLimits } from '../http/entrance-limits.js';
import { Open } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { Problem, invalid } from '../http/problem.js';
import { WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import { Code, Password, PersonName } from './account-bodies.js';
import { JoinView } from './account-views.js';
import { Browsers, type BrowserReply, type BrowserRequest } from './browser.js';
import { showJoin } from './show-accounts.js';

const LookBody = z.strictObject({ code: Code });
const JoinBody = z.strictObject({
  code: Code,
  /** Needed by an invitation; with a link for a new password the name stays. */
  name: PersonName.optional(),
  password: Password,
});

/** The way in for who was sent a link: an invitation, or one for a new password. */
@ApiTags('session')
@Open()
@Controller('api/v1/join')
export class JoinController {
  constructor(
    private readonly links: JoinLinks,
    private readonly accounts: Accounts,
    private readonly people: People,
    private readonly browsers: Browsers,
    private readonly limits: EntranceLimits,
    private readonly audit: AuditTrail,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  /** The code stands in the body: addresses are written into logs. */
  @Post('look')
  @ChangesNothing()
  @HttpCode(200)
  @Returns(200, 'What the link of this code is good for.', JoinView)
  @Returns(404, 'The code is unknown, used, withdrawn or too old.')
  @Returns(429, 'Too many wrong codes of late.')
  async look(
    @Body({ schema: LookBody }) { code }: z.infer<typeof LookBody>,
    @Req() request: BrowserRequest,
  ): Promise<JoinView> {
    return showJoin(await this.#linkOf(code, request));
  }

  @Post()
  @HttpCode(204)
  @Returns(204, 'The account is made, or the password is set; the cookie is set, the link is used up.')
  @Returns(404, 'The code is unknown, used, withdrawn or too old.')
  @Returns(409, 'There is an account with this e-mail address already.')
  @Returns(429, 'Too many wrong codes of late.')
  async join(
    @Body({ schema: JoinBody }) { code, name, password }: z.infer<typeof JoinBody>,
    @Req() request: BrowserRequest,
    @Res({ passthrough: true }) reply: BrowserReply,
  ): Promise<void> {
    const link = await this.#linkOf(code, request);
    const user =
      link.kind === 'invitation' ? await this.#accept(link, name, password) : await this.#newPassword(link, password);
    await this.audit.record(
      this.scope,
      { kind: 'user', id: user.id, name: user.name },
      link.kind === 'invitation' ? 'user.join' : 'user.set-new-password',
      `user:${user.id}`,
      { invitedBy: link.by.name },
    );
    await this.browsers.signIn(this.scope, user.id, request, reply);
  }

  async #accept(link: StoredJoinLink, name: string | undefined, password: string): Promise<StoredUser> {
    if (name === undefined) throw invalid([{ field: 'name', rule: 'required', message: 'say what you are called' }]);
    // First of all: withdrawn in this very moment, it opens nothing.
    if (!(await this.links.use(this.scope, link))) throw noLink();
    const { email, roles, teams } = link;
    const user = await this.accounts.create(this.scope, { name, email, password, roles, teams });
    if (!user) {
      throw new Problem(
        409,
        'already-joined',
        'Already here',
        `There is an account with ${email} already: sign in with it.`,
      );
    }
    return user;
  }

  async #newPassword(link: StoredJoinLink, password: string): Promise<StoredUser> {
    const user = await this.people.get(this.scope, link.userId);
    if (user.disabledAt !== null || !(await this.links.use(this.scope, link))) throw noLink();
    await this.people.setPassword(this.scope, user.id, password);
    return user;
  }

  #linkOf(code: string, request: BrowserRequest): Promise<StoredJoinLink> {
    return this.limits.attempt({ address: callerAddress(request) }, async () => {
      const link = await this.links.byCode(this.scope, code);
      if (!link) throw noLink();
      return link;
    });
  }
}

const noLink = (): Problem =>
  new Problem(
    404,
    'no-such-link',
    'This link opens nothing',
    'It was used already, withdrawn, or is too old. Ask whoever sent it for a new one.',
  );
