/**
 * How a person goes through bench/flows/ten-questions.yaml: what they do, and how the reply to it begins. Over and over:
 * the keyword begins anew.
 */
export const SURVEY = [
  { say: { type: 'text', body: 'begin' }, reply: '1/10' },
  { say: { type: 'tap', title: 'Good' }, reply: '2/10' },
  { say: { type: 'tap', title: 'A friend' }, reply: '3/10' },
  { say: { type: 'text', body: 'yes' }, reply: '4/10' },
  { say: { type: 'tap', title: 'Spotless' }, reply: '5/10' },
  { say: { type: 'tap', title: 'Dinner' }, reply: '6/10' },
  { say: { type: 'text', body: 'always' }, reply: '7/10' },
  { say: { type: 'tap', title: 'No' }, reply: '8/10' },
  { say: { type: 'tap', title: 'Work' }, reply: '9/10' },
  { say: { type: 'text', body: '2' }, reply: '10/10' },
  { say: { type: 'tap', title: 'Yes' }, reply: 'Thank you' },
];
