import type { InOurLanguages } from '../../words/words.js';
import { inOurs } from '../../words/words.js';
import type { Reading } from '../answer-type.js';

/** An answer that would be taken, as this person writes it. */
interface Example {
  example: string;
}

/** Limits as a person reads them, one at least. */
interface Limits {
  min?: string;
  max?: string;
}

/** What the sentence about an answer that was not taken needs to know. */
interface Details {
  'not-a-date': Example;
  'no-such-date': Example;
  'not-a-time': Example;
  'not-a-date-time': Example;
  'time-missing': Example;
  'date-out-of-range': Limits;
  'time-out-of-range': Limits;
  'date-time-out-of-range': Limits;
}

type Sentences = { [Reason in keyof Details]: (details: Details[Reason]) => string };

/** The reasons that are told with an example. */
export type ExampleReason = {
  [Reason in keyof Details]: Details[Reason] extends Example ? Reason : never;
}[keyof Details];

export function refuse<Reason extends keyof Details>(
  language: string,
  reason: Reason,
  details: Details[Reason],
): Reading {
  return { kind: 'rejected', reason, hint: inOurs(sentences, language)[reason](details) };
}

/** One sentence for both limits, one for either. */
function limits(
  both: (min: string, max: string) => string,
  from: (min: string) => string,
  until: (max: string) => string,
): (limits: Limits) => string {
  return ({ min, max }) => {
    if (min !== undefined && max !== undefined) return both(min, max);
    return min === undefined ? until(max ?? '') : from(min);
  };
}

