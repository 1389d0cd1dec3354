import { ApiProblem } from '../../api/problem.js';
import { credentialErrors } from './credential-errors.js';

const field = (name: string, isOptional = false) => ({
  ...{ name, isOptional, label: name, help: '', translations: {} },
  form: 'secret' as const,
});
const refused = (at: string) =>
  new ApiProblem(422, 'refused-by-provider', '360dialog refused', 'The key is wrong (code 401)', [
    { field: at, rule: '401', message: '{"error":"no"}' },
  ]);

it('a refused key is told at its field in plain words where there is only one', () => {
  expect(credentialErrors(refused('credentials'), { credentials: [field('apiKey')] })).toEqual({
    fields: { 'credentials.apiKey': 'The key is wrong (code 401)' },
    rest: undefined,
  });
  const withOptional = { credentials: [field('apiKey'), field('wabaId', true)] };
  expect(credentialErrors(refused('credentials'), withOptional).fields).toEqual({
    'credentials.apiKey': 'The key is wrong (code 401)',
  });
});

it('is told above the form where it may be any of them', () => {
  const error = refused('credentials');
  expect(credentialErrors(error, { credentials: [field('a'), field('b')] })).toEqual({ fields: {}, rest: error });
  expect(credentialErrors(refused('webhook'), { credentials: [field('a')] }).fields).toEqual({});
});

it('what the service says of a field stands at that field', () => {
  const error = new ApiProblem(400, 'invalid-input', 'The input does not fit', '', [
    { field: 'credentials.a', rule: 'required', message: 'A is missing' },
    { field: 'name', rule: 'too_small', message: 'Too short' },
  ]);
  expect(credentialErrors(error, { credentials: [field('a'), field('b')] }).fields).toEqual({
    'credentials.a': 'A is missing',
    name: 'Too short',
  });
});

it('knows nothing of other errors', () => {
  expect(credentialErrors(new Error('x'), { credentials: [] })).toEqual({ fields: {}, rest: undefined });
});
