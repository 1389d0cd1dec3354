/** Before a process is killed it may have sent what it could not note any more. */
const UNDER_WAY_MS = 3_000;

/** What can cut the way from the provider's answer to our note of it. */
const CUTS = new Set(['kill-worker', 'stop-database', 'kill-database', 'outage']);

/**
 * The second and later copies of one message, each with why: `{ copy, cause }`, or without a cause where the business
 * could have known that the first was out.
 * @param observed `{ unanswered, timeline, settings }`
 */
export function copiesOf(chat, { unanswered, timeline, settings }) {
  const echoWaitMs = Number(settings.ECHO_WAIT_MS);
  const found = [];
  for (const copy of chat) {
    if (copy.copy === 0 || copy.from !== 'business') continue;
    const before = chat.findLast(({ ref, copy: n }) => ref === copy.ref && n === copy.copy - 1);
    const knew = before.echoedAt !== undefined && before.echoedAt < copy.at;
    const waited = copy.at - before.at >= echoWaitMs;
    const cause = knew || !waited ? undefined : causeOf(before, unanswered, timeline);
    found.push({ copy, before, cause });
  }
  return found;
}

function causeOf({ id, at }, unanswered, timeline) {
  if (unanswered[id] !== undefined) return `the provider took it and said ${unanswered[id]}`;
  const cut = timeline.find(
    ({ name, from, to }) => CUTS.has(name) && at >= from - UNDER_WAY_MS && at <= (to ?? Infinity),
  );
  return cut && `it was sent around ${cut.title}`;
}
