import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Clock } from '../../clock/clock.js';
import type { AgentFailure } from '../../flow/agent/agent-reply.js';
import type { FlowLibrary } from '../../flows/flow-library.js';
import { Problem, invalid, notFound } from '../../http/problem.js';
import { fieldProblems } from '../../http/validation.js';
import type { Ids } from '../../ids/ids.js';
import type { Logger } from '../../logging/logger.js';
import type { SecretBox } from '../../secrets/secret-box.js';
import type { WorkspaceId } from '../../storage/documents.js';
import { LinkLimits, type AgentLink } from '../../store/agent-link.js';
import type { Store } from '../../store/store.js';
import { MINUTE, SECOND } from '../../time/instant.js';
import type { AgentKindSpec, LinkCheck } from '../agent-engine.js';
import type { AgentDirectory, KnownLink } from './agent-directory.js';
import { secretPlace, type AgentKinds, type LinkOpener, type OpenedLink } from './link-opener.js';
import type { LinkStates } from './link-states.js';
import { secretHint } from './secret-hint.js';

/** Of an agent's name in flows; that of flows themselves. */
export const LINK_ID = /^[a-z0-9-]{1,64}$/;

export type GivenLimits = { [Name in keyof LinkLimits]?: LinkLimits[Name] | undefined };

export interface WantedLink {
  kind: string;
  /** Absent: the id, or what the link has already. */
  title?: string | undefined;
  settings: unknown;
  /** Absent: that of the link it replaces, if it is of the same kind. */
  secret?: string | undefined;
  limits?: GivenLimits | undefined;
}

export interface SavedLink {
  link: KnownLink;
  /** What the test call said; absent where none was made. */
  said?: string;
  warnings: string[];
}

/** Tests of one link in a minute: each spends the designer's quota. */
const TESTS_PER_MINUTE = 6;
/** Of the stored settings; an agent that is larger is none for trying. */
const MAX_SETTINGS_BYTES = 8 * 1_048_576;

const DEFAULT_LIMITS = { perMinute: 480, atOnce: 250, voice: false } as const;

/** What a link may use where it says nothing else: Google's smallest quotas with room to spare. */
export function defaultLimits({ deadlineMs }: Pick<AgentKindSpec, 'deadlineMs'>): LinkLimits {
  return { deadlineMs, ...DEFAULT_LIMITS };
}

/** Links agents: checks what is given, makes a test call, keeps the secret sealed. */
export class AgentLinks {
  readonly #tests = new RateLimiterMemory({ points: TESTS_PER_MINUTE, duration: MINUTE / SECOND });

  constructor(
    private readonly store: Pick<Store, 'agentLinks'>,
    private readonly kinds: AgentKinds,
    private readonly opener: LinkOpener,
    private readonly directory: AgentDirectory,
    private readonly states: LinkStates,
    private readonly flows: Pick<FlowLibrary, 'published'>,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly log: Logger,
  ) {}

  /** @throws Problem 404 */
  async get(scope: WorkspaceId, id: string): Promise<KnownLink> {
    const link = await this.store.agentLinks.get(scope, id);
    if (!link) throw notFound('agent link', id);
    return link;
  }

