import fc from 'fast-check';
import { histogram, mean, median, netPromoterScore, quantile } from './statistics.js';

const counted = (values: readonly number[]) => values.map((value) => ({ value, n: 1 }));

test('the net promoter score is over those who answered, with its interval', () => {
  const answers = [
    { value: 10, n: 50 },
    { value: 8, n: 30 },
    { value: 3, n: 20 },
  ];
  const { score, interval, ...groups } = netPromoterScore(answers);
  expect(groups).toEqual({ promoters: 50, passives: 30, detractors: 20 });
  expect(score).toBeCloseTo(30);
  // By hand: variance 0.7 - 0.09 = 0.61; 1.96 · √(0.61 / 99) = 0.15385.
  expect(interval?.low).toBeCloseTo(14.615, 2);
  expect(interval?.high).toBeCloseTo(45.385, 2);
});

test('one answer has a score and no interval; none has neither', () => {
  expect(netPromoterScore(counted([10]))).toMatchObject({ score: 100, interval: null });
  expect(netPromoterScore([])).toMatchObject({ score: null, interval: null });
});

test('the interval stays between -100 and 100', () => {
  const { interval } = netPromoterScore(counted([10, 10, 10, 0]));
  expect(interval?.high).toBe(100);
});

test('mean and median of counts are those of the values', () => {
  const values = [
    { value: 5, n: 3 },
    { value: 1, n: 2 },
    { value: 2, n: 1 },
  ];
  expect(mean(values)).toBeCloseTo(19 / 6);
  expect(median(values)).toBe(3.5);
  expect(median([])).toBeNull();
  expect(mean([])).toBeNull();
});

test('a quantile is what sorting finds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, part) => {
        const sorted = Float64Array.from(values).sort();
        const place = Math.min(values.length - 1, Math.floor(part * values.length));
        expect(quantile(Float64Array.from(values), part)).toBe(sorted[place]);
      },
    ),
  );
});

test('a histogram holds every value once, in bins that touch', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: -1_000, max: 1_000 }), fc.double({ min: -50, max: 50, noNaN: true })), {
        minLength: 1,
        maxLength: 100,
      }),
      (values) => {
        const bins = histogram(counted(values));
        expect(bins.length).toBeLessThanOrEqual(13);
        expect(bins.reduce((sum, { n }) => sum + n, 0)).toBe(values.length);
        bins.forEach((bin, at) => {
          const next = bins[at + 1];
          if (next) expect(next.from).toBe(bin.to);
        });
      },
    ),
  );
});

test('few whole numbers have a bin each', () => {
  expect(histogram(counted([1, 2, 2, 4]))).toEqual([
    { from: 1, to: 2, n: 1 },
    { from: 2, to: 3, n: 2 },
    { from: 3, to: 4, n: 0 },
    { from: 4, to: 5, n: 1 },
  ]);
});
