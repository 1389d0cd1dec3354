import { z } from 'zod';
import { present } from '../../channels/cloud-payload/present.js';
import { lenientList, lenientNumber, lenientObject, parseEach } from '../../channels/cloud-payload/lenient.js';
import type { AgentReply } from '../../flow/agent/agent-reply.js';
import { readCxMessages } from '../messages/read-messages.js';
import { decodeStruct } from '../google/struct.js';
import { FilledText, readConfidence, RpcStatus, StructField, webhookFailure } from '../google/response.js';

/** A message with its Structs as plain objects. */
const Message = z
  .looseObject({
    payload: structIfThere(),
    liveAgentHandoff: withMetadata(),
    conversationSuccess: withMetadata(),
  })
  .transform((message) => present(message));

const Match = {
  matchType: FilledText,
  intent: lenientObject({ displayName: FilledText }),
  event: FilledText,
  confidence: lenientNumber,
};

/** The parts of a DetectIntentResponse of v3 that we read. */
const CxResponse = z.object({
  queryResult: lenientObject({
    parameters: StructField,
    responseMessages: lenientList,
    webhookStatuses: lenientList,
    currentPage: lenientObject({ name: FilledText }),
    match: lenientObject(Match),
  }),
});

const CxMatches = z.object({ matches: lenientList });

/**
 * What CX calls a match, in our words. Filling a parameter, an answer of a data store and a playbook's name no intent;
 * nor does an event that no handler took.
 */
const MATCHES = new Map<string | undefined, AgentReply['match']>([
  ['INTENT', 'intent'],
  ['DIRECT_INTENT', 'intent'],
  ['EVENT', 'event'],
  ['NO_MATCH', 'fallback'],
  ['NO_INPUT', 'fallback'],
]);

/** What Dialogflow CX answered. Total: of an answer that is none, an empty reply. */
export function cxReply(response: unknown): AgentReply {
  const result = CxResponse.safeParse(response).data?.queryResult;
  const messages = parseEach(result?.responseMessages ?? [], Message);
  const read = readCxMessages(messages);
  const { match } = result ?? {};
  const intent = match?.intent?.displayName;
  return {
    messages: read.messages,
    match: matchOf(match?.matchType),
    parameters: result?.parameters ?? {},
    contexts: [],
    // A form that goes on asking says so on its message; what it asks for was not understood, or is the next parameter.
    slotFilling: messages.some((message) => message['responseType'] === 'PARAMETER_PROMPT'),
    ended: read.ended === true,
    skipped: read.skipped,
    ...present({
      intent,
      confidence: match === undefined ? undefined : readConfidence(match.confidence),
      page: result?.currentPage?.name,
      person: read.person,
      startFlow: read.startFlow,
      giveBack: read.giveBack,
      webhookFailed: firstFailure(result?.webhookStatuses),
    }),
  };
}

/** What the best match of a MatchIntentResponse is, in words. */
export function cxMatched(response: unknown): string {
  const [best] = parseEach(CxMatches.safeParse(response).data?.matches ?? [], z.object(Match));
  const intent = best?.intent?.displayName;
  if (intent !== undefined) return `the intent "${intent}"`;
  return matchOf(best?.matchType) === 'fallback' || best === undefined ? 'no intent' : `${best.matchType}`;
}

function matchOf(type: string | undefined): AgentReply['match'] {
  return MATCHES.get(type) ?? 'none';
}

function firstFailure(statuses: readonly unknown[] | undefined): string | undefined {
  return parseEach(statuses ?? [], RpcStatus)
    .map(webhookFailure)
    .find((failure) => failure !== undefined);
}

function structIfThere() {
  return z
    .unknown()
    .optional()
    .transform((struct) => (struct === undefined || struct === null ? undefined : decodeStruct(struct)));
}

function withMetadata() {
  return z.looseObject({ metadata: StructField }).optional().catch(undefined);
}
