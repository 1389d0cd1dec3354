import type { KeyboardEvent } from 'react';

/** Enter sends; with Shift it breaks the line, and while a word is being composed it belongs to the keyboard. */
export const isSendKey = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing;
