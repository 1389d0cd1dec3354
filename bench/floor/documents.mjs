// What the floor stores: as large as what the service stores for a turn of the survey, and nothing looks inside.

/** Averages of the service's own after surveys of bench/flows: inbound entries and conversations, in bytes of JSON. */
const EVENT_BYTES = 550;
const CONVERSATION_BYTES = 1_900;

function padded(doc, bytes) {
  return { ...doc, rest: 'x'.repeat(Math.max(0, bytes - JSON.stringify(doc).length - 11)) };
}

export function eventDocument(conversationId, n) {
  return padded({ conversationId, at: Date.now(), n }, EVENT_BYTES);
}

export function conversationDocument(conversationId) {
  return padded({ conversationId, turn: 0 }, CONVERSATION_BYTES);
}