  /**
   * Links an agent under the id, in place of the one that is there.
   *
   * @param check whether to make a test call; without it the link is kept as `unchecked`
   * @throws Problem 400 for what does not fit, 422 where the agent cannot be asked, 429 after many tests
   */
  async put(scope: WorkspaceId, id: string, wanted: WantedLink, { check }: { check: boolean }): Promise<SavedLink> {
    if (!LINK_ID.test(id)) {
      throw invalid([{ field: 'id', rule: 'id', message: `"${id}" has to be 1 to 64 of a–z, 0–9 and -` }]);
    }
    const spec = this.#kind(wanted.kind);
    const before = await this.store.agentLinks.get(scope, id);
    const sealedBefore = before?.kind === wanted.kind ? before.sealedSecret : null;
    const secret = wanted.secret ?? (sealedBefore === null ? undefined : this.#unsealed(scope, id, sealedBefore));
    if (wanted.secret !== undefined && !spec.secret) {
      throw invalid([{ field: 'secret', rule: 'unknown', message: `${spec.title} has no secret` }]);
    }
    const settings = settingsText(spec, wanted.settings);
    const tried = await this.#try(scope, id, wanted.kind, JSON.parse(settings), secret, check);
    const now = this.clock.now();
    const doc: AgentLink = {
      kind: wanted.kind,
      title: wanted.title ?? before?.title ?? id,
      settings,
      sealedSecret: secret === undefined ? null : this.secrets.seal(secret, secretPlace(scope, id)),
      secretHint: secret === undefined ? null : secretHint(secret),
      limits: limitsOf(before?.limits ?? defaultLimits(spec), wanted.limits),
      source: { kind: 'api' },
      state: tried ? 'ok' : 'unchecked',
      stateReason: null,
      stateAt: now,
      setup: this.ids.next(),
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    };
    await this.store.agentLinks.insertMissing(scope, [{ id, doc }]);
    await this.store.agentLinks.update(scope, id, (stored) =>
      stored.setup === doc.setup ? undefined : { ...doc, createdAt: stored.createdAt },
    );
    this.directory.forget(scope, id);
    this.log.info({ event: 'agent.linked', agent: id, kind: doc.kind }, 'agent linked');
    const link = await this.get(scope, id);
    return tried ? { link, said: tried.said, warnings: tried.warnings } : { link, warnings: [] };
  }

  /** Title and limits; settings and secret are put. @throws Problem 404 */
  async change(
    scope: WorkspaceId,
    id: string,
    { title, limits }: { title?: string | undefined; limits?: GivenLimits | undefined },
  ): Promise<KnownLink> {
    const changed = await this.store.agentLinks.update(scope, id, (link) => ({
      ...link,
      title: title ?? link.title,
      limits: limitsOf(link.limits, limits),
      updatedAt: this.clock.now(),
    }));
    this.directory.forget(scope, id);
    if (!changed) throw notFound('agent link', id);
    return changed;
  }

  /** @throws Problem 404; 409 where published flows name it, unless forced */
  async remove(scope: WorkspaceId, id: string, { force }: { force: boolean }): Promise<void> {
    await this.get(scope, id);
    const users = [...(await this.flows.published(scope)).values()]
      .filter(({ flow }) => flow.agentUses.some(({ agent }) => agent === id))
      .map(({ flow }) => flow.id);
    if (users.length > 0 && !force) {
      throw new Problem(
        409,
        'agent-in-use',
        'The agent is in use',
        `Published flows hand over to "${id}": ${users.join(', ')}. Change them first, or add ?force=true: they then go on as if it failed.`,
      );
    }
    await this.store.agentLinks.delete(scope, id);
    this.directory.forget(scope, id);
    this.log.info({ event: 'agent.unlinked', agent: id }, 'agent unlinked');
  }

  /** Makes a test call and keeps what it says about the link. @throws Problem 404, 429 */
  async test(scope: WorkspaceId, id: string): Promise<{ link: KnownLink; check: LinkCheck }> {
    const link = await this.get(scope, id);
    await this.#countTest(scope, id);
    const check = await this.#checked(await this.opener.open(scope, link));
    if (check.ok) await this.states.works(scope, link);
    else if (check.failure.class === 'broken') await this.states.isBroken(scope, link, check.failure);
    return { link: await this.get(scope, id), check };
  }

  #kind(name: string): AgentKindSpec {
    const spec = Object.hasOwn(this.kinds, name) ? this.kinds[name] : undefined;
    if (spec) return spec;
    const known = Object.keys(this.kinds).join(', ');
    throw invalid([{ field: 'kind', rule: 'known-kind', message: `"${name}" is not one of: ${known}` }]);
  }

  /** @throws Problem 422 where the stored secret cannot be read */
  #unsealed(scope: WorkspaceId, id: string, sealed: string): string {
    try {
      return this.secrets.open(sealed, secretPlace(scope, id));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw refused({ class: 'broken', code: 'secret-unreadable', text: `Send the secret again: ${reason}` }, 'secret');
    }
  }

  /** Opens the agent and, if wanted, calls it. @throws Problem 422, 429 */
  async #try(
    scope: WorkspaceId,
    id: string,
    kind: string,
    settings: unknown,
    secret: string | undefined,
    check: boolean,
  ): Promise<Extract<LinkCheck, { ok: true }> | undefined> {
    if (check) await this.#countTest(scope, id);
    const opened = await this.opener.openWith(kind, settings, secret);
    if (!check && opened.ok) {
      await opened.agent.close();
      return undefined;
    }
    const checked = await this.#checked(opened);
    if (!checked.ok) throw refused(checked.failure, checked.field);
    return checked;
  }

  async #checked(opened: OpenedLink): Promise<LinkCheck> {
    if (!opened.ok) return opened;
    try {
      return await opened.agent.check();
    } finally {
      await opened.agent.close();
    }
  }

  async #countTest(scope: WorkspaceId, id: string): Promise<void> {
    try {
      await this.#tests.consume(`${scope} ${id}`);
    } catch (verdict) {
      if (!(verdict instanceof RateLimiterRes)) throw verdict;
      const seconds = Math.ceil(verdict.msBeforeNext / SECOND);
      throw new Problem(
        429,
        'too-many-tests',
        'Too many tests',
        `A link is tested ${TESTS_PER_MINUTE} times a minute at most: each test spends quota. Try again in ${seconds} s.`,
      );
    }
  }
}

/** The limits with those changed that are given. */
function limitsOf(limits: LinkLimits, given: GivenLimits = {}): LinkLimits {
  return LinkLimits.parse({
    ...limits,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  });
}

/** As they are stored. @throws Problem 400 */
export function settingsText(spec: AgentKindSpec, given: unknown): string {
  const settings = spec.settings.safeParse(given);
  if (!settings.success) {
    throw invalid(
      fieldProblems(settings.error.issues).map((problem) => ({
        ...problem,
        field: problem.field === '' ? 'settings' : `settings.${problem.field}`,
      })),
    );
  }
  const text = JSON.stringify(settings.data);
  if (Buffer.byteLength(text) > MAX_SETTINGS_BYTES) {
    const rule = `the settings may have ${MAX_SETTINGS_BYTES / 1_048_576} MB; take out of the agent what is not tried`;
    throw invalid([{ field: 'settings', rule: 'too-large', message: rule }]);
  }
  return text;
}

function refused({ code, text }: AgentFailure, field: string | undefined): Problem {
  const place = field === undefined || field === 'secret' ? field : `settings.${field}`;
  const errors = place === undefined ? [] : [{ field: place, rule: code, message: text }];
  return new Problem(422, 'agent-cannot-be-linked', 'The agent cannot be linked', `${text} (code ${code})`, errors);
}
