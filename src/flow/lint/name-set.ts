/** Some of a fixed list of names, a bit each: there is one set for every step of a flow, and thousands of both. */
export class NameSet {
  private constructor(
    private readonly places: ReadonlyMap<string, number>,
    private readonly bits: Uint32Array,
  ) {}

  /** Empty; `names` are all that it and the sets made of it can hold. */
  static of(names: readonly string[]): NameSet {
    const places = new Map([...new Set(names)].map((name, place) => [name, place]));
    return new NameSet(places, new Uint32Array(Math.ceil(places.size / 32)));
  }

  get size(): number {
    return this.bits.reduce((sum, word) => sum + bitCount(word), 0);
  }

  has(name: string): boolean {
    const place = this.places.get(name);
    return place !== undefined && ((this.bits[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
  }

  with(names: readonly string[], others?: NameSet): NameSet {
    const added = names.flatMap((name) => this.places.get(name) ?? []);
    if (added.length === 0 && !others) return this;
    const bits = this.bits.map((word, at) => word | (others?.bits[at] ?? 0));
    for (const place of added) bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
    return new NameSet(this.places, bits);
  }

  and(others: NameSet): NameSet {
    return new NameSet(
      this.places,
      this.bits.map((word, at) => word & (others.bits[at] ?? 0)),
    );
  }

  or(others: NameSet): NameSet {
    return this.with([], others);
  }
}

/** Hacker's Delight, 2nd edition, section 5-1. */
function bitCount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
