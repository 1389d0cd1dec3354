import type { Clock } from '../clock/clock.js';
import type { ConversationCommands, GivenCommand } from '../conversations/conversation-commands.js';
import type { Command } from '../conversations/conversation.js';
import type { Localised } from '../flow/definition/localised.js';
import type { QuestionMap } from '../flow/versions/match-questions.js';
import type { Ids } from '../ids/ids.js';
import type { Stored, WorkspaceId } from '../storage/documents.js';
import type { Response } from '../store/response.js';
import type { SessionMove } from '../store/session-move.js';
import type { Store } from '../store/store.js';
import { MINUTE } from '../time/instant.js';
import type { LiveSessions } from './live-sessions.js';

/** What is to become of the sessions that run on older versions. */
export type SessionChoice =
  | { choice: 'map'; map: QuestionMap }
  | { choice: 'close'; say?: Localised | undefined };

/** Sessions told in one round trip, and in one go. */
const PAGE = 500;
const MOST_AT_ONCE = 5_000;
/**
 * Other processes may start sessions on the version before for a few seconds yet, and responses are written a moment
 * after their turns: the round that may be the last begins this long after the decision.
 */
const SETTLED_AFTER = MINUTE;

type StoredMove = SessionMove & Stored;

/**
 * Moves or closes the sessions of older versions after a flow was published: a command for each, through its
 * conversation's mailbox. The decision is stored first and worked off in pieces, the rest of it by the upkeep; the
 * command of a session has the same id however often it is given, so that a crash or a second worker repeats nothing.
 */
export class SessionMoves {
  constructor(
    private readonly store: Pick<Store, 'responses' | 'sessionMoves'>,
    private readonly liveSessions: LiveSessions,
    private readonly commands: ConversationCommands,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Stores the decision and begins with it. An earlier one about the same flow that is not done gives way to it.
   *
   * @param replaced the version that was published until now: sessions may still start on it in other processes
   * @returns how many sessions are meant as far as is known now
   */
  async decide(
    scope: WorkspaceId,
    { flowId, version, replaced }: { flowId: string; version: string; replaced?: string | undefined },
    choice: SessionChoice,
  ): Promise<number> {
    const now = this.clock.now();
    const live = (await this.liveSessions.versions(scope, flowId)).filter((one) => one.version !== version);
    const from = new Set([...live.map((one) => one.version), ...(replaced === undefined ? [] : [replaced])]);
    await this.#giveWay(scope, flowId);
    if (from.size === 0) return 0;
    const move = await this.store.sessionMoves.insert(scope, this.ids.next(), {
      flowId,
      version,
      from: [...from],
      choice: choice.choice,
      map: choice.choice === 'map' ? { ...choice.map } : {},
      say: choice.choice === 'close' ? (choice.say ?? null) : null,
      decidedAt: now,
      openSince: now,
      told: 0,
      round: null,
    });
    await this.#work(scope, move, PAGE);
    return live.reduce((total, one) => total + one.live, 0);
  }

  /** Goes on with what was decided. @returns `more` when there are sessions left that could be told at once */
  async run(scope: WorkspaceId): Promise<'done' | 'more'> {
    let left = MOST_AT_ONCE;
    for await (const move of this.store.sessionMoves.stream(scope, { where: { openSince: { gt: 0 } } })) {
      if (move.round === null && move.told > 0 && !this.#isSettled(move.decidedAt)) continue;
      left -= await this.#work(scope, move, left);
      if (left <= 0) return 'more';
    }
    return 'done';
  }

  /** @returns how many sessions were looked at */
  async #work(scope: WorkspaceId, begun: StoredMove, most: number): Promise<number> {
    let seen = 0;
    let move: StoredMove | undefined = begun;
    while (move && move.openSince !== null && seen < most) {
      const [first] = move.from;
      const round: NonNullable<SessionMove['round']> | undefined = move.round ??
        (first === undefined ? undefined : { startedAt: this.clock.now(), version: first, cursor: null });
      if (!round) break;
      const page = await this.store.responses.find(scope, {
        where: { flowId: move.flowId, flowVersion: round.version, waitingOn: { gt: '' } },
        // The order of the index itself.
        sort: { field: 'waitingOn', direction: 'asc' },
        limit: Math.min(PAGE, most - seen),
        ...(round.cursor === null ? {} : { cursor: round.cursor }),
      });
      const told = await this.commands.giveMany(scope, page.items.map(commandFor(move)));
      seen += page.items.length;
      move = await this.#remember(scope, move, round, page.next, told);
      if (move?.round === null) break;
    }
    return seen;
  }

  /** Where the next piece begins: behind the page, at the next version, or nowhere when the round is through. */
  async #remember(
    scope: WorkspaceId,
    { id, from, decidedAt }: StoredMove,
    round: NonNullable<SessionMove['round']>,
    next: string | undefined,
    told: number,
  ): Promise<StoredMove | undefined> {
    const following = from[from.indexOf(round.version) + 1];
    const place =
      next !== undefined
        ? { ...round, cursor: next }
        : following === undefined
          ? null
          : { ...round, version: following, cursor: null };
    const isLast = place === null && round.startedAt >= decidedAt + SETTLED_AFTER;
    return this.store.sessionMoves.update(scope, id, (stored) => ({
      ...stored,
      round: place,
      told: stored.told + told,
      openSince: isLast ? null : stored.openSince,
    }));
  }

  #isSettled(decidedAt: number): boolean {
    return this.clock.now() >= decidedAt + SETTLED_AFTER;
  }

  async #giveWay(scope: WorkspaceId, flowId: string): Promise<void> {
    for await (const move of this.store.sessionMoves.stream(scope, { where: { openSince: { gt: 0 } } })) {
      if (move.flowId !== flowId) continue;
      await this.store.sessionMoves.update(scope, move.id, (stored) => ({ ...stored, openSince: null, round: null }));
    }
  }
}

/** Its id tells the decision and the session: given twice, it is one. */
function commandFor({ id, choice, flowId, version, map, say }: StoredMove) {
  return (response: Response & Stored): GivenCommand => {
    const { conversationId, channelId, contactId } = response;
    const command: Command =
      choice === 'map'
        ? { kind: 'move-session', sessionId: response.id, flowId, version, map }
        : { kind: 'close-session', sessionId: response.id, ...(say === null ? {} : { say }) };
    return { id: `${id}|${response.id}`, conversationId, channelId, contactId, command };
  };
}
