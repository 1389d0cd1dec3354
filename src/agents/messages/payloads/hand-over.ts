import { z } from 'zod';
import { lenientRecord, lenientText } from '../../../channels/cloud-payload/lenient.js';
import type { Json } from '../../../flow/conditions.js';
import { FlowId } from '../../../flow/definition/names.js';
import { HiddenValues } from '../../../flow/hidden.js';
import { JsonValue } from '../../../flow/json-value.js';
import { Parameters } from '../event.js';
import { type Reading, named, reading, skipped, together } from '../reading.js';
import type { Payload } from './convention.js';
import { readParts } from './read-parts.js';

/** Most that is handed on to a person or back to a flow, in UTF-16 units of its JSON; it is stored with the session. */
const MAX_DATA = 16_384;

/**
 * What the flow is to do, beside whatever the payload shows: `canvass`, as documented in docs/agents/payloads.md, and
 * the forms in which other products ask for a person.
 * @returns undefined where the payload says nothing of it
 */
export function readHandOver(payload: Payload): Reading | undefined {
  const found = [ownHandOver(payload['canvass']), ...PERSON_FORMS.map((form) => form(payload))];
  const said = found.filter((one) => one !== undefined);
  return said.length === 0 ? undefined : together(said);
}

export const Canvass = z.strictObject({
  person: z.union([z.boolean(), Parameters]).nullish(),
  startFlow: z.strictObject({ flow: FlowId, values: HiddenValues.nullish() }).nullish(),
  return: JsonValue.optional(),
  end: z.boolean().nullish(),
});

function ownHandOver(canvass: Json | undefined): Reading | undefined {
  if (canvass === undefined || canvass === null) return undefined;
  const { value = {}, problems } = readParts(Canvass, written(canvass));
  const { person, startFlow, return: back, end } = value;
  const flow = startFlow && { flowId: startFlow.flow, values: startFlow.values ?? {} };
  return named(
    'canvass payload',
    together([
      skipped(...problems),
      ...(person ? [toPerson(person === true ? {} : person)] : []),
      ...(flow ? [reading({ startFlow: flow })] : []),
      ...(back === undefined ? [] : [giveBack(back)]),
      ...(end === true ? [reading({ ended: true })] : []),
    ]),
  );
}

/** The short forms written out: a flow's id alone, and words for the people who take over. */
function written(canvass: Json): Json {
  if (typeof canvass !== 'object' || canvass === null || Array.isArray(canvass)) return canvass;
  const { person, startFlow } = canvass;
  return {
    ...canvass,
    ...(typeof person === 'string' && { person: { reason: person } }),
    ...(typeof startFlow === 'string' && { startFlow: { flow: startFlow } }),
  };
}

/** The flow waits for it, so something is given back in any case. */
function giveBack(value: Json): Reading {
  if (fits(value)) return reading({ giveBack: { value } });
  return reading({
    giveBack: { value: null },
    skipped: [`return: more than ${MAX_DATA} characters; nothing is given back`],
  });
}

/** Hands over to a person. What is too long to be kept is left out; the person comes all the same. */
export function toPerson(data: z.infer<typeof Parameters>): Reading {
  if (fits(data)) return reading({ person: { data } });
  return reading({ person: { data: {} }, skipped: [`person: more than ${MAX_DATA} characters of data`] });
}

function fits(value: unknown): boolean {
  return JSON.stringify(value).length <= MAX_DATA;
}

/** How other products ask for a person: Chatwoot's `action`, and the message of Dialogflow CX put into a payload. */
const PERSON_FORMS: readonly ((payload: Payload) => Reading | undefined)[] = [
  ({ action }) => {
    const name = lenientText.parse(action)?.trim().toLowerCase();
    return name === 'handoff' || name === 'input.handoff' ? toPerson({}) : undefined;
  },
  (payload) => liveAgentHandoff(payload['liveAgentHandoff'] ?? payload['live_agent_handoff']),
];

/** A hand-over as Dialogflow CX has it: `{metadata}`, or true. */
export function liveAgentHandoff(handoff: unknown): Reading | undefined {
  if (handoff === true) return toPerson({});
  const fields = lenientRecord.parse(handoff);
  if (fields === undefined) return undefined;
  const metadata = Parameters.safeParse(fields['metadata'] ?? {});
  return metadata.success
    ? toPerson(metadata.data)
    : together([toPerson({}), skipped('liveAgentHandoff: metadata is no object')]);
}
