/** Texts that come again and again, as small numbers. */
export class Names {
  readonly #numbers = new Map<string, number>();
  readonly #names: string[] = [];

  numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#names.push(name) - 1;
    this.#numbers.set(name, number);
    return number;
  }

  find(name: string): number | undefined {
    return this.#numbers.get(name);
  }

  get(number: number): string {
    return this.#names[number] ?? '';
  }

  get all(): readonly string[] {
    return this.#names;
  }
}
