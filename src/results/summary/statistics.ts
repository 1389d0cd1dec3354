/** Two-sided, of the normal distribution. */
const Z_95 = 1.96;

/** How often a number was given. */
export interface Counted {
  value: number;
  n: number;
}

export interface Bin {
  /** Inclusive. */
  from: number;
  /** Exclusive, but for the last one. */
  to: number;
  n: number;
}

export function mean(counted: readonly Counted[]): number | null {
  const n = total(counted);
  return n === 0 ? null : counted.reduce((sum, { value, n: times }) => sum + value * times, 0) / n;
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(counted: readonly Counted[]): number | null {
  const n = total(counted);
  if (n === 0) return null;
  const sorted = counted.toSorted((a, b) => a.value - b.value);
  return (at(sorted, Math.floor((n - 1) / 2)) + at(sorted, Math.floor(n / 2))) / 2;
}

function at(sorted: readonly Counted[], place: number): number {
  let passed = 0;
  for (const { value, n } of sorted) {
    passed += n;
    if (place < passed) return value;
  }
  return Number.NaN;
}

export const total = (counted: readonly { n: number }[]): number => counted.reduce((sum, { n }) => sum + n, 0);

/**
 * The value below which this part of all lies, to the nearest one there is; null where there are none. Changes the
 * order of what it is given.
 */
export function quantile(values: Float32Array | Float64Array, part: number): number | null {
  if (values.length === 0) return null;
  const place = Math.min(values.length - 1, Math.floor(part * values.length));
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1] ?? 0;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] ?? pivot) < pivot) left += 1;
      while ((values[right] ?? pivot) > pivot) right -= 1;
      if (left > right) break;
      const swapped = values[left] ?? pivot;
      values[left] = values[right] ?? pivot;
      values[right] = swapped;
      left += 1;
      right -= 1;
    }
    if (place <= right) high = right;
    else if (place >= left) low = left;
    else break;
  }
  return values[place] ?? null;
}

/** Bins of one round width that hold all values, at most `most` of them; whole numbers keep a bin each where they fit. */
export function histogram(counted: readonly Counted[], most = 12): Bin[] {
  if (counted.length === 0) return [];
  const values = counted.map(({ value }) => value);
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const areWhole = values.every(Number.isInteger);
  const width = areWhole && high - low < most ? 1 : roundWidth((high - low) / (most - 1), areWhole);
  const start = Math.floor(low / width);
  const count = Math.floor(high / width) - start + 1;
  const bins = Array.from({ length: count }, (_, i) => ({
    from: tidy((start + i) * width),
    to: tidy((start + i + 1) * width),
    n: 0,
  }));
  for (const { value, n } of counted) {
    const bin = bins[Math.min(count - 1, Math.floor(value / width) - start)];
    if (bin) bin.n += n;
  }
  return bins;
}

/** 1, 2 or 5 with zeros, not smaller than what is asked for. */
function roundWidth(least: number, areWhole: boolean): number {
  const wanted = Math.max(least, areWhole ? 1 : Number.MIN_VALUE);
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return ([1, 2, 5].find((digit) => digit * power >= wanted * (1 - 1e-9)) ?? 10) * power;
}

/** Without the last digits that sums of decimals leave behind. */
const tidy = (value: number): number => Number(value.toPrecision(12));

export interface NetPromoterScore {
  promoters: number;
  passives: number;
  detractors: number;
  /** -100 to 100, over those who answered; null where nobody did. */
  score: number | null;
  /** In which the score of all would lie with 95 % certainty; null for fewer than two answers. */
  interval: { low: number; high: number } | null;
}

export function netPromoterScore(counted: readonly Counted[]): NetPromoterScore {
  const among = (from: number, to: number) => total(counted.filter(({ value }) => value >= from && value <= to));
  const promoters = among(9, 10);
  const passives = among(7, 8);
  const detractors = among(0, 6);
  const n = promoters + passives + detractors;
  if (n === 0) return { promoters, passives, detractors, score: null, interval: null };
  const share = (promoters - detractors) / n;
  // Each answer counts 1, 0 or -1; this is their variance.
  const variance = (promoters + detractors) / n - share ** 2;
  const margin = n < 2 ? null : Z_95 * Math.sqrt(variance / (n - 1));
  return {
    promoters,
    passives,
    detractors,
    score: 100 * share,
    interval:
      margin === null
        ? null
        : { low: Math.max(-100, 100 * (share - margin)), high: Math.min(100, 100 * (share + margin)) },
  };
}
