import { stringify } from 'yaml';

export interface TalkWanted {
  id: string;
  title: string;
  agent: string;
  languages: readonly string[];
}

/** The YAML of a flow that is nothing but a talk with the agent. */
export function conversationFlow({ id, title, agent, languages }: TalkWanted): string {
  return stringify({
    id,
    kind: 'conversation',
    languages: languages.length > 0 ? languages : ['en'],
    title,
    steps: [{ id: 'talk', agent }],
  });
}
