import { History } from './history.js';

it('goes back and forth, and forgets the way forth with the next change', () => {
  const history = new History();
  expect(history.undo('c')).toBeUndefined();
  history.changed('a');
  history.changed('b');
  expect(history.undo('c')).toBe('b');
  expect(history.undo('b')).toBe('a');
  expect([history.canUndo, history.canRedo]).toEqual([false, true]);
  expect(history.redo('a')).toBe('b');
  history.changed('b');
  expect(history.canRedo).toBe(false);
});

it('takes typing for one step until it pauses, or something else is done', () => {
  const history = new History();
  history.changed('', 1_000);
  history.changed('a', 1_500);
  history.changed('ab', 2_200);
  history.changed('abc', 3_100);
  expect(history.undo('abcd')).toBe('abc');
  expect(history.undo('abc')).toBe('');
  history.changed('', 4_000);
  history.changed('x');
  history.changed('y', 4_100);
  expect(history.undo('z')).toBe('y');
});
