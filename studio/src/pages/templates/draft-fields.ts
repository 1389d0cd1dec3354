import type { TemplateDraft } from '@core/templates/draft.js';
import { placeholdersOf } from '@core/templates/placeholders.js';

export const EMPTY_DRAFT: TemplateDraft = {
  name: '',
  language: 'en',
  category: 'utility',
  allowCategoryChange: true,
  parameterFormat: 'positional',
  body: '',
  samples: {},
  buttons: [],
};

/** What Meta takes as a name, made of what somebody typed. */
export const nameOf = (typed: string): string =>
  typed
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')
    .replaceAll(/[^a-z0-9_]/g, '')
    .replaceAll(/_{2,}/g, '_');

/** The body with one more variable at its end: the next number, or a name to be overwritten. */
export function withVariable({ body, parameterFormat }: TemplateDraft): string {
  const known = placeholdersOf(body);
  const number = known.length + 1;
  const name = parameterFormat === 'positional' ? String(number) : `value_${number}`;
  return `${body}${body === '' || body.endsWith(' ') ? '' : ' '}{{${name}}}`;
}

/** The draft as it is handed in: samples of variables that are gone stay behind. */
export function cleaned(draft: TemplateDraft): TemplateDraft {
  const names = placeholdersOf(draft.body);
  const { footer, ...rest } = draft;
  return {
    ...rest,
    ...(footer !== undefined && footer.trim() !== '' && { footer }),
    samples: Object.fromEntries(names.map((name) => [name, draft.samples[name] ?? ''])),
  };
}
