/**
 * What three people say to the survey, question by question, in the order in which they are asked. Together they take
 * every branch. `tap` is an option's id; `text` and `number` are typed.
 */
export const PEOPLE = [
  [
    { question: 'overall', tap: 'poor', label: 'Poor' },
    { question: 'why', text: 'We waited for half an hour although nobody else was there.' },
    { question: 'stars', number: 2 },
    { question: 'visits', number: 5 },
    { question: 'regular', yes: false },
    { question: 'recommend', number: 3 },
    { question: 'improve', text: 'More people at the counter at noon, please.' },
    { question: 'heard', tap: 'friend', label: 'From a friend' },
    { question: 'again', yes: true },
  ],
  [
    { question: 'overall', tap: 'good', label: 'Good' },
    { question: 'stars', number: 5 },
    { question: 'liked', tap: 'food', label: 'Food' },
    { question: 'visits', number: 12 },
    { question: 'regular', yes: true },
    { question: 'recommend', number: 10 },
    { question: 'heard', tap: 'web', label: 'On the web' },
    { question: 'again', yes: true },
  ],
  [
    { question: 'overall', tap: 'fair', label: 'Fair' },
    { question: 'stars', number: 3 },
    { question: 'liked', tap: 'price', label: 'Price' },
    { question: 'visits', number: 1 },
    { question: 'recommend', number: 6 },
    { question: 'improve', text: 'The room was rather cold.' },
    { question: 'heard', tap: 'street', label: 'I walked by' },
    { question: 'again', yes: false },
  ],
];
