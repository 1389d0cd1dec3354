import { ApiProblem } from './problem.js';

it('a mistake in one of several things stands at the field that takes them all', () => {
  const problem = new ApiProblem(400, 'invalid-input', 'The input does not fit', '', [
    { field: 'email', rule: 'email', message: 'no address' },
    { field: 'teams.3', rule: 'too_big', message: 'too long' },
    { field: 'teams.5', rule: 'too_big', message: 'too long as well' },
    { field: 'rates.0.amount', rule: 'too_small', message: 'less than nothing' },
  ]);
  expect(problem.byField).toEqual({
    email: 'no address',
    teams: 'too long',
    'teams.3': 'too long',
    'teams.5': 'too long as well',
    'rates.0.amount': 'less than nothing',
  });
  expect(problem.beside(['email', 'teams', 'rates'])).toEqual([
    { field: 'rates.0.amount', rule: 'too_small', message: 'less than nothing' },
  ]);
});
