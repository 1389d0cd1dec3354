import type { AnswerType } from './answer-type.js';
import { date } from './calendar/date.js';
import { dateTime } from './calendar/date-time.js';
import { time } from './calendar/time.js';
import { contact } from './contact/contact.js';
import { email } from './email/email.js';
import { integer } from './integer.js';
import { location } from './location/location.js';
import { ces } from './ces.js';
import { consent } from './consent/consent.js';
import { csat } from './csat.js';
import { language } from './language/language.js';
import { audio, documentFile, image, video } from './media/media.js';
import { matrix } from './matrix/matrix.js';
import { multipleChoice } from './multiple-choice.js';
import { nps } from './nps.js';
import { number } from './number.js';
import { phone } from './phone/phone.js';
import { ranking } from './ranking/ranking.js';
import { rating } from './rating.js';
import { singleChoice } from './single-choice.js';
import { text } from './text.js';
import { url } from './url/url.js';
import { yesNo } from './yes-no.js';

/** Every question type by the name that authors write after `ask:`. A new type is its file and a line here. */
export const answerTypes = {
  'single-choice': singleChoice,
  'multiple-choice': multipleChoice,
  'yes-no': yesNo,
  ranking,
  matrix,
  text,
  number,
  integer,
  rating,
  csat,
  ces,
  nps,

  consent,
  language,

  date,
  time,
  'date-time': dateTime,

  email,
  phone,
  url,
  contact,
  location,
  image,
  video,
  audio,
  document: documentFile,
} as const satisfies Record<string, AnswerType>;

export type AnswerKind = keyof typeof answerTypes;

export function answerTypeOf(kind: AnswerKind): AnswerType {
  return answerTypes[kind];
}