const sentences: InOurLanguages<Sentences> = {
  en: {
    'not-a-date': ({ example }) => `Please send a date, for example ${example}.`,
    'no-such-date': ({ example }) => `That day is not in the calendar. Please send a date, for example ${example}.`,
    'not-a-time': ({ example }) => `Please send a time, for example ${example}.`,
    'not-a-date-time': ({ example }) => `Please send a date and a time, for example ${example}.`,
    'time-missing': ({ example }) => `At what time? Please send the date and the time, for example ${example}.`,
    'date-out-of-range': limits(
      (min, max) => `Please send a date from ${min} to ${max}.`,
      (min) => `Please send a date that is not before ${min}.`,
      (max) => `Please send a date that is not after ${max}.`,
    ),
    'time-out-of-range': limits(
      (min, max) => `Please send a time from ${min} to ${max}.`,
      (min) => `Please send a time that is not before ${min}.`,
      (max) => `Please send a time that is not after ${max}.`,
    ),
    'date-time-out-of-range': limits(
      (min, max) => `Please send a date and time from ${min} to ${max}.`,
      (min) => `Please send a date and time that is not before ${min}.`,
      (max) => `Please send a date and time that is not after ${max}.`,
    ),
  },
  de: {
    'not-a-date': ({ example }) => `Bitte senden Sie ein Datum, zum Beispiel ${example}.`,
    'no-such-date': ({ example }) =>
      `Diesen Tag gibt es im Kalender nicht. Bitte senden Sie ein Datum, zum Beispiel ${example}.`,
    'not-a-time': ({ example }) => `Bitte senden Sie eine Uhrzeit, zum Beispiel ${example}.`,
    'not-a-date-time': ({ example }) => `Bitte senden Sie Datum und Uhrzeit, zum Beispiel ${example}.`,
    'time-missing': ({ example }) => `Um wie viel Uhr? Bitte senden Sie Datum und Uhrzeit, zum Beispiel ${example}.`,
    'date-out-of-range': limits(
      (min, max) => `Bitte senden Sie ein Datum zwischen dem ${min} und dem ${max}.`,
      (min) => `Bitte senden Sie ein Datum, das nicht vor dem ${min} liegt.`,
      (max) => `Bitte senden Sie ein Datum, das nicht nach dem ${max} liegt.`,
    ),
    'time-out-of-range': limits(
      (min, max) => `Bitte senden Sie eine Uhrzeit von ${min} bis ${max}.`,
      (min) => `Bitte senden Sie eine Uhrzeit, die nicht vor ${min} liegt.`,
      (max) => `Bitte senden Sie eine Uhrzeit, die nicht nach ${max} liegt.`,
    ),
    'date-time-out-of-range': limits(
      (min, max) => `Bitte senden Sie einen Zeitpunkt von ${min} bis ${max}.`,
      (min) => `Bitte senden Sie einen Zeitpunkt nicht vor dem ${min}.`,
      (max) => `Bitte senden Sie einen Zeitpunkt nicht nach dem ${max}.`,
    ),
  },
  fr: {
    'not-a-date': ({ example }) => `Merci d’envoyer une date, par exemple ${example}.`,
    'no-such-date': ({ example }) =>
      `Ce jour n’existe pas dans le calendrier. Merci d’envoyer une date, par exemple ${example}.`,
    'not-a-time': ({ example }) => `Merci d’envoyer une heure, par exemple ${example}.`,
    'not-a-date-time': ({ example }) => `Merci d’envoyer une date et une heure, par exemple ${example}.`,
    'time-missing': ({ example }) => `À quelle heure ? Merci d’envoyer la date et l’heure, par exemple ${example}.`,
    'date-out-of-range': limits(
      (min, max) => `Merci d’envoyer une date entre le ${min} et le ${max}.`,
      (min) => `Merci d’envoyer une date à partir du ${min}.`,
      (max) => `Merci d’envoyer une date jusqu’au ${max}.`,
    ),
    'time-out-of-range': limits(
      (min, max) => `Merci d’envoyer une heure entre ${min} et ${max}.`,
      (min) => `Merci d’envoyer une heure à partir de ${min}.`,
      (max) => `Merci d’envoyer une heure jusqu’à ${max}.`,
    ),
    'date-time-out-of-range': limits(
      (min, max) => `Merci d’envoyer une date et une heure entre le ${min} et le ${max}.`,
      (min) => `Merci d’envoyer une date et une heure à partir du ${min}.`,
      (max) => `Merci d’envoyer une date et une heure jusqu’au ${max}.`,
    ),
  },
  es: {
    'not-a-date': ({ example }) => `Por favor, envíe una fecha, por ejemplo ${example}.`,
    'no-such-date': ({ example }) =>
      `Ese día no existe en el calendario. Por favor, envíe una fecha, por ejemplo ${example}.`,
    'not-a-time': ({ example }) => `Por favor, envíe una hora, por ejemplo ${example}.`,
    'not-a-date-time': ({ example }) => `Por favor, envíe la fecha y la hora, por ejemplo ${example}.`,
    'time-missing': ({ example }) => `¿A qué hora? Por favor, envíe la fecha y la hora, por ejemplo ${example}.`,
    'date-out-of-range': limits(
      (min, max) => `Por favor, envíe una fecha entre el ${min} y el ${max}.`,
      (min) => `Por favor, envíe una fecha que no sea anterior al ${min}.`,
      (max) => `Por favor, envíe una fecha que no sea posterior al ${max}.`,
    ),
    'time-out-of-range': limits(
      (min, max) => `Por favor, envíe una hora entre las ${min} y las ${max}.`,
      (min) => `Por favor, envíe una hora a partir de las ${min}.`,
      (max) => `Por favor, envíe una hora hasta las ${max}.`,
    ),
    'date-time-out-of-range': limits(
      (min, max) => `Por favor, envíe una fecha y hora entre el ${min} y el ${max}.`,
      (min) => `Por favor, envíe una fecha y hora que no sea anterior al ${min}.`,
      (max) => `Por favor, envíe una fecha y hora que no sea posterior al ${max}.`,
    ),
  },
  pt: {
    'not-a-date': ({ example }) => `Por favor, envie uma data, por exemplo ${example}.`,
    'no-such-date': ({ example }) =>
      `Esse dia não existe no calendário. Por favor, envie uma data, por exemplo ${example}.`,
    'not-a-time': ({ example }) => `Por favor, envie um horário, por exemplo ${example}.`,
    'not-a-date-time': ({ example }) => `Por favor, envie a data e o horário, por exemplo ${example}.`,
    'time-missing': ({ example }) => `A que horas? Por favor, envie a data e o horário, por exemplo ${example}.`,
    'date-out-of-range': limits(
      (min, max) => `Por favor, envie uma data entre ${min} e ${max}.`,
      (min) => `Por favor, envie uma data que não seja anterior a ${min}.`,
      (max) => `Por favor, envie uma data que não seja posterior a ${max}.`,
    ),
    'time-out-of-range': limits(
      (min, max) => `Por favor, envie um horário entre ${min} e ${max}.`,
      (min) => `Por favor, envie um horário a partir de ${min}.`,
      (max) => `Por favor, envie um horário até ${max}.`,
    ),
    'date-time-out-of-range': limits(
      (min, max) => `Por favor, envie uma data e um horário entre ${min} e ${max}.`,
      (min) => `Por favor, envie uma data e um horário a partir de ${min}.`,
      (max) => `Por favor, envie uma data e um horário até ${max}.`,
    ),
  },
  ar: {
    'not-a-date': ({ example }) => `من فضلك أرسل تاريخًا، مثلًا: ${example}.`,
    'no-such-date': ({ example }) => `هذا اليوم غير موجود في التقويم. من فضلك أرسل تاريخًا، مثلًا: ${example}.`,
    'not-a-time': ({ example }) => `من فضلك أرسل الوقت، مثلًا: ${example}.`,
    'not-a-date-time': ({ example }) => `من فضلك أرسل التاريخ والوقت، مثلًا: ${example}.`,
    'time-missing': ({ example }) => `في أي ساعة؟ من فضلك أرسل التاريخ والوقت، مثلًا: ${example}.`,
    'date-out-of-range': limits(
      (min, max) => `من فضلك أرسل تاريخًا من ${min} إلى ${max}.`,
      (min) => `من فضلك أرسل تاريخًا لا يسبق ${min}.`,
      (max) => `من فضلك أرسل تاريخًا لا يتجاوز ${max}.`,
    ),
    'time-out-of-range': limits(
      (min, max) => `من فضلك أرسل وقتًا من ${min} إلى ${max}.`,
      (min) => `من فضلك أرسل وقتًا لا يسبق ${min}.`,
      (max) => `من فضلك أرسل وقتًا لا يتجاوز ${max}.`,
    ),
    'date-time-out-of-range': limits(
      (min, max) => `من فضلك أرسل تاريخًا ووقتًا من ${min} إلى ${max}.`,
      (min) => `من فضلك أرسل تاريخًا ووقتًا لا يسبقان ${min}.`,
      (max) => `من فضلك أرسل تاريخًا ووقتًا لا يتجاوزان ${max}.`,
    ),
  },
  hi: {
    'not-a-date': ({ example }) => `कृपया एक तारीख़ भेजें, जैसे ${example}।`,
    'no-such-date': ({ example }) => `यह दिन कैलेंडर में नहीं है। कृपया एक तारीख़ भेजें, जैसे ${example}।`,
    'not-a-time': ({ example }) => `कृपया समय भेजें, जैसे ${example}।`,
    'not-a-date-time': ({ example }) => `कृपया तारीख़ और समय भेजें, जैसे ${example}।`,
    'time-missing': ({ example }) => `कितने बजे? कृपया तारीख़ और समय भेजें, जैसे ${example}।`,
    'date-out-of-range': limits(
      (min, max) => `कृपया ${min} से ${max} तक की तारीख़ भेजें।`,
      (min) => `कृपया ऐसी तारीख़ भेजें जो ${min} से पहले की न हो।`,
      (max) => `कृपया ऐसी तारीख़ भेजें जो ${max} के बाद की न हो।`,
    ),
    'time-out-of-range': limits(
      (min, max) => `कृपया ${min} से ${max} तक का समय भेजें।`,
      (min) => `कृपया ऐसा समय भेजें जो ${min} से पहले का न हो।`,
      (max) => `कृपया ऐसा समय भेजें जो ${max} के बाद का न हो।`,
    ),
    'date-time-out-of-range': limits(
      (min, max) => `कृपया ${min} से ${max} तक की तारीख़ और समय भेजें।`,
      (min) => `कृपया ऐसी तारीख़ और समय भेजें जो ${min} से पहले का न हो।`,
      (max) => `कृपया ऐसी तारीख़ और समय भेजें जो ${max} के बाद का न हो।`,
    ),
  },
};
