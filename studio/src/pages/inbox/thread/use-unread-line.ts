import { useDocumentVisibility } from '@mantine/hooks';
import { useState } from 'react';
import type { UnreadLine } from './unread-line.js';

const NOTHING: UnreadLine = { count: 0, newest: undefined };

/**
 * What was unread when the thread was opened, or when somebody came back to its tab. What comes in while they look gets
 * no line.
 * @param unread as the service says; it falls to 0 as soon as the thread is looked at
 * @param isSettled whether thread and conversation are read to the end
 */
export function useUnreadLine(unread: number, newest: string | undefined, isSettled: boolean): UnreadLine {
  const isVisible = useDocumentVisibility() === 'visible';
  // The highest that was said until the line stands: it may be marked as read before the thread has come.
  const [{ most, line }, set] = useState<{ most: number; line?: UnreadLine }>({ most: 0 });
  if (line) {
    if (!isVisible) set({ most: 0 });
    return line;
  }
  if (unread > most) set({ most: unread });
  else if (isVisible && isSettled) set({ most, line: { count: most, newest } });
  return NOTHING;
}
