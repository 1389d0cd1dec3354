import i18next from 'i18next';
import arabic from '../../i18n/ar/templates.json';
import { changedTo } from './changed-to.js';

test.each([
  ['seen', 'approved', arabic.status.approved],
  ['status', 'paused', arabic.status.paused],
  ['status', 'IN_APPEAL', 'IN_APPEAL'],
  ['category', 'marketing', arabic.category.marketing],
  ['quality', 'GREEN', 'GREEN'],
  // Words of a message are never taken for a state.
  ['content', 'approved', 'approved'],
  ['status', null, '–'],
] as const)('%s: %p', async (what, to, said) => {
  const words = i18next.createInstance();
  await words.init({ lng: 'ar', ns: ['templates'], resources: { ar: { templates: arabic } } });
  expect(changedTo(what, to, words.getFixedT('ar', 'templates'))).toBe(said);
});
