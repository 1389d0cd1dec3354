import { lookup } from 'bcp-47-match';

/**
 * The best of `available` for the wanted language by RFC 4647 lookup (`pt-BR` finds `pt`), then, since speakers of one
 * variant read another rather than a foreign language, any variant of the same language (`pt` finds `pt-BR`).
 */
export function matchLanguage(available: readonly string[], wanted: string | undefined): string | undefined {
  if (wanted === undefined || wanted === '') return undefined;
  // Contacts' languages come as people and providers write them: pt_BR is pt-BR.
  const tag = wanted.replaceAll('_', '-');
  // The look-up shortens the wanted tag and takes the first that fits at any length, so the longest come first.
  const longestFirst = [...available].toSorted((a, b) => b.length - a.length);
  const exact = lookup(longestFirst, [tag]);
  if (exact !== undefined) return exact;
  const primary = tag.toLowerCase().split('-')[0];
  return available.find((candidate) => candidate.toLowerCase().split('-')[0] === primary);
}

/** A flow's languages, the first of which is used where nothing else fits. */
export function chooseLanguage(languages: readonly string[], wanted: string | undefined): string {
  const language = matchLanguage(languages, wanted) ?? languages[0];
  if (language === undefined) throw new Error('a flow has at least one language');
  return language;
}
