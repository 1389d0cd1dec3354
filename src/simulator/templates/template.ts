import { z } from 'zod';

const Example = z.record(z.string(), z.unknown());

export const TemplateButton = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('QUICK_REPLY'), text: z.string() }),
  z.strictObject({
    type: z.literal('URL'),
    text: z.string(),
    url: z.string(),
    example: z.array(z.string()).optional(),
  }),
  z.strictObject({ type: z.literal('PHONE_NUMBER'), text: z.string(), phone_number: z.string() }),
  z.strictObject({
    type: z.literal('COPY_CODE'),
    text: z.string().optional(),
    example: z.union([z.string(), z.array(z.string())]),
  }),
]);
export type TemplateButton = z.infer<typeof TemplateButton>;

export const TemplateComponentDefinition = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('HEADER'),
    format: z.enum(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION']),
    text: z.string().optional(),
    example: Example.optional(),
  }),
  z.strictObject({ type: z.literal('BODY'), text: z.string(), example: Example.optional() }),
  z.strictObject({ type: z.literal('FOOTER'), text: z.string() }),
  z.strictObject({ type: z.literal('BUTTONS'), buttons: z.array(TemplateButton) }),
]);
export type TemplateComponentDefinition = z.infer<typeof TemplateComponentDefinition>;

/** Body of POST /v1/configs/templates. Carousels, limited-time offers, flows and one-time passwords are not played. */
export const TemplateCreation = z.strictObject({
  name: z.string(),
  language: z.string(),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  allow_category_change: z.boolean().optional(),
  parameter_format: z.enum(['POSITIONAL', 'NAMED']).optional(),
  message_send_ttl_seconds: z.number().int().optional(),
  components: z.array(TemplateComponentDefinition),
});
export type TemplateCreation = z.infer<typeof TemplateCreation>;

/** 360dialog writes states in lower case, Meta's own API in capitals. */
export const TemplateState = z.enum(['submitted', 'pending', 'approved', 'rejected', 'paused', 'disabled']);
export type TemplateState = z.infer<typeof TemplateState>;

/** One row of the catalogue: one name in one language. */
export interface Template {
  /** 360dialog's id. */
  id: string;
  /** Meta's id, a number in webhooks. */
  externalId: string;
  name: string;
  language: string;
  category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
  components: TemplateComponentDefinition[];
  named: boolean;
  state: TemplateState;
  rejectedReason: string;
  createdAt: number;
  modifiedAt: number;
}

/** The variables of a text in the order of their first appearance, each once: `1`, `2` or names. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map((match) => match[1] ?? ''))];
}

export function headerOf(template: Template) {
  return template.components.find((component) => component.type === 'HEADER');
}

export function bodyOf(template: Template): string {
  return template.components.find((component) => component.type === 'BODY')?.text ?? '';
}

export function footerOf(template: Template): string | undefined {
  return template.components.find((component) => component.type === 'FOOTER')?.text;
}

export function buttonsOf(template: Template): TemplateButton[] {
  return template.components.find((component) => component.type === 'BUTTONS')?.buttons ?? [];
}
