import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

/** A part that comes when it is first shown, or a little before. */
export interface LazyPart<Props> {
  /** To be shown within a `Suspense`. */
  Part: LazyExoticComponent<ComponentType<Props>>;
  /** For whatever opens the part: it is asked for as soon as that is pointed at or has the focus. */
  opener: { onMouseEnter: () => void; onFocus: () => void };
}

/** Keeps what is not shown at once out of the page's first view. */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  // Where it fails, the part itself asks again once it is shown, and the page says what is wrong.
  const ahead = () => void load().catch(() => undefined);
  return {
    Part: lazy(async () => ({ default: await load() })),
    opener: { onMouseEnter: ahead, onFocus: ahead },
  };
}
