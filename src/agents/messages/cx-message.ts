import { z } from 'zod';
import { lenientList, lenientText, parseEach } from '../../channels/cloud-payload/lenient.js';
import { isStorablyNested } from '../../channels/cloud-payload/nesting.js';
import { isBlank } from '../../flow/words/fold.js';
import { webAddress } from './addresses.js';
import { type KindReaders, readKind } from './kind-of.js';
import { brief } from './notes.js';
import { liveAgentHandoff } from './payloads/hand-over.js';
import { readPayload } from './payloads/read-payload.js';
import { type Reading, reading, shown, skipped, together } from './reading.js';
import { readText } from './text-message.js';

const PlayAudio = z.object({ audioUri: lenientText });
const MixedAudio = z.object({ segments: lenientList });
const Segment = z.object({ uri: lenientText });
const Transfer = z.object({ phoneNumber: lenientText });
const Spoken = z.object({ text: lenientText });

/** Kinds of `google.cloud.dialogflow.cx.v3.ResponseMessage`; the others are skipped by name. */
const KINDS: KindReaders = {
  text: readText,
  payload: readPayload,
  liveAgentHandoff: (body) =>
    (isStorablyNested(body) ? liveAgentHandoff(body) : undefined) ?? reading({ person: { data: {} } }),
  endInteraction: () => reading({ ended: true }),
  // A figure for the agent's own reports: there is nothing to show, and nothing is over.
  conversationSuccess: () => shown(),
  outputAudioText: () => shown(),
  playAudio: (body) => readAudio(PlayAudio.safeParse(body).data?.audioUri),
  // Speech made of texts, which come as texts too, and files, of which only those with an address can be sent.
  mixedAudio: (body) => {
    const segments = parseEach(MixedAudio.safeParse(body).data?.segments ?? [], Segment);
    return together(segments.flatMap(({ uri }) => (uri ? [readAudio(uri)] : [])));
  },
  telephonyTransferCall: (body) => {
    const number = Transfer.safeParse(body).data?.phoneNumber ?? '';
    return isBlank(number) ? skipped('telephonyTransferCall without a number') : shown({ kind: 'text', text: number });
  },
};

/** What is said aloud is shown only where nothing is written. Speech markup (SSML) is nothing to read. */
const SPOKEN: KindReaders = {
  ...KINDS,
  outputAudioText: (body) => {
    const { text = '' } = Spoken.safeParse(body).data ?? {};
    return isBlank(text) ? skipped('outputAudioText without a text') : shown({ kind: 'text', text });
  },
};

/**
 * Reads one message of a CX agent.
 * @param spoken take what is said aloud as a text
 */
export function readCxMessage(message: unknown, spoken: boolean): Reading {
  return readKind(message, spoken ? SPOKEN : KINDS);
}

function readAudio(uri = ''): Reading {
  const link = webAddress(uri);
  return link === undefined
    ? skipped(`audio ${brief(uri)} is no web address`)
    : shown({ kind: 'media', media: 'audio', link });
}
