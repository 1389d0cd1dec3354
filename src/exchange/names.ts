import { Name } from '../flow/definition/names.js';

/** Flow ids and option ids: the binding of a tap allows this many characters. */
const LONGEST_ID = 64;

/**
 * Makes names that a flow's conditions can use out of names as forms have them (`1. First name`, `if`), each once. The
 * same form gets the same names again.
 */
export class NameMaker {
  private readonly taken = new Set<string>();

  /** `fallback` is taken where nothing of the name can stay: a name in a script other than Latin. */
  make(wanted: string, fallback: string): string {
    const base = asName(wanted) ?? asName(`${wanted}_`) ?? asName(fallback) ?? 'question';
    return this.unused(base);
  }

  private unused(base: string): string {
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? base : `${base.slice(0, LONGEST_ID - 6)}_${count}`;
      if (this.taken.has(name)) continue;
      this.taken.add(name);
      return name;
    }
  }
}

/** Ids of one question's options, each once. */
export function optionIds(values: readonly string[]): string[] {
  const taken = new Set<string>();
  return values.map((value, index) => {
    const plain = withoutAccents(value)
      .replace(/[^A-Za-z0-9_-]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, LONGEST_ID - 6);
    const base = plain === '' ? `option_${index + 1}` : plain;
    let id = base;
    for (let count = 2; taken.has(id); count += 1) id = `${base}_${count}`;
    taken.add(id);
    return id;
  });
}

/** The id of a whole flow: a–z, 0–9 and `-`. */
export function flowIdOf(wanted: string): string {
  const id = withoutAccents(wanted)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST_ID)
    .replace(/-+$/, '');
  return id === '' ? 'imported-survey' : id;
}

function asName(wanted: string): string | undefined {
  const plain = withoutAccents(wanted)
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/_{3,}/g, '__')
    .replace(/^_+(?=[A-Za-z0-9])|_+$/g, '');
  const keep = wanted.endsWith('_') ? `${plain}_` : plain;
  const name = (/^[0-9]/.test(keep) ? `q${keep}` : keep).slice(0, LONGEST_ID);
  return /[A-Za-z0-9]/.test(name) && Name.safeParse(name).success ? name : undefined;
}

function withoutAccents(text: string): string {
  return text.normalize('NFKD').replace(/\p{Mn}/gu, '');
}
