const MOST_SHOWN = 40;

/** The figures of one run, as `--json` prints them. */
export function figuresOf({ form, size, seed, servers, observed, verdict }) {
  const { lost, duplicated, ambiguous, outOfOrder, fallbackTwice, fallbackMissing, statusBackwards } = verdict;
  const { people, seconds, timeline, settings, stats } = observed;
  return {
    conversations: people.length,
    lost,
    duplicated,
    ambiguous,
    outOfOrder,
    fallbackTwice,
    fallbackMissing,
    statusBackwards,
    ambiguousCauses: verdict.causes,
    form,
    size,
    seed,
    servers,
    seconds,
    quiet: observed.quiet,
    settings,
    sends: stats.requests,
    webhooks: { delivered: stats.webhooks.delivered, failedAttempts: stats.webhooks.failedAttempts },
    templates: people.reduce((sum, { thread }) => sum + thread.filter(({ template }) => template).length, 0),
    disturbances: timeline.map(({ name, at, seconds: took, recovery }) => ({
      name,
      at: Math.round(at),
      seconds: tenths(took),
      ...(recovery && {
        waiting: recovery.waiting,
        mostAfter: inSeconds(recovery.most),
        allAfter: inSeconds(recovery.all),
      }),
    })),
  };
}

/** Is every promise kept? */
export function isWhole({ lost, duplicated, outOfOrder, fallbackTwice, fallbackMissing, statusBackwards, quiet }) {
  return quiet && [lost, duplicated, outOfOrder, fallbackTwice, fallbackMissing, statusBackwards].every((n) => n === 0);
}

/** For a person: the sums, and where they come from. */
export function reportOf(figures, findings) {
  const { sends, webhooks, ambiguousCauses } = figures;
  const lines = [
    `${figures.conversations} conversations in ${figures.seconds} s on ${figures.servers.join(', ')}; seed ${figures.seed}`,
    `${sends.accepted + sends.faults} sends, ${sends.faults} of them refused or unanswered; ${figures.templates} templates; ` +
      `${webhooks.delivered} webhooks taken, ${webhooks.failedAttempts} had to come again`,
    '',
    ...['lost', 'duplicated', 'ambiguous', 'outOfOrder', 'fallbackTwice', 'fallbackMissing', 'statusBackwards'].map(
      (name) => `${name.padEnd(16)} ${figures[name]}`,
    ),
    ...Object.entries(ambiguousCauses).map(([cause, count]) => `  ambiguous, ${count}: ${cause}`),
    ...findings.slice(0, MOST_SHOWN).map((finding) => `  ${finding}`),
    ...(findings.length > MOST_SHOWN ? [`  … and ${findings.length - MOST_SHOWN} more`] : []),
    ...(figures.quiet ? [] : ['It did not become quiet.']),
  ];
  return lines.join('\n');
}

function inSeconds(ms) {
  return ms === null ? null : tenths(ms / 1_000);
}

function tenths(seconds) {
  return Math.round(seconds * 10) / 10;
}
