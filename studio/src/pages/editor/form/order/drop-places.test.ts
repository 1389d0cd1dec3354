import { dropPlaces, placeId, placesFor, placeWords } from './drop-places.js';

const STEPS = [{ id: 'a' }, { group: 'g', steps: [{ id: 'b' }, { group: 'h', steps: [] }] }, { end: 'completed' }];

it('finds all places in the order of the document', () => {
  expect([...dropPlaces(STEPS)].map(placeId)).toEqual([
    'steps 0',
    'steps 1',
    'steps[1].steps 0',
    'steps[1].steps 1',
    'steps[1].steps[1].steps 0',
    'steps[1].steps 2',
    'steps 2',
    'steps 3',
  ]);
});

it('offers a step no place inside of itself, and where it is only once', () => {
  expect(placesFor(STEPS, ['steps', 1]).map(placeId)).toEqual(['steps 0', 'steps 1', 'steps 3']);
  expect(placesFor(STEPS, ['steps', 1, 'steps', 0]).map(placeId)).not.toContain('steps[1].steps 1');
});

it('tells a place as it is once the step is there', () => {
  const moved = ['steps', 0];
  expect(placeWords(STEPS, moved, { list: ['steps'], at: 0 })).toEqual({ n: 1, all: 3, group: undefined });
  expect(placeWords(STEPS, moved, { list: ['steps'], at: 3 })).toEqual({ n: 3, all: 3, group: undefined });
  expect(placeWords(STEPS, moved, { list: ['steps', 1, 'steps'], at: 2 })).toEqual({ n: 3, all: 3, group: 'g' });
  expect(placeWords(STEPS, moved, { list: ['steps', 1, 'steps', 1, 'steps'], at: 0 })).toEqual({
    n: 1,
    all: 1,
    group: 'h',
  });
});
