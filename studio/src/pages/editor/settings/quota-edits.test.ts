import { parseDocument } from 'yaml';
import { writeDocument } from '../draft/write-document.js';
import { isQuotaUsed, renameQuota } from './quota-edits.js';

const SOURCE = `quotas:
  women: { limit: 5 } # half
  men: { limit: 5 }
steps:
  - { quota: women }
  - { group: g, steps: [{ quota: women, when: a }] }
`;

it('gets another name with all the steps that take its places', () => {
  const doc = parseDocument(SOURCE);
  expect(renameQuota(doc, 'women', 'first')).toBeUndefined();
  expect(writeDocument(doc, SOURCE)).toBe(SOURCE.replaceAll('women', 'first'));
  expect(isQuotaUsed(doc.toJS().steps, 'first')).toBe(true);
  expect(isQuotaUsed(doc.toJS().steps, 'men')).toBe(false);
});

it.each([
  ['men', 'used'],
  ['2nd', 'bad'],
])('does not become %s', (name, why) => {
  const doc = parseDocument(SOURCE);
  expect(renameQuota(doc, 'women', name)).toBe(why);
  expect(writeDocument(doc, SOURCE)).toBe(SOURCE);
});
