import type { Template } from '../../src/templates/template.js';

export function template(name: string, changed: Partial<Template> = {}): Template {
  return {
    name,
    language: 'en',
    category: 'utility',
    status: 'approved',
    parameterFormat: 'positional',
    body: 'Please come back.',
    buttons: [{ type: 'quick-reply', text: 'Continue' }],
    ...changed,
  };
}

/** What the flows of test/support/flows.ts name, all approved. */
export const visitTemplates: readonly Template[] = [
  template('visit_overall', {
    body: 'How was it?',
    buttons: [
      { type: 'quick-reply', text: 'Good' },
      { type: 'quick-reply', text: 'Poor' },
    ],
  }),
  template('visit_reminder', { parameterFormat: 'named', body: 'Hi {{name}}, shall we go on?' }),
  template('come_back'),
];
