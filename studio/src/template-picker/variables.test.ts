import { complete, matching, openVariableAt, variablesOf } from './variables.js';

describe('completing a variable', () => {
  it('begins behind the braces and ends with them', () => {
    expect(openVariableAt('Hi {{', 5)).toEqual({ from: 3, to: 5, typed: '' });
    expect(openVariableAt('Hi {{ contact.na', 16)).toEqual({ from: 3, to: 16, typed: 'contact.na' });
    expect(openVariableAt('Hi {{ contact.name }} x', 23)).toBeUndefined();
    expect(openVariableAt('{{ contact.name | de', 20)).toBeUndefined();
    expect(openVariableAt('{', 1)).toBeUndefined();
    expect(openVariableAt('', 0)).toBeUndefined();
  });

  it('puts it in whole, and leaves what stands behind', () => {
    const text = 'Hi {{ con, how are you';
    const open = openVariableAt(text, 9);
    expect(open && complete(text, open, 'contact.name')).toEqual({
      text: 'Hi {{ contact.name }}, how are you',
      caret: 21,
    });
    expect(complete('{{ na }}!', { from: 0, to: 4, typed: 'n' }, 'contact.name').text).toBe('{{ contact.name }}!');
  });

  it('offers what is known of the person', () => {
    const variables = variablesOf({
      contact: { name: 'Layla', language: null, phone: '+97', attributes: { city: 'Haifa', 'a b': 1, list: [1] } },
      answers: {
        overall: { value: 'poor', raw: 'Poor', label: 'Poor' },
        why: { value: null, raw: null, label: null },
      },
    });
    expect(variables.map(({ path, value }) => `${path}=${value}`)).toEqual([
      'contact.name=Layla',
      'contact.language=',
      'contact.phone=+97',
      'contact.attributes.city=Haifa',
      'contact.attributes.list=[1]',
      'answers.overall.label=Poor',
    ]);
    expect(matching(variables, 'over').map(({ path }) => path)).toEqual(['answers.overall.label']);
    expect(matching(variables, 'ci').map(({ path }) => path)).toEqual(['contact.attributes.city']);
  });
});
