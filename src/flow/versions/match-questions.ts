import type { CompiledAsk, CompiledFlow } from '../compiled-flow.js';

/** Questions of the version before → questions of the next, where they have another id there; as authors named them. */
export type QuestionMap = Readonly<Record<string, string>>;

/** The questions as the author named them, in their order: of a repeated group those of its first round. */
export function authoredQuestions(flow: CompiledFlow): Map<string, CompiledAsk> {
  const names = new Map([...flow.repeated].flatMap(([name, ids]) => ids.map((id) => [id, name] as const)));
  const authored = new Map<string, CompiledAsk>();
  for (const [id, question] of flow.questions) {
    const name = names.get(id) ?? id;
    if (!authored.has(name)) authored.set(name, question);
  }
  return authored;
}

/** Ids that a question has while the flow runs: one, or one for each round of a repeated group. */
export function runningIds(flow: CompiledFlow, name: string): readonly string[] {
  return flow.repeated.get(name) ?? (flow.questions.has(name) ? [name] : []);
}

/**
 * Which question of the next version each one of the old version is, by the names that authors gave: what the map says,
 * else the one of the same name. No two become the same one: what the map says comes first, and of two that it sends
 * to one place the first.
 */
export function matchNames(old: CompiledFlow, next: CompiledFlow, map: QuestionMap): Map<string, string> {
  const before = authoredQuestions(old);
  const after = authoredQuestions(next);
  const wanted = new Map(Object.entries(map));
  const matched = new Map<string, string>();
  const taken = new Set<string>();
  const match = (name: string, becomes: string) => {
    if (!before.has(name) || !after.has(becomes) || taken.has(becomes)) return;
    matched.set(name, becomes);
    taken.add(becomes);
  };
  for (const [name, becomes] of wanted) match(name, becomes);
  for (const name of before.keys()) if (!wanted.has(name)) match(name, name);
  return matched;
}

/** The same by the ids that questions have while the flow runs: round by round. */
export function matchQuestions(old: CompiledFlow, next: CompiledFlow, map: QuestionMap): Map<string, string> {
  const matched = new Map<string, string>();
  for (const [name, becomes] of matchNames(old, next, map)) {
    const after = runningIds(next, becomes);
    for (const [round, id] of runningIds(old, name).entries()) {
      const there = after[round];
      if (there !== undefined) matched.set(id, there);
    }
  }
  return matched;
}
