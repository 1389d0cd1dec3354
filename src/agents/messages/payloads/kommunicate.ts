import { z } from 'zod';
import { lenientList, lenientObject, lenientText, parseEach } from '../../../channels/cloud-payload/lenient.js';
import { readButtons } from '../buttons.js';
import { readCard } from '../card.js';
import { brief } from '../notes.js';
import { named, skipped, together } from '../reading.js';
import type { Convention } from './convention.js';

/** The template of suggested replies; the others are not read. */
const SUGGESTED_REPLIES = '6';

const Message = z.object({
  message: lenientText,
  metadata: lenientObject({ templateId: lenientText, payload: lenientList }),
});
const Reply = z.object({ title: lenientText, message: lenientText });

/** Kommunicate's suggested replies: `{message, platform: "kommunicate", metadata: {templateId: "6", payload: [{title, message}]}}`. */
export const kommunicate: Convention = {
  name: 'kommunicate',
  read: (payload) => {
    const parsed = Message.safeParse(payload);
    if (!parsed.success) return undefined;
    const { message, metadata } = parsed.data;
    const template = metadata?.templateId;
    if (payload['platform'] !== 'kommunicate' && template === undefined) return undefined;
    const replies = template === SUGGESTED_REPLIES ? parseEach(metadata?.payload ?? [], Reply) : [];
    const buttons = replies.map(({ title, message: says }) => ({ title, says }));
    const unread = template !== undefined && template !== SUGGESTED_REPLIES;
    return named(
      'kommunicate payload',
      together([
        readCard({ text: message, ...readButtons(buttons) }),
        skipped(...(unread ? [`templateId ${brief(template)}`] : [])),
      ]),
    );
  },
};
