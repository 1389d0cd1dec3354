/** The stamp on each question of chaos/flows/stay.yaml, as the person sees it. */
const STAMP = /^(\d+)\/10 /;
const FAREWELL = 'Thank you, that was the last one.';

export const QUESTIONS = 10;
export const KEYWORD = 'begin';
export const CONTINUE = 'Continue';

const tap = (title, value) => ({ say: { type: 'tap', title }, value });
const type = (body, value) => ({ say: { type: 'text', body }, value });

/** For each question what a person may do, and what is to be stored of it. */
const WAYS = [
  [tap('Good', 'good'), tap('Fair', 'fair'), tap('Poor', 'poor'), type('good', 'good')],
  [tap('A friend', 'friend'), tap('A search engine', 'search'), type('5', 'other')],
  [tap('Yes', true), tap('No', false), type('yes', true)],
  [type('3', 3), type('12', 12), type('٧', 7)],
  [type('1, 3', ['breakfast', 'dinner']), type('2', ['lunch']), type('None of them', ['none'])],
  [type('9', 9), type('0', 0), type("I'd say 8", 8)],
  // By number: nobody's words are another's.
  undefined,
  [type('4', 4), type('5', 5), type('2', 2)],
  [type('Vienna', 'vienna'), type('Lisbon', 'lisbon'), tap('Berlin', 'berlin')],
  [tap('Yes', true), tap('No', false), type('no', false)],
];

/** What this person answers to each question. */
export function answersOf(n, random) {
  return WAYS.map((ways) => {
    if (!ways) return type(`More lamps, said number ${n}`, `More lamps, said number ${n}`);
    return ways[Math.floor(random() * ways.length)];
  });
}

/** What a message of the business is: `{ kind: 'template' }`, `{ kind: 'question', number }` or `{ kind: 'farewell' }`; undefined for anything else. */
export function readMessage({ text, template }) {
  if (template) return { kind: 'template' };
  const number = STAMP.exec(text)?.[1];
  if (number !== undefined) return { kind: 'question', number: Number(number) };
  return text.startsWith(FAREWELL) ? { kind: 'farewell' } : undefined;
}
