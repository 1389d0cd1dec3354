import { lazyPart } from '../../parts/lazy-part.js';

// It checks what it is given and brings the library for that, which the list has no need of.
export const { Part: LinkForm, opener: linkFormOpener } = lazyPart(
  async () => (await import('./link-form.js')).LinkForm,
);
