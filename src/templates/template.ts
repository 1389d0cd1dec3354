import { z } from 'zod';
import { TEMPLATE_STATUSES } from './template-status.js';

export const TemplateStatus = z.enum(TEMPLATE_STATUSES);
export type TemplateStatus = z.infer<typeof TemplateStatus>;

export const TemplateButton = z.object({
  type: z.enum(['quick-reply', 'url', 'phone', 'copy-code', 'flow', 'other']),
  text: z.string(),
  /** For url: the approved address; `{{1}}` at its end where it takes a suffix. */
  url: z.string().optional(),
});
export type TemplateButton = z.infer<typeof TemplateButton>;

/** One template in one language, as the provider approved it: the catalogue's entry, without any provider's wording. */
export const Template = z.object({
  name: z.string(),
  /** The provider's code as it must be sent (`en`, `en_US`, `pt_BR`). */
  language: z.string(),
  category: z.enum(['marketing', 'utility', 'authentication', 'unknown']),
  status: TemplateStatus,
  /** The provider's word for it and, where there is one, its reason. */
  statusDetail: z.string().optional(),
  quality: z.string().optional(),
  /** Meta's template id, as a string: it does not fit a JS number. */
  providerId: z.string().optional(),
  parameterFormat: z.enum(['positional', 'named']),
  header: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('text'), text: z.string() }),
      z.object({ kind: z.literal('media'), media: z.enum(['image', 'video', 'document']) }),
      z.object({ kind: z.literal('location') }),
    ])
    .optional(),
  body: z.string(),
  footer: z.string().optional(),
  buttons: z.array(TemplateButton),
});
export type Template = z.infer<typeof Template>;
