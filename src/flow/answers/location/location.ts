import { z } from 'zod';
import { isBlank } from '../../words/fold.js';
import { wordsFor } from '../../words/words.js';
import type { AnswerType, Reading, ResolvedQuestion } from '../answer-type.js';
import { reject, rejectOwn, saidText } from '../reading.js';
import { readSkip } from '../typed-words.js';
import { rejectKind } from '../wrong-kind.js';
import { readCoordinates } from './read-coordinates.js';
import { HOW_TO, NO_SUCH_PLACE } from './words.js';

const Fields = z.object({});
type Fields = z.infer<typeof Fields>;

/** A position is shown to about ten centimetres. */
const SHOWN_DECIMALS = 6;

const Value = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().optional(),
  address: z.string().optional(),
});

type Place = z.infer<typeof Value>;

/**
 * A position, asked with WhatsApp's own button where the channel has one. The value is `{ latitude, longitude, name?,
 * address? }`, decimal degrees; typed coordinates and links to a map are understood too.
 */
export const location: AnswerType<Fields> = {
  kind: 'location',
  fields: Fields,
  options: 'none',
  valueType: 'object',

  lint() {
    return [];
  },

  present() {
    return { options: [], locationRequest: true };
  },

  read(question, input) {
    const { language } = question;
    if (input.kind === 'other' && input.content.kind === 'location') {
      const { latitude, longitude, name, address } = input.content;
      return take(question, { latitude, longitude, name, address }, undefined);
    }
    const raw = saidText(input);
    if (raw === undefined) return rejectKind(language, input, HOW_TO);
    if (isBlank(raw)) return reject(language, 'empty', {});
    const skip = readSkip(question, raw);
    if (skip) return skip;
    const typed = readCoordinates(raw);
    return typed ? take(question, typed, raw) : rejectKind(language, input, HOW_TO);
  },

  fits(_fields, value) {
    return Value.safeParse(value).success;
  },
};

/** @param typed the text; undefined where WhatsApp's own location was sent */
function take({ language }: ResolvedQuestion<Fields>, place: Place, typed: string | undefined): Reading {
  const latitude = place.latitude + 0;
  const longitude = place.longitude + 0;
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
    return rejectOwn(language, 'no-such-place', NO_SUCH_PLACE);
  const name = said(place.name);
  const address = said(place.address);
  const coordinates = [latitude, longitude].map((degrees) => Number(degrees.toFixed(SHOWN_DECIMALS))).join(', ');
  // A place without a name of its own often has its address in both.
  const label = [...new Set([name, address])]
    .filter((part) => part !== undefined)
    .join(wordsFor(language).listSeparator);
  return {
    kind: 'answer',
    value: {
      latitude,
      longitude,
      ...(name !== undefined && { name }),
      ...(address !== undefined && { address }),
    },
    raw: typed ?? coordinates,
    label: label || coordinates,
    via: typed === undefined ? 'sent' : 'typed',
  };
}

function said(text: string | undefined): string | undefined {
  return text === undefined || isBlank(text) ? undefined : text.trim();
}
