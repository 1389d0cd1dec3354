import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { agentKinds } from '../agents/kinds.js';
import type { AgentKindSpec, LinkCheck } from '../agents/agent-engine.js';
import { askInBudget } from '../agents/links/asking.js';
import { Budget } from '../agents/links/budget.js';
import { LinkOpener, type AgentKinds } from '../agents/links/link-opener.js';
import { toQuery } from '../agents/links/to-query.js';
import type { LocalAgent } from '../agents/local/local-agent.js';
import { systemClock } from '../clock/clock.js';
import type { AgentCall } from '../flow/agent/agent-call.js';
import { AgentReply, type AgentOutcome } from '../flow/agent/agent-reply.js';
import { SecretBox } from '../secrets/secret-box.js';
import { workspaceScope } from '../storage/documents.js';
import type { AskAgent } from './agent-chat.js';
import { CliProblem, type Terminal } from './terminal.js';

/** Somebody to talk to. */
export interface TestedAgent {
  /** What it is, in one line, and what is to be known of it. */
  about: string[];
  ask: AskAgent;
  close(): Promise<void>;
}

const SCOPE = workspaceScope('cli');

/** An exported agent: a folder, or a zip. @throws CliProblem where it is none */
export async function readLocalAgent(
  { cwd }: Terminal,
  name: string,
): Promise<{ agent: LocalAgent | undefined; problems: string[] }> {
  const place = path.resolve(cwd, name);
  const found = await stat(place).catch((error: unknown) => {
    throw new CliProblem(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  const { loadAgentFolder, readAgentZip } = await import('../agents/local/read-export.js');
  const { agent, problems } = found.isDirectory() ? await loadAgentFolder(place) : readAgentZip(await readFile(place));
  return { agent, problems };
}

/**
 * Opens an agent as a link of its kind would.
 *
 * @param given settings by the names that the kind has for them; undefined ones are as if absent
 * @throws CliProblem for settings that do not fit, or a key that cannot be used
 */
export async function openAgent(
  kind: keyof typeof agentKinds,
  given: Readonly<Record<string, unknown>>,
  secret: string | undefined,
  emulator: string | undefined,
): Promise<TestedAgent> {
  const kinds: AgentKinds = agentKinds;
  const spec: AgentKindSpec = agentKinds[kind];
  const settings = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const fits = spec.settings.safeParse(settings);
  if (!fits.success) {
    const [issue] = fits.error.issues;
    throw new CliProblem(`${issue?.path.join('.') ?? 'settings'}: ${issue?.message ?? 'does not fit'}`);
  }
  // No stored secret is opened here: the key of the box does not matter.
  const opener = new LinkOpener(kinds, new SecretBox(Buffer.alloc(32)), { emulator });
  const opened = await opener.openWith(kind, settings, secret);
  if (!opened.ok) throw new CliProblem(opened.failure.text);
  const { agent } = opened;
  return {
    about: toldOf(await agent.check()),
    ask: (call) => {
      const { input } = call;
      if (input.kind === 'voice') return Promise.resolve(unheard());
      const query = toQuery(call, input, { scope: SCOPE, now: systemClock.now(), remembersMs: spec.remembersMs });
      return askInBudget(agent, query, new Budget(systemClock, spec.deadlineMs), {
        random: Math.random,
        mayAskAgain: async () => true,
      });
    },
    close: () => agent.close(),
  };
}

const Answer = z.object({ reply: AgentReply });
const Refusal = z.object({ detail: z.string() });

/** An agent that is linked at a running service. @throws CliProblem where the service does not know it, or us */
export async function linkedAgent(server: string, token: string, id: string): Promise<TestedAgent> {
  const dialogue = randomUUID();
  const call = async (method: string, place: string, body?: unknown): Promise<{ ok: boolean; body: unknown }> => {
    try {
      const response = await fetch(new URL(`/api/v1/agents/${encodeURIComponent(id)}${place}`, server), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { ok: response.ok, body: await response.json() };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new CliProblem(`${server} does not answer as Canvass does: ${reason}`);
    }
  };
  const found = await call('GET', '');
  if (!found.ok) throw new CliProblem(Refusal.safeParse(found.body).data?.detail ?? `${server} refused`);
  return {
    about: [`The agent "${id}" of ${server}.`],
    ask: async ({ input, language, memory }: AgentCall): Promise<AgentOutcome> => {
      if (input.kind === 'voice') return unheard();
      const said = input.kind === 'text' ? { text: input.text } : { event: input.name, parameters: input.parameters };
      const answer = await call('POST', '/ask', { ...said, language, dialogue, memory });
      const reply = answer.ok ? Answer.safeParse(answer.body).data?.reply : undefined;
      if (reply) return { kind: 'answered', reply };
      const text = Refusal.safeParse(answer.body).data?.detail ?? 'The service gave an answer that is not understood.';
      return { kind: 'failed', failure: { class: 'refused', code: 'service', text } };
    },
    close: async () => undefined,
  };
}

function toldOf(check: LinkCheck): string[] {
  return check.ok ? [check.said, ...check.warnings] : [`Its test call failed: ${check.failure.text}`];
}

function unheard(): AgentOutcome {
  return { kind: 'failed', failure: { class: 'unsupported', code: 'voice', text: 'Nothing is spoken in a terminal.' } };
}
