import { seededRandom } from '../../src/simulator/random.js';

/** What a scripted customer does when the prompt is there. */
export interface Act {
  /** How the prompt that is answered begins; empty for the first message, which answers nothing. */
  sees: string;
  tap?: string;
  type?: string;
}

export interface Customer {
  waId: string;
  acts: Act[];
  /** How the last message begins. */
  farewell: string;
  /** What is to be stored in the end, by question. */
  answers: Record<string, unknown>;
}

type Choices<T> = readonly (readonly [label: string, value: T])[];

interface Words {
  keyword: string;
  overall: Choices<string>;
  waiting: Choices<string>;
  yesNo: Choices<boolean>;
  sees: Record<'overall' | 'why' | 'waiting' | 'again' | 'callBack', string>;
  farewell: string;
  farewellWithCall: string;
}

const english: Words = {
  keyword: 'Visit',
  overall: [
    ['Good', 'good'],
    ['Fair', 'fair'],
    ['Poor', 'poor'],
  ],
  waiting: [
    ['Under 10 minutes', 'under_10'],
    ['More than an hour', 'over_60'],
  ],
  yesNo: [
    ['Yes', true],
    ['No', false],
  ],
  sees: {
    overall: 'Hi Customer',
    why: 'We are sorry',
    waiting: 'How long did',
    again: 'Would you come',
    callBack: 'May our',
  },
  farewell: 'Thank you for your time.',
  farewellWithCall: 'Thank you. Someone from',
};

const arabic: Words = {
  keyword: 'زيارة',
  overall: [
    ['جيدة', 'good'],
    ['مقبولة', 'fair'],
    ['سيئة', 'poor'],
  ],
  waiting: [
    ['أقل من ١٠ دقائق', 'under_10'],
    ['أكثر من ساعة', 'over_60'],
  ],
  yesNo: [
    ['نعم', true],
    ['لا', false],
  ],
  sees: { overall: 'مرحبًا', why: 'نأسف', waiting: 'كم من', again: 'هل ستزورنا', callBack: 'هل تسمح' },
  farewell: 'شكرًا لوقتك',
  farewellWithCall: 'شكرًا لك. سيتصل',
};

/** People who answer the clinic's survey to its end, in two languages, by tap and by word, each in their own way. */
export function clinicCustomers(count: number, options: { firstNumber: number; seed: number }): Customer[] {
  const random = seededRandom(options.seed);
  const oneOf = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  return Array.from({ length: count }, (_, n) => {
    const words = oneOf([english, arabic]);
    const [[overallLabel, overall], [waitingLabel, waiting]] = [oneOf(words.overall), oneOf(words.waiting)];
    const [[againLabel, again], [callLabel, call]] = [oneOf(words.yesNo), oneOf(words.yesNo)];
    const why = `It took too long, said number ${n}`;
    const isPoor = overall === 'poor';
    const isAskedForCall = isPoor || !again;
    return {
      waId: String(options.firstNumber + n),
      acts: [
        { sees: '', type: words.keyword },
        { sees: words.sees.overall, tap: overallLabel },
        ...(isPoor ? [{ sees: words.sees.why, type: why }] : []),
        { sees: words.sees.waiting, tap: waitingLabel },
        { sees: words.sees.again, type: againLabel },
        ...(isAskedForCall ? [{ sees: words.sees.callBack, tap: callLabel }] : []),
      ],
      farewell: isAskedForCall && call ? words.farewellWithCall : words.farewell,
      answers: { overall, ...(isPoor ? { why } : {}), waiting, again, ...(isAskedForCall ? { call_back: call } : {}) },
    };
  });
}
