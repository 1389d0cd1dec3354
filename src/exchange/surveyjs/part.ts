type Json = Record<string, unknown>;

/** An object of a SurveyJS file. It notes which of its properties have been looked at, so that the others can be told. */
export class Part {
  private readonly seen = new Set<string>();

  constructor(
    private readonly raw: Json,
    /** `pages[0].elements[2] "age"`. */
    readonly where: string,
  ) {}

  value(key: string): unknown {
    this.seen.add(key);
    return Object.hasOwn(this.raw, key) ? this.raw[key] : undefined;
  }

  has(key: string): boolean {
    return this.value(key) !== undefined;
  }

  /** Numbers and truth values too, as text; undefined for anything else. */
  string(key: string): string | undefined {
    const value = this.value(key);
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  }

  number(key: string): number | undefined {
    const value = this.value(key);
    if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  }

  flag(key: string): boolean {
    const value = this.value(key);
    return value === true || value === 'true';
  }

  list(key: string): unknown[] {
    const value = this.value(key);
    return Array.isArray(value) ? value : [];
  }

  /** The objects of a list, each with its place. */
  parts(key: string): Part[] {
    return this.list(key).flatMap((item, index) => {
      if (!isJson(item)) return [];
      const name: unknown = item['name'];
      const place = `${this.place()}${key}[${index}]`;
      return [new Part(item, typeof name === 'string' ? `${place} "${name}"` : place)];
    });
  }

  /** The same object with a type of element that it does not say itself. */
  as(type: string): Part {
    return new Part({ ...this.raw, type }, this.where);
  }

  /** Properties that nobody has asked for. */
  unseen(): string[] {
    return Object.keys(this.raw).filter((key) => !this.seen.has(key));
  }

  private place(): string {
    const place = this.where.replace(/ "[^"]*"$/, '');
    return place === '' ? '' : `${place}.`;
  }
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
