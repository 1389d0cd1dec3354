/** Rounded to so many digits after the point. */
export function rounded(value, digits = 1) {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Milliseconds below which 50, 95 and 99 % of the times are. */
export function percentiles(times) {
  const sorted = Float64Array.from(times).sort();
  const at = (share) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}
