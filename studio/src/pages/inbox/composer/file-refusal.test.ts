import { ApiProblem } from '../../../api/problem.js';
import { refusalIn, refusalOf } from './file-refusal.js';

const MB = 1_048_576;

it.each([
  [{ name: 'a.png', type: 'image/png', size: 100 }, undefined],
  [{ name: 'pasted', type: 'image/jpeg', size: 100 }, undefined],
  [{ name: 'a.docx', type: '', size: 16 * MB }, undefined],
  [{ name: 'a.png', type: 'image/png', size: 0 }, { rule: 'file-type' }],
  [{ name: 'a.html', type: 'text/html', size: 100 }, { rule: 'file-type' }],
  [
    { name: 'a.png', type: 'image/png', size: 6 * MB },
    { rule: 'file-size', kind: 'image', largest: 5 * MB },
  ],
  [
    { name: 'a.mp4', type: 'video/mp4', size: 17 * MB },
    { rule: 'file-size', kind: 'video', largest: 16 * MB },
  ],
])('judges %j before it is uploaded', (file, refusal) => {
  expect(refusalOf(file)).toEqual(refusal);
});

it('knows the service’s refusals from everything else', () => {
  const file = { name: 'a.png', type: 'image/png' };
  const refused = (status: number, type: string) => new ApiProblem(status, type, '', '', []);
  expect(refusalIn(refused(415, 'file-type'), file)).toEqual({ rule: 'file-type' });
  expect(refusalIn(refused(413, 'too-large'), file)).toEqual({ rule: 'file-size', kind: 'image', largest: 5 * MB });
  expect(refusalIn(refused(0, 'unreachable'), file)).toBeUndefined();
  expect(refusalIn(new Error('other'), file)).toBeUndefined();
});
