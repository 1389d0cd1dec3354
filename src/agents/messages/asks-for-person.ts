/** Actions by which agents from before the live-agent flag ask for a person. Both are in use. */
const PERSON_ACTIONS: ReadonlySet<string> = new Set(['handoff', 'input.handoff']);

export const isPersonAction = (action: string): boolean => PERSON_ACTIONS.has(action);
