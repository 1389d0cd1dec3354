import { z } from 'zod';
import { lenientList, lenientObject, lenientText, parseEach } from '../../../channels/cloud-payload/lenient.js';
import { readButtons } from '../buttons.js';
import { readCard } from '../card.js';
import { brief } from '../notes.js';
import { named, skipped, together } from '../reading.js';
import type { Convention } from './convention.js';

const Message = z.object({
  content: lenientText,
  content_type: lenientText,
  content_attributes: lenientObject({ items: lenientList }),
});
const Item = z.object({ title: lenientText, value: lenientText, description: lenientText });

/** Chatwoot's message: `{content, content_type: "input_select", content_attributes: {items: [{title, value}]}}`. */
export const chatwoot: Convention = {
  name: 'chatwoot',
  read: (payload) => {
    if (!('content' in payload || 'content_type' in payload)) return undefined;
    const parsed = Message.safeParse(payload);
    if (!parsed.success) return undefined;
    const { content, content_type: type = 'text', content_attributes: attributes } = parsed.data;
    const known = type === 'text' || type === 'input_select';
    const items = type === 'input_select' ? parseEach(attributes?.items ?? [], Item) : [];
    const buttons = items.map(({ title, value, description }) => ({ title, says: value, description }));
    return named(
      'chatwoot payload',
      together([
        readCard({ text: content, ...readButtons(buttons) }),
        skipped(...(known ? [] : [`content_type ${brief(type)}`])),
      ]),
    );
  },
};
