import type { Localised } from '../flow/definition/localised.js';
import { pickLocalised } from '../flow/localised-text.js';
import { checkShape } from './check-shape.js';
import { chooseVariant } from './choose-variant.js';
import { changedAt, type KnownTemplate, type TemplateHistoryEntry } from './history.js';
import { matchButtons } from './match-buttons.js';
import { describeTemplate } from './parameters.js';
import type { Template } from './template.js';
import type { TemplateCall } from './template-call.js';
import { usability } from './usability.js';

/** One place where a template is needed. */
export interface TemplateSite {
  /** Absent: the channel's own settings name it. */
  flow?: {
    id: string;
    version: string;
    /** The file or call it came from. */
    origin: string;
    /** New sessions start with this version; otherwise sessions still run on it. */
    isPublished: boolean;
    /** When this version was published first: what changed at the template before is no news to it. */
    since: number;
  };
  /** The question or talk whose own template it is; absent: it stands for the whole flow or channel. */
  stepId?: string;
  path: string;
  line: number;
  call: TemplateCall;
  languages: readonly string[];
  /** Of the question, where the template's buttons are its options. */
  options?: readonly { id: string; label: Localised }[];
  /** The template that goes out in its place; absent: the session ends. */
  next?: string;
  /** Sessions that wait there now. */
  waiting: number;
}

/** What has happened, or will, to a template that something needs. */
export interface TemplateDrift {
  template: string;
  /** Of the variant, as the provider writes it; null where there is none. */
  language: string | null;
  kind:
    'missing' | 'unusable' | 'unfitting' | 'other-language' | 'recategorised' | 'edited' | 'low-quality' | 'announced';
  /** `broken`: it is not sent. `at-risk`: it may soon not be. `changed`: it is sent, and is not what it was. */
  effect: 'broken' | 'at-risk' | 'changed';
  message: string;
  /** Since when we know of it; null where it was so from the beginning. */
  since: number | null;
  /** When something announced takes effect, where that was told. */
  takesEffectAt: number | null;
  sites: DriftSite[];
}

export interface DriftSite extends Pick<TemplateSite, 'flow' | 'stepId' | 'path' | 'line' | 'next' | 'waiting'> {
  /** Languages of the flow in which people meet it. */
  languages: string[];
}

type Drift = Omit<TemplateDrift, 'sites'>;

/**
 * Holds every need of a template against what is known of it: what is broken, at risk or changed, since when and from
 * when on, and where. What breaks comes first.
 * @param known every language of a name, those that are gone too
 */
export function templateDrift(
  sites: readonly TemplateSite[],
  known: (name: string) => readonly KnownTemplate[],
): TemplateDrift[] {
  const found = new Map<string, TemplateDrift>();
  for (const site of sites) {
    const variants = known(site.call.template);
    for (const language of site.languages) {
      for (const drift of driftIn(site, language, variants)) add(found, drift, site, language);
    }
  }
  const order = ['broken', 'at-risk', 'changed'];
  return [...found.values()].toSorted((one, other) => order.indexOf(one.effect) - order.indexOf(other.effect));
}

/** The same in several places and languages is told once. */
function add(found: Map<string, TemplateDrift>, drift: Drift, site: TemplateSite, language: string): void {
  const key = JSON.stringify(drift);
  const told = found.get(key) ?? { ...drift, sites: [] };
  found.set(key, told);
  const last = told.sites.at(-1);
  if (last && last.path === site.path && last.flow === site.flow) {
    last.languages.push(language);
    return;
  }
  const { flow, stepId, path, line, next, waiting } = site;
  told.sites.push({
    ...(flow && { flow }),
    ...(stepId !== undefined && { stepId }),
    path,
    line,
    ...(next !== undefined && { next }),
    waiting,
    languages: [language],
  });
}

/** As the template would be chosen for somebody in this language. */
function driftIn(site: TemplateSite, language: string, known: readonly KnownTemplate[]): Drift[] {
  const name = site.call.template;
  const variants = known.map(({ template }) => template);
  const chosen = chooseVariant(variants, language, site.languages);
  if (!chosen) {
    const there = variants.map((variant) => variant.language).join(', ');
    const message =
      variants.length === 0
        ? `the channel has no template called "${name}"`
        : `template "${name}" is in none of the flow’s languages: there is ${there}`;
    return [drift(name, null, { kind: 'missing', effect: 'broken', message })];
  }
  const entry = known.find(({ template }) => template === chosen);
  if (!entry) return [];
  const unusable = usability(chosen);
  if (unusable) return [unusableDrift(entry, unusable.message)];
  const unfitting = problemsOf(site, language, chosen);
  if (unfitting.length > 0) {
    return unfitting.map((message) =>
      drift(name, chosen.language, {
        kind: 'unfitting',
        effect: 'broken',
        message,
        since: changedAt(entry.history, 'content'),
      }),
    );
  }
  return [...otherLanguage(known, language, chosen), ...changesSince(site, entry), ...aheadOf(entry)];
}

