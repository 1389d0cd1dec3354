import type { ProviderView } from '@core/api/channel-views.js';
import { ApiProblem } from '../../api/problem.js';

/**
 * What the service says of a form with credentials, by field. A provider that refuses says so of the credentials as a
 * whole: where there is only one, it is that one. `rest` is what no field can show.
 */
export function credentialErrors(
  error: unknown,
  { credentials }: Pick<ProviderView, 'credentials'>,
): { fields: Record<string, string>; rest: ApiProblem | undefined } {
  if (!(error instanceof ApiProblem)) return { fields: {}, rest: undefined };
  const needed = credentials.filter(({ isOptional }) => !isOptional);
  const [only] = needed;
  const known = new Set(['name', ...credentials.map(({ name }) => `credentials.${name}`)]);
  const fields: Record<string, string> = {};
  for (const { field, message } of error.errors) {
    if (known.has(field)) fields[field] = message;
    // The provider's refusal in plain words stands in the detail; the field's message is what the provider wrote.
    else if (field === 'credentials' && needed.length === 1 && only) fields[`credentials.${only.name}`] = error.detail;
  }
  return { fields, rest: Object.keys(fields).length > 0 ? undefined : error };
}
