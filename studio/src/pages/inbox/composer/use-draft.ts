import { useState } from 'react';
import { draftsIn } from './drafts.js';

/** The text being written in a conversation, kept over reloads of the page. Mount it anew for another conversation. */
export function useDraft(kind: 'message' | 'note', conversationId: string): [string, (text: string) => void] {
  const drafts = draftsIn(sessionStorage, kind);
  const [text, setText] = useState(() => drafts.read(conversationId));
  return [
    text,
    (next) => {
      setText(next);
      drafts.keep(conversationId, next);
    },
  ];
}
