import type { AgentLinkView } from '@core/api/agent-views.js';

/** The languages that the agent speaks, as its settings say; none where they do not. */
export function languagesOf({ settings }: Pick<AgentLinkView, 'settings'>): string[] {
  const { languages } = settings;
  return Array.isArray(languages) ? languages.filter((language) => typeof language === 'string') : [];
}
