import { chooseLanguage } from '../../flow/language.js';
import type { AgentFailure } from '../../flow/agent/agent-reply.js';
import type { AgentQuery, QueryInput } from '../agent-engine.js';

/** The session parameter, context and payload under which an agent finds what the flow passes in. */
export const CANVASS = 'canvass';

/** A query in the words of one agent: its language is one that the agent speaks. */
export interface GoogleQuery extends AgentQuery {
  speaks: string;
}

export function toGoogleQuery(query: AgentQuery, languages: readonly string[]): GoogleQuery {
  return { ...query, speaks: chooseLanguage(languages, query.language) };
}

/** Encoding and sample rate of a WhatsApp voice note, as both APIs want them said. */
export const VOICE_NOTE = { audioEncoding: 'AUDIO_ENCODING_OGG_OPUS', sampleRateHertz: 16_000 } as const;

/** A voice note in another format than WhatsApp records would be heard as noise: better said than answered wrongly. */
export function unsupportedInput(input: QueryInput): AgentFailure | undefined {
  if (input.kind !== 'voice' || input.mime === undefined || /^audio\/(ogg|opus)\b/i.test(input.mime.trim())) {
    return undefined;
  }
  return {
    class: 'unsupported',
    code: 'audio-format',
    text: `A recording of the format "${input.mime}" cannot be asked; a voice note recorded in WhatsApp (audio/ogg) can.`,
  };
}
