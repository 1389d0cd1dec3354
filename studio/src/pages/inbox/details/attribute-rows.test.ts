import { changesOf, faultsOf, rowsOf, type AttributeRow } from './attribute-rows.js';

const STORED = { city: 'Haifa', visits: 3, vip: false, tags: ['a'] };
const fresh = (row: Partial<AttributeRow>): AttributeRow => ({
  key: 'new 1',
  name: 'plan',
  kind: 'text',
  text: 'gold',
  isNew: true,
  ...row,
});

describe('the attributes of a person', () => {
  it('are typed in by what they are', () => {
    expect(rowsOf(STORED).map(({ name, kind, text }) => [name, kind, text])).toEqual([
      ['city', 'text', 'Haifa'],
      ['visits', 'number', '3'],
      ['vip', 'yes-no', 'no'],
      ['tags', 'data', '["a"]'],
    ]);
  });

  it('are sent where they differ, with their types', () => {
    const [, visits, vip, tags] = rowsOf(STORED);
    if (!visits || !vip || !tags) throw new Error('four were expected');
    const rows = [{ ...visits, text: '4' }, { ...vip, text: 'yes' }, tags, fresh({ name: ' plan ' })];
    expect(changesOf(STORED, rows)).toEqual({ city: null, visits: 4, vip: true, plan: 'gold' });
    expect(changesOf(STORED, rowsOf(STORED))).toEqual({});
    // Taken away and put in anew with another type.
    expect(changesOf({ visits: 3 }, [fresh({ name: 'visits', text: 'many' })])).toEqual({ visits: 'many' });
  });

  it('say what is wrong with them', () => {
    const wrong = (row: Partial<AttributeRow>) => faultsOf([...rowsOf(STORED), fresh(row)])['new 1'];
    expect(wrong({})).toBeUndefined();
    expect(wrong({ name: ' ', text: ' ' })).toEqual({ name: 'name-missing', text: 'text-missing' });
    expect(wrong({ name: 'x'.repeat(101) })).toEqual({ name: 'name-long' });
    expect(wrong({ name: 'city ' })).toEqual({ name: 'name-twice' });
    expect(wrong({ kind: 'number', text: 'three' })).toEqual({ text: 'number' });
    expect(wrong({ kind: 'number', text: '' })).toEqual({ text: 'number' });
    expect(wrong({ kind: 'yes-no', text: '' })).toEqual({ text: 'text-missing' });
    expect(wrong({ kind: 'data', text: '{' })).toEqual({ text: 'data' });
    expect(wrong({ kind: 'data', text: '{"a":1}' })).toBeUndefined();
  });
});
