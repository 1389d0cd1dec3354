type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };
type OptionalWhereUndefined<T> = Present<{ [K in keyof T as undefined extends T[K] ? never : K]: T[K] }> &
  Partial<Present<{ [K in keyof T as undefined extends T[K] ? K : never]: T[K] }>>;

/** The object without its undefined members, so that events and payloads are the same before and after JSON. */
export function present<T extends object>(object: T): OptionalWhereUndefined<T> {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  ) as OptionalWhereUndefined<T>;
}
