import { useEffect, useRef, useState } from 'react';
import type { AttachmentView } from '@core/api/inbox-views.js';
import { acts } from '../inbox-api.js';
import { refusalIn, refusalOf, type FileRefusal } from './file-refusal.js';

/** A file beside the message that is being written. */
export type Attached =
  | { state: 'none' }
  | { state: 'uploading'; name: string; percent: number }
  | { state: 'refused'; name: string; refusal: FileRefusal }
  /** It may go well another time. */
  | { state: 'failed'; file: File; error: unknown }
  | { state: 'ready'; file: AttachmentView };

const NONE: Attached = { state: 'none' };

/** What is there to be sent, by conversation: it outlives a look at another one. */
const waiting = new Map<string, AttachmentView>();

/** Takes a file to the service as soon as it is chosen. Mount it anew for another conversation. */
export function useAttachment(conversationId: string): {
  attached: Attached;
  attach: (file: File) => Promise<void>;
  remove: () => void;
} {
  const [attached, setAttached] = useState<Attached>(() => {
    const file = waiting.get(conversationId);
    return file ? { state: 'ready', file } : NONE;
  });
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);
  const begin = (): AbortSignal => {
    running.current?.abort();
    running.current = new AbortController();
    waiting.delete(conversationId);
    return running.current.signal;
  };
  return {
    attached,
    async attach(file) {
      const signal = begin();
      const { name } = file;
      const refusal = refusalOf(file);
      if (refusal) return setAttached({ state: 'refused', name, refusal });
      const onProgress = (percent: number): void => {
        if (!signal.aborted) setAttached({ state: 'uploading', name, percent });
      };
      onProgress(0);
      try {
        const kept = await acts(conversationId).attach(file, { onProgress, signal });
        if (signal.aborted) return undefined;
        waiting.set(conversationId, kept);
        return setAttached({ state: 'ready', file: kept });
      } catch (error) {
        if (signal.aborted) return undefined;
        const refused = refusalIn(error, file);
        return setAttached(refused ? { state: 'refused', name, refusal: refused } : { state: 'failed', file, error });
      }
    },
    remove() {
      begin();
      setAttached(NONE);
    },
  };
}
