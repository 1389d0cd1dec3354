import { hiddenFilters, queryOf, withFilter } from './list-filter.js';

describe('the filter of the list', () => {
  it('passes on what the service knows', () => {
    expect(queryOf({ state: 'waiting', q: 'ann', details: 'yes', label: '' })).toEqual({ state: 'waiting', q: 'ann' });
  });

  it('counts what is set out of sight', () => {
    expect(hiddenFilters({ state: 'all', q: 'ann', label: 'vip', window: 'open' })).toBe(2);
  });

  it('sets and takes away', () => {
    expect(withFilter({ q: 'ann' }, 'label', 'vip')).toEqual({ q: 'ann', label: 'vip' });
    expect(withFilter({ q: 'ann', label: 'vip' }, 'label', null)).toEqual({ q: 'ann' });
  });
});
