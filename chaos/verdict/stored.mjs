/** What of one person's conversation is missing or wrong in the database: sentences. */
export function lostOf(person, { conversation, entries, response }, channelId) {
  const { waId, state, stopsAt, expected, furthest } = person;
  if (!conversation) return [`${waId}: there is no conversation`];
  const lost = [];
  const say = (sentence) => lost.push(`${waId}: ${sentence}`);

  const isSilent = state === 'silent';
  if (state !== 'finished' && !isSilent) say(`got no further than act ${furthest} (${state})`);
  const told = isSilent ? expected.slice(0, stopsAt - 1) : expected;
  const want = Object.fromEntries(told.map((value, n) => [`q${n + 1}`, value]));
  const have = Object.fromEntries(Object.entries(response?.answers ?? {}).map(([step, { value }]) => [step, value]));
  if (JSON.stringify(sorted(have)) !== JSON.stringify(sorted(want))) {
    say(`answers ${JSON.stringify(have)} are stored, ${JSON.stringify(want)} were given`);
  }
  const wantStatus = isSilent ? 'active' : 'completed';
  const { session } = conversation;
  const status = session?.status === 'ended' ? session.disposition : session?.status;
  if (status !== wantStatus) say(`its session is ${status} (${session?.reason ?? 'no reason'}), not ${wantStatus}`);
  if (isSilent && session?.waitingOn !== `q${stopsAt}`) say(`waits on ${session?.waitingOn}, not on q${stopsAt}`);
  if (conversation.waitingToBeSent > 0) say(`${conversation.waitingToBeSent} messages still wait to be sent`);

  const said = person.thread.filter(({ from }) => from === 'customer').map(({ id }) => `in|${channelId}|${id}`);
  const kept = new Set(entries.filter(({ kind }) => kind === 'inbound').map(({ id }) => id));
  const missing = said.filter((id) => !kept.has(id));
  if (missing.length > 0) say(`${missing.length} messages of the person are not stored`);
  if (kept.size > said.length) say(`${kept.size} messages of the person are stored, ${said.length} were sent`);

  const states = new Map(entries.flatMap((entry) => (entry.kind === 'outbound' ? [[entry.id, entry.state]] : [])));
  for (const { from, ref, tick, text } of person.thread) {
    if (from !== 'business' || tick !== 'read' || states.get(ref) === 'read') continue;
    say(`"${text.slice(0, 30)}" was read and is stored as ${states.get(ref) ?? 'nothing'}`);
  }
  return lost;
}

function sorted(answers) {
  return Object.entries(answers).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
