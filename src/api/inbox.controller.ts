import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Principal } from '../accounts/principal.js';
import { permissionsOf } from '../accounts/permissions.js';
import type { Clock } from '../clock/clock.js';
import { answersInTexts } from '../flow/scope.js';
import { FlowLibrary } from '../flows/flow-library.js';
import { Needs, Who } from '../http/needs.js';
import { Returns } from '../http/openapi.js';
import { invalid, notFound } from '../http/problem.js';
import { InboxItems } from '../inbox/inbox-items.js';
import { InboxList } from '../inbox/inbox-list.js';
import { allLabels } from '../inbox/label-sets.js';
import { CLOCK, STORE, WORKSPACE } from '../runtime/tokens.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import { inboxConversationView, inboxItemView } from './inbox-item-view.js';
import {
  InboxConversationView,
  InboxCountsView,
  InboxPageView,
  InboxState,
  LabelsView,
  PeopleView,
} from './inbox-views.js';
import { PageQuery } from './paging.js';

const Id = z.string().min(1).max(200);
/** Texts that are left empty count as left out. */
const Given = z
  .string()
  .trim()
  .max(100)
  .transform((text) => text || undefined)
  .optional();

const InboxQuery = PageQuery.extend({
  state: z.enum([...InboxState.options, 'all']).default('all'),
  /** `me`, `none` (in people's hands, and nobody's), or a user's id. */
  assignee: Id.optional(),
  team: Given,
  label: Given,
  channelId: Id.optional(),
  window: z.enum(['open', 'closing', 'closed']).optional(),
  /** The beginning of a word of the name, of the number, the business-scoped id or a label. */
  q: Given,
});

/** Conversations as the team sees them. */
@ApiTags('inbox')
@Needs('conversations:read')
@Controller('api/v1')
export class InboxController {
  constructor(
    private readonly inbox: InboxList,
    private readonly items: InboxItems,
    private readonly flows: FlowLibrary,
    @Inject(STORE) private readonly store: Store,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WORKSPACE) private readonly scope: WorkspaceId,
  ) {}

  @Get('inbox')
  @Returns(
    200,
    'Newest activity first; with `state=waiting` who has waited longest, with `window=closing` the next to close.',
    InboxPageView,
  )
  async list(
    @Query({ schema: InboxQuery }) { state, assignee, q, limit, cursor, ...filter }: z.infer<typeof InboxQuery>,
    @Who() who: Principal,
  ): Promise<InboxPageView> {
    const page = await this.inbox.find(
      this.scope,
      {
        ...filter,
        state: state === 'all' ? undefined : state,
        assignee: assignee === 'me' ? idOf(who) : assignee,
        search: q,
      },
      { limit, cursor },
    );
    return { ...page, items: page.items.map(inboxItemView) };
  }

  @Get('inbox/counts')
  @Returns(200, 'How many conversations are where.', InboxCountsView)
  count(@Who() { kind, id }: Principal): Promise<InboxCountsView> {
    return this.inbox.count(this.scope, kind === 'user' ? id : undefined);
  }

  @Get('inbox/:id')
  @Returns(200, 'One conversation with what is shown beside its thread.', InboxConversationView)
  async get(@Param('id') id: string): Promise<InboxConversationView> {
    const conversation = await this.store.conversations.get(this.scope, id);
    const [item] = conversation ? await this.items.of(this.scope, [conversation], this.clock.now()) : [];
    if (!item) throw notFound('conversation', id);
    const { session } = item.conversation;
    const flow = session && (await this.flows.version(this.scope, session.flowId, session.flowVersion));
    return inboxConversationView(item, session && flow ? answersInTexts(flow, session) : {});
  }

  @Get('labels')
  @Returns(200, 'Every label that was ever put on a conversation.', LabelsView)
  async labels(): Promise<LabelsView> {
    return { items: await allLabels(this.store, this.scope) };
  }

  @Get('people')
  @Returns(
    200,
    'Who conversations may be assigned to: people who may write in them, and teams. Names only.',
    PeopleView,
  )
  async people(): Promise<PeopleView> {
    const people: PeopleView['people'] = [];
    const teams = new Set<string>();
    for await (const { id, name, roles, teams: theirs, disabledAt } of this.store.users.stream(this.scope)) {
      if (disabledAt !== null || !permissionsOf(roles).has('conversations:write')) continue;
      people.push({ id, name, teams: theirs });
      for (const team of theirs) teams.add(team);
    }
    const inOrder = (one: string, other: string): number => one.localeCompare(other);
    return {
      people: people.sort((one, other) => inOrder(one.name, other.name)),
      teams: [...teams].sort(inOrder),
    };
  }
}

/** @throws Problem 400 for a key or the installation's token: nothing is assigned to those */
function idOf({ kind, id }: Principal): string {
  if (kind === 'user') return id;
  const message = '"me" is for people who have signed in; name a user’s id';
  throw invalid([{ field: 'assignee', rule: 'signed-in', message }]);
}
