import { z } from 'zod';
import type { ChannelAdapter } from '../channels/channel.js';
import { ChannelView, FindingView } from './views.js';

/** A number as it is connected, or read anew. */
export const ConnectedChannelView = ChannelView.extend({
  findings: z.array(FindingView).describe('What flows need and this channel lacks'),
});
export type ConnectedChannelView = z.infer<typeof ConnectedChannelView>;

const CredentialFieldView = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string().describe('Where to find it'),
  translations: z
    .record(z.string(), z.object({ label: z.string(), help: z.string() }))
    .describe('Label and help in other languages, by language tag'),
  isOptional: z.boolean(),
  form: z.enum(['secret', 'plain', 'file']).describe('A secret in one line, no secret, or a secret of several lines'),
});

export const ProviderView = z.object({
  provider: z.string(),
  title: z.string(),
  credentials: z.array(CredentialFieldView),
  abilities: z.object({
    buttons: z.number().int().describe('Reply buttons of a message; 0 where it has none'),
    listRows: z.number().int().describe('Rows of a list; 0 where it has none'),
    templates: z.enum(['none', 'read', 'create']).describe('Whether they are listed, and made from here as well'),
    typing: z.boolean(),
    media: z.boolean().describe('Whether files that people send can be fetched'),
    windowHours: z.number().nullable().describe('Hours for free messages after a message of the person; null: always'),
    perSecond: z.number().describe('Messages a second that a number may send without asking for more'),
  }),
  elsewhere: z
    .string()
    .nullable()
    .describe('Address that is called in place of the provider’s own, as the settings say: the simulator’s as a rule'),
});
export type ProviderView = z.infer<typeof ProviderView>;

export const ProviderList = z.object({ items: z.array(ProviderView) });

export function providerView(adapter: ChannelAdapter, elsewhere: ReadonlyMap<string, string>): ProviderView {
  const { provider, title, credentials, capabilities, limits, templates, typing, media } = adapter;
  return {
    provider,
    title,
    credentials: Object.entries(credentials).map(
      ([name, { label, help, translations, optional = false, form = 'secret' as const }]) => ({
        ...{ name, label, help, translations, form },
        isOptional: optional,
      }),
    ),
    abilities: {
      buttons: capabilities.buttons?.max ?? 0,
      listRows: capabilities.list?.rows ?? 0,
      templates: templates === undefined ? 'none' : templates.create ? 'create' : 'read',
      typing: typing !== undefined,
      media: media !== undefined,
      windowHours: capabilities.windowHours ?? null,
      perSecond: limits.perSecond.usual,
    },
    elsewhere: elsewhere.get(provider) ?? null,
  };
}
