import { contactKeys } from './contact-keys.js';

it('finds a name by each of its first words and the last, whatever the case and the accents', () => {
  expect(contactKeys({ name: '  Zoë VAN der  Berg ', identifiers: {} })).toMatchObject({
    nameKey: 'zoe van der berg',
    secondNameKey: 'van der berg',
    thirdNameKey: 'der berg',
    lastNameKey: 'berg',
  });
  expect(contactKeys({ name: 'أحمد', identifiers: {} })).toMatchObject({ secondNameKey: null, lastNameKey: null });
  expect(contactKeys({ identifiers: {} })).toMatchObject({ nameKey: null, phoneKey: null, nationalKey: null });
});

it('finds a number with the country’s digits and without', () => {
  const keys = { phoneKey: '34612345678', nationalKey: '612345678' };
  expect(contactKeys({ identifiers: { phone: '+34612345678' } })).toMatchObject(keys);
  expect(contactKeys({ identifiers: { waId: '34612345678' } })).toMatchObject(keys);
  expect(contactKeys({ identifiers: { userId: 'US.a1B2' } })).toMatchObject({ phoneKey: null, userKey: 'us.a1b2' });
});
