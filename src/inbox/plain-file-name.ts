const LONGEST = 100;

/** A name as somebody gave it, without what a file system, a header or an address would stumble over; may be empty. */
export function plainFileName(given: string): string {
  const name = given.replace(/[^\p{L}\p{M}\p{N} ._-]+/gu, '_').replace(/^[. ]+/, '');
  if (name.length <= LONGEST) return name;
  // Shortened before its ending, by which it is opened.
  const ending = /\.\w{1,10}$/.exec(name)?.[0] ?? '';
  return name.slice(0, LONGEST - ending.length) + ending;
}
