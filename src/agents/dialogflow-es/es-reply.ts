import { z } from 'zod';
import { present } from '../../channels/cloud-payload/present.js';
import {
  lenientFlag,
  lenientList,
  lenientNumber,
  lenientObject,
  parseEach,
} from '../../channels/cloud-payload/lenient.js';
import type { AgentContext } from '../../flow/agent/agent-call.js';
import type { AgentReply } from '../../flow/agent/agent-reply.js';
import type { Json } from '../../flow/conditions.js';
import { isPersonAction } from '../messages/asks-for-person.js';
import { readEsMessages } from '../messages/read-messages.js';
import { CANVASS } from '../google/query.js';
import { decodeStruct } from '../google/struct.js';
import { FilledText, readConfidence, RpcStatus, shortName, StructField, webhookFailure } from '../google/response.js';
import type { EsPlatform } from '../kinds.js';

const Intent = z.object({
  displayName: FilledText,
  isFallback: z.boolean().catch(false),
  endInteraction: z.boolean().catch(false),
  liveAgentHandoff: z.boolean().catch(false),
});

const Message = z
  .looseObject({ payload: z.unknown().optional() })
  .transform(({ payload, ...message }) =>
    payload === undefined || payload === null ? message : { ...message, payload: decodeStruct(payload) },
  );

const Context = z.object({ name: z.string(), lifespanCount: z.number().catch(0), parameters: StructField });

const QueryResult = {
  languageCode: FilledText,
  action: FilledText,
  parameters: StructField,
  allRequiredParamsPresent: lenientFlag,
  cancelsSlotFilling: lenientFlag,
  fulfillmentText: FilledText,
  fulfillmentMessages: lenientList,
  outputContexts: lenientList,
  intent: Intent.optional().catch(undefined),
  intentDetectionConfidence: lenientNumber,
};

/** The parts of a DetectIntentResponse of v2 that we read. */
const EsResponse = z.object({
  queryResult: lenientObject(QueryResult),
  webhookStatus: RpcStatus.optional().catch(undefined),
});

/** Of the stock fallback intent, which an agent may have replaced by one without the flag. */
const UNKNOWN_ACTION = 'input.unknown';

/**
 * Contexts that Dialogflow keeps for itself; nobody else is to make any of these names. Source: context.proto of v2. Ours
 * comes back too.
 */
const RESERVED = /^__system_counters__$|_id_dialog_context$|_dialog_params_size$/;

/**
 * What Dialogflow ES answered. Total: of an answer that is none, an empty reply.
 * @param asked what the query was; only an event's answer is an event's match
 */
export function esReply(
  response: unknown,
  asked: 'text' | 'event' | 'voice',
  platforms: readonly EsPlatform[],
): AgentReply {
  const { queryResult: result, webhookStatus } = EsResponse.safeParse(response).data ?? {};
  const read = readEsMessages(parseEach(result?.fulfillmentMessages ?? [], Message), {
    platforms,
    fulfillmentText: result?.fulfillmentText,
  });
  const { intent } = result ?? {};
  const action = result?.action;
  const person = read.person ?? (asksForPerson(intent, action) ? { data: {} } : undefined);
  return {
    messages: read.messages,
    match: matchOf(intent, action, asked),
    parameters: result?.parameters ?? {},
    contexts: parseEach(result?.outputContexts ?? [], Context).flatMap(readContext),
    slotFilling: isSlotFilling(result),
    ended: read.ended === true || intent?.endInteraction === true,
    skipped: read.skipped,
    ...present({
      intent: intent?.displayName,
      confidence: intent === undefined ? undefined : readConfidence(result?.intentDetectionConfidence),
      action,
      person,
      startFlow: read.startFlow,
      giveBack: read.giveBack,
      webhookFailed: webhookFailure(webhookStatus),
    }),
  };
}

/** In which language ES answered: its default one, where it does not speak what it was asked in. */
export function esLanguage(response: unknown): string | undefined {
  return EsResponse.safeParse(response).data?.queryResult?.languageCode;
}

type IntentRead = z.infer<typeof Intent> | undefined;

function matchOf(
  intent: IntentRead,
  action: string | undefined,
  asked: 'text' | 'event' | 'voice',
): AgentReply['match'] {
  if (intent?.isFallback === true || action === UNKNOWN_ACTION) return 'fallback';
  // Small talk answers without an intent.
  if (intent?.displayName === undefined) return 'none';
  return asked === 'event' ? 'event' : 'intent';
}

function asksForPerson(intent: IntentRead, action: string | undefined): boolean {
  return intent?.liveAgentHandoff === true || (action !== undefined && isPersonAction(action));
}

/**
 * A parameter that is still missing comes as "" (of a list, as []). The flag alone does not tell: unset and false are the
 * same on the wire, and answers without an intent leave it unset.
 */
function isSlotFilling(result: z.infer<z.ZodObject<typeof QueryResult>> | undefined): boolean {
  if (result?.intent === undefined || result.intent.isFallback) return false;
  if (result.allRequiredParamsPresent !== false || result.cancelsSlotFilling === true) return false;
  return Object.values(result.parameters).some(isUnfilled);
}

function isUnfilled(value: Json): boolean {
  return value === '' || value === null || (Array.isArray(value) && value.length === 0);
}

function readContext({ name, lifespanCount, parameters }: z.infer<typeof Context>): AgentContext[] {
  const short = shortName(name).toLowerCase();
  if (lifespanCount < 1 || short === CANVASS || RESERVED.test(short)) return [];
  return [{ name: short, lifespan: Math.trunc(lifespanCount), parameters }];
}