function drift(
  template: string,
  language: string | null,
  {
    since,
    takesEffectAt,
    ...what
  }: Pick<Drift, 'kind' | 'effect' | 'message'> & { since?: number | undefined; takesEffectAt?: number | null },
): Drift {
  return { template, language, ...what, since: since ?? null, takesEffectAt: takesEffectAt ?? null };
}

function unusableDrift({ template, history }: KnownTemplate, message: string): Drift {
  const lifted =
    template.status === 'paused' ? '; WhatsApp lifts a first pause after 3 hours and a second after 6' : '';
  const since = changedAt(history, 'status');
  return drift(template.name, template.language, {
    kind: 'unusable',
    effect: 'broken',
    message: message + lifted,
    since,
  });
}

/** Parameters, header, link and buttons, held against what the call gives. */
function problemsOf({ call, options = [], languages }: TemplateSite, language: string, template: Template): string[] {
  const problems = checkShape(template, call).map(({ message }) => message);
  if (call.buttons !== 'options') return problems;
  const labelled = options.map(({ id, label }) => ({ id, label: pickLocalised(label, language, languages) }));
  const match = matchButtons(template, labelled);
  return match.ok ? problems : [...problems, match.problem.message];
}

/** The variant of their own language is there and cannot be sent: they get it in another. */
function otherLanguage(known: readonly KnownTemplate[], language: string, chosen: Template): Drift[] {
  const own = chooseVariant(
    known.map(({ template }) => template),
    language,
  );
  const lost = own && usability(own);
  const entry = known.find(({ template }) => template === own);
  if (!own || !lost || !entry) return [];
  return [
    drift(own.name, own.language, {
      kind: 'other-language',
      effect: 'changed',
      message: `${lost.message}; in its place goes the one in ${chosen.language}`,
      since: changedAt(entry.history, 'status'),
    }),
  ];
}

/** It still fits, and is not what it was when this version was published. */
function changesSince({ flow }: TemplateSite, { template, history }: KnownTemplate): Drift[] {
  const last = (what: TemplateHistoryEntry['what']) =>
    history.findLast((entry) => entry.what === what && entry.at >= (flow?.since ?? 0));
  const drifts: Drift[] = [];
  const category = last('category');
  if (category) {
    const cost =
      category.to === 'marketing'
        ? ': it costs as marketing does, and people who stopped marketing messages do not get it'
        : ': it costs as that does';
    const message = `${describeTemplate(template)} was ${category.from ?? 'unknown'} and is ${category.to ?? 'unknown'} now${cost}`;
    drifts.push(
      drift(template.name, template.language, {
        kind: 'recategorised',
        effect: 'changed',
        message,
        since: category.at,
      }),
    );
  }
  const content = last('content');
  if (content) {
    const message = `${describeTemplate(template)} was edited; what the flow gives it still fits, but people read other words`;
    drifts.push(
      drift(template.name, template.language, { kind: 'edited', effect: 'changed', message, since: content.at }),
    );
  }
  return drifts;
}

function aheadOf({ template, history, upcoming }: KnownTemplate): Drift[] {
  const { name, language, quality } = template;
  const drifts = upcoming.map(({ what, to, at, toldAt }) => {
    const effect = what === 'status' || to === 'marketing' ? 'at-risk' : 'changed';
    const message = `${describeTemplate(template)} will become ${to}, as the provider has announced`;
    return drift(name, language, { kind: 'announced', effect, message, since: toldAt, takesEffectAt: at });
  });
  if (quality !== 'red') return drifts;
  const message = `${describeTemplate(template)} has a low quality: people block or report it, and WhatsApp pauses such templates`;
  return [
    ...drifts,
    drift(name, language, { kind: 'low-quality', effect: 'at-risk', message, since: changedAt(history, 'quality') }),
  ];
}
