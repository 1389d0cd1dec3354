import { z } from 'zod';
import { Localised } from '../flow/definition/localised.js';

/**
 * "Send this template", as authors write it in a flow (`closed:`) and operators in a channel's settings. Which
 * language of the template goes out follows the session's language.
 */
export const TemplateCall = z.strictObject({
  template: z.string().regex(/^[a-z0-9_]{1,512}$/, 'a template name has only a–z, 0–9 and _'),
  /** Values in Liquid: by name for named parameters, by "1", "2" or as a list for positional ones. */
  params: z.union([z.record(z.string(), Localised), z.array(Localised)]).optional(),
  /** Link of the header's image, video or document, where the template has one. */
  headerLink: z.string().optional(),
  /** Suffix of the template's URL button, in Liquid. */
  urlSuffix: z.string().optional(),
  /** The template's quick replies are the question's options: the tap is the answer. */
  buttons: z.literal('options').optional(),
});
export type TemplateCall = z.infer<typeof TemplateCall>;
