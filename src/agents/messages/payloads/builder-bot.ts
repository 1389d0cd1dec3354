import { z } from 'zod';
import { lenientList, lenientText, parseEach } from '../../../channels/cloud-payload/lenient.js';
import { present } from '../../../channels/cloud-payload/present.js';
import { mediaKindOf, webAddress } from '../addresses.js';
import { readButtons } from '../buttons.js';
import { readCard } from '../card.js';
import { named, type Reading, shown, skipped, together } from '../reading.js';
import { visible } from '../words.js';
import type { Convention } from './convention.js';

const Message = z.object({ answer: lenientText, media: lenientText, buttons: lenientList });
const ReplyButton = z.object({ body: lenientText });

/** BuilderBot's message: `{answer, media, buttons: [{body}]}`. */
export const builderBot: Convention = {
  name: 'builderbot',
  read: (payload) => {
    if (!('answer' in payload)) return undefined;
    const parsed = Message.safeParse(payload);
    if (!parsed.success) return undefined;
    const { answer, media } = parsed.data;
    const buttons = readButtons(parseEach(parsed.data.buttons, ReplyButton).map(({ body }) => ({ title: body })));
    const link = webAddress(media);
    const found =
      link === undefined || mediaKindOf(link) === 'image'
        ? readCard({ text: answer, image: visible(media), ...buttons })
        : withFile(link, answer, buttons);
    return named('builderbot payload', found);
  },
};

/** A file that is no picture goes ahead of the buttons; without buttons it takes the words as its caption. */
function withFile(link: string, answer: string | undefined, buttons: ReturnType<typeof readButtons>): Reading {
  const kind = mediaKindOf(link);
  const captioned = buttons.choices.length === 0 && kind !== 'audio';
  const file = present({
    kind: 'media' as const,
    media: kind,
    link,
    caption: captioned ? visible(answer) : undefined,
  });
  return together([shown(file), captioned ? skipped(...buttons.skipped) : readCard({ text: answer, ...buttons })]);
}
