import { z } from 'zod';
import type { CatalogueTemplate } from '../store/catalogue-template.js';
import type { DriftSite, TemplateDrift, TemplateSite } from '../templates/drift.js';
import { TemplateHistoryEntry, UpcomingChange } from '../templates/history.js';
import { previewTemplate } from '../templates/preview.js';
import { Template } from '../templates/template.js';
import type { Instant } from '../time/instant.js';

const Time = z.iso.datetime();
const iso = (at: Instant): string => new Date(at).toISOString();
const isoOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at));

export const TemplateFindingView = z.object({
  severity: z.enum(['error', 'warning']),
  field: z.string(),
  value: z.string(),
  rule: z.string(),
  message: z.string(),
});

export const TemplatePreviewView = z
  .object({
    header: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('text'), text: z.string() }),
        z.object({
          kind: z.literal('media'),
          media: z.enum(['image', 'video', 'document']),
          link: z.string().optional(),
        }),
        z.object({ kind: z.literal('location') }),
      ])
      .optional(),
    body: z.string(),
    footer: z.string().optional(),
    buttons: z.array(
      z.object({ type: Template.shape.buttons.element.shape.type, text: z.string(), url: z.string().optional() }),
    ),
    hidesButtons: z.boolean().describe('The phone shows two of the buttons and a list of the others'),
    text: z.string().describe('All of it as plain text'),
  })
  .describe('The message as its reader sees it');

const TemplateSiteView = z.object({
  flowId: z.string().nullable().describe('Null for the channel’s own settings'),
  version: z.string().nullable(),
  published: z.boolean().describe('New sessions start with this version'),
  stepId: z.string().nullable().describe('Null where it stands for the whole flow or channel'),
  path: z.string(),
  line: z.number().int(),
  languages: z.array(z.string()),
  next: z.string().nullable().describe('The template that goes out in its place; null: the session ends'),
  waiting: z.number().int().describe('Sessions that wait there now'),
});

export const TemplateDriftView = z.object({
  template: z.string(),
  language: z.string().nullable(),
  kind: z.enum([
    'missing',
    'unusable',
    'unfitting',
    'other-language',
    'recategorised',
    'edited',
    'low-quality',
    'announced',
  ]),
  effect: z.enum(['broken', 'at-risk', 'changed']),
  message: z.string(),
  since: Time.nullable().describe('Since when it is known; null where it was so from the beginning'),
  takesEffectAt: Time.nullable(),
  sites: z.array(TemplateSiteView),
});

const KnownTemplateView = Template.extend({
  history: z.array(TemplateHistoryEntry.extend({ at: Time })),
  upcoming: z.array(UpcomingChange.extend({ at: Time.nullable(), toldAt: Time })),
  goneSince: Time.nullable().describe('Since when the provider does not list it any more'),
  preview: TemplatePreviewView,
});

export const TemplateDetails = z.object({
  name: z.string(),
  variants: z.array(KnownTemplateView).describe('One for each language'),
  usedBy: z.array(TemplateSiteView),
  drift: z.array(TemplateDriftView),
});

export function knownTemplateView({
  template,
  history,
  upcoming,
  goneAt,
}: CatalogueTemplate): z.infer<typeof KnownTemplateView> {
  return {
    ...template,
    history: history.map((entry) => ({ ...entry, at: iso(entry.at) })),
    upcoming: upcoming.map(({ at, toldAt, ...change }) => ({ ...change, at: isoOrNull(at), toldAt: iso(toldAt) })),
    goneSince: isoOrNull(goneAt),
    preview: previewTemplate(template),
  };
}

export function templateSiteView(site: DriftSite | TemplateSite): z.infer<typeof TemplateSiteView> {
  const { flow, stepId, path, line, languages, next, waiting } = site;
  return {
    flowId: flow?.id ?? null,
    version: flow?.version ?? null,
    published: flow?.isPublished ?? true,
    stepId: stepId ?? null,
    path,
    line,
    languages: [...languages],
    next: next ?? null,
    waiting,
  };
}

export function templateDriftView({
  since,
  takesEffectAt,
  sites,
  ...drift
}: TemplateDrift): z.infer<typeof TemplateDriftView> {
  return {
    ...drift,
    since: isoOrNull(since),
    takesEffectAt: isoOrNull(takesEffectAt),
    sites: sites.map(templateSiteView),
  };
}
