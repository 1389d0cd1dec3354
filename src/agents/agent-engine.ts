import type { z } from 'zod';
import type { AgentContext } from '../flow/agent/agent-call.js';
import type { AgentFailure, AgentOutcome } from '../flow/agent/agent-reply.js';
import type { Json } from '../flow/conditions.js';

/** What a person said, with a voice note's bytes at hand. */
export type QueryInput =
  | { kind: 'text'; text: string }
  | { kind: 'event'; name: string; parameters?: Readonly<Record<string, Json>> | undefined }
  /** A WhatsApp voice note: Ogg/Opus. */
  | { kind: 'voice'; bytes: Buffer; mime?: string | undefined };

/** One query to an agent. */
export interface AgentQuery {
  /** Names the dialogue at the agent: 1 to 36 of A–Z, a–z, 0–9, - and _. Never anything that says who the person is. */
  dialogue: string;
  input: QueryInput;
  /** BCP-47 of the conversation; the agent takes the nearest of its own. */
  language: string;
  /**
   * What the flow passes in, by name. CX: session parameters. ES: parameters of the context `canvass` and of the event,
   * where the query is one. Both: `payload.canvass` for the agent's webhook.
   */
  parameters: Readonly<Record<string, Json>>;
  /** What the agent has forgotten by now and is to be given back; absent while it remembers. */
  restore?: {
    contexts: readonly AgentContext[];
    parameters: Readonly<Record<string, Json>>;
    page?: string | undefined;
  };
  /**
   * What we know of the dialogue in any case: an agent that keeps nothing itself (the local one) goes on from it.
   */
  contexts: readonly AgentContext[];
  timezone: string;
  location?: { latitude: number; longitude: number } | undefined;
}

export interface AskOptions {
  /** Milliseconds until the answer must be there; afterwards the outcome is `down` with `DEADLINE_EXCEEDED`. */
  deadlineMs: number;
}

/** What a test call found out. */
export type LinkCheck =
  | {
      ok: true;
      /** One line for the designer: what answered, in which language, how fast, what it matched. */
      said: string;
      /** Not wrong, but worth knowing: a draft environment, a key with more rights than needed. */
      warnings: string[];
    }
  | { ok: false; failure: AgentFailure; /** The setting to mend, where one is at fault. */ field?: string };

/** An agent that is ready to be asked. Serves many dialogues at the same time. */
export interface OpenedAgent {
  /** One attempt; never throws and never retries (that is AgentCaller's business). */
  ask(query: AgentQuery, options: AskOptions): Promise<AgentOutcome>;
  /** A test call on a dialogue of its own. Never throws. */
  check(): Promise<LinkCheck>;
  close(): Promise<void>;
}

export type Opened = { ok: true; agent: OpenedAgent } | { ok: false; failure: AgentFailure; field?: string };

/**
 * One kind of agent. Loaded only when a link of its kind is opened (registry.ts), so that who links none pays nothing.
 * Contract: test/contracts/agent-engine.contract.ts.
 */
export interface AgentEngine<Settings = unknown> {
  /** Whether voice notes can be asked as they are. */
  readonly voice: boolean;
  /** UTF-16 units of one text query; longer ones are cut at a sentence by the engine itself. */
  readonly textLimit: number;
  /**
   * Checks settings and secret as far as that goes without a call, and makes the client. Never throws.
   * @param secret what `SECRETS` says of the kind; undefined where it has none or none was given
   */
  open(settings: Settings, secret: string | undefined, options: OpenOptions): Promise<Opened>;
}

export interface OpenOptions {
  /** `host:port` of a gRPC server to call in the clear instead of Google's; for trying and testing only. */
  emulator?: string | undefined;
}

/** How a kind of agent is set up, without the code that runs it. */
export interface AgentKindSpec<Settings = unknown> {
  /** As a person writes it: "Dialogflow CX". */
  readonly title: string;
  readonly settings: z.ZodType<Settings>;
  /** Milliseconds that a query may take where the link says nothing else. */
  readonly deadlineMs: number;
  /** Milliseconds after its last answer for which an agent surely knows the dialogue; later it is given back to it. */
  readonly remembersMs: number;
  /** What secret it needs, and where to find it; absent where it needs none. */
  readonly secret?: { label: string; help: string };
  /** It is given as an exported agent (a zip), and nobody would type its settings. */
  readonly takesExport?: true;
  /** What of the settings a person is shown, where they are more than a person would read. Absent: all of them. */
  shown?(settings: Settings): Readonly<Record<string, Json>>;
  load(): Promise<AgentEngine<Settings>>;
}
