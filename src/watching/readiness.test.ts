import { askParts } from './readiness.js';

const fine = async () => undefined;

test('names what does not answer, throws, or takes too long', async () => {
  jest.useFakeTimers();
  try {
    const asked = askParts([
      { name: 'database', check: fine },
      { name: 'queue', check: () => new Promise(() => undefined) },
      {
        name: 'worker',
        check: () => {
          throw new Error('gone');
        },
      },
    ]);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(await asked).toEqual(['queue', 'worker']);
    expect(jest.getTimerCount()).toBe(0);
  } finally {
    jest.useRealTimers();
  }
});

test('nothing to say when all is well, and no timer left', async () => {
  expect(await askParts([{ name: 'database', check: fine }])).toEqual([]);
  expect(await askParts([])).toEqual([]);
});
