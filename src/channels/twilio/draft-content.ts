import type { DraftButton, TemplateDraft } from '../../templates/draft.js';
import { dialled } from '../../templates/phone.js';
import { fillPlaceholders, placeholdersOf } from '../../templates/placeholders.js';
import { present } from '../cloud-payload/present.js';
import type { ContentShape } from './content-shapes.js';

/** Why a draft cannot be made through Twilio's API, in the terms of its error table. */
interface Hindrance {
  code: 'template-kind' | 'template-sample';
  detail: string;
}

/**
 * A draft as the content that Twilio hands in for it: Meta's variables numbered through header, file, body and
 * buttons, a variable for the id of every quick reply, so that a tap brings what the message bound.
 */
export function contentOfDraft(draft: TemplateDraft): { content: ContentShape } | { hindrance: Hindrance } {
  if (draft.category === 'authentication') return kind('a template for codes');
  if (draft.header?.kind === 'location') return kind('a location in the header');
  const variables = new Variables(draft.parameterFormat === 'named');
  const header = draft.header?.kind === 'text' ? draft.header : undefined;
  const headerText = header && variables.rename(header.text, () => header.sample ?? '');
  const media = draft.header?.kind === 'media' ? fileOf(draft.header.sample, variables) : undefined;
  if (draft.header?.kind === 'media' && media === undefined) {
    return {
      hindrance: { code: 'template-sample', detail: 'the file in the header has no public link as its sample' },
    };
  }
  const body = variables.rename(draft.body, (name) => draft.samples[name] ?? '');
  const actions = draft.buttons.map((button, index) => actionOf(button, index, variables));
  return {
    content: {
      friendly_name: draft.name,
      language: draft.language,
      types: typesOf({ body, headerText, media, footer: draft.footer, actions }),
      variables: variables.samples,
    },
  };
}

function kind(detail: string): { hindrance: Hindrance } {
  return { hindrance: { code: 'template-kind', detail } };
}

/** The host stays as it is in the sample; what comes after it may be another file each time. */
function fileOf(sample: string | undefined, variables: Variables): string | undefined {
  const parts = /^(https:\/\/[^/\s]+\/)(\S+)$/.exec(sample ?? '');
  const [, host, rest] = parts ?? [];
  return host === undefined || rest === undefined ? undefined : host + variables.next('file', rest);
}

interface Action {
  type: 'QUICK_REPLY' | 'URL' | 'PHONE_NUMBER' | 'COPY_CODE';
  title?: string;
  id?: string;
  url?: string;
  phone?: string;
  code?: string;
}

function actionOf(button: DraftButton, index: number, variables: Variables): Action {
  switch (button.type) {
    case 'quick-reply':
      return { type: 'QUICK_REPLY', title: button.text, id: variables.next(`reply_${index}`, `reply_${index}`) };
    case 'url': {
      const { text: title, url, sample = '' } = button;
      const [variable] = placeholdersOf(url);
      if (variable === undefined) return { type: 'URL', title, url };
      const start = url.slice(0, url.indexOf('{{'));
      const suffix = sample.startsWith(start) ? sample.slice(start.length) : sample;
      const named = variables.next(`link_${index}`, suffix);
      return { type: 'URL', title, url: fillPlaceholders(url, new Map([[variable, named]])) };
    }
    case 'phone':
      return { type: 'PHONE_NUMBER', title: button.text, phone: dialled(button.phone) };
    case 'copy-code':
      return { type: 'COPY_CODE', code: variables.next(`code_${index}`, button.sample) };
  }
}

interface Parts {
  body: string;
  headerText: string | undefined;
  media: string | undefined;
  footer: string | undefined;
  actions: Action[];
}

/** The plainest type that has a place for all of it. */
function typesOf({ body, headerText, media, footer, actions }: Parts): ContentShape['types'] {
  const isBare = headerText === undefined && media === undefined && footer === undefined;
  if (isBare && actions.length === 0) return { 'twilio/text': { body } };
  const replies = actions.filter(({ type }) => type === 'QUICK_REPLY').length;
  if (isBare && replies === actions.length) return { 'twilio/quick-reply': { body, actions } };
  if (isBare && replies === 0) return { 'twilio/call-to-action': { body, actions } };
  return {
    'whatsapp/card': present({
      body,
      header_text: headerText,
      media: media === undefined ? undefined : [media],
      footer,
      actions: actions.length === 0 ? undefined : actions,
    }),
  };
}

/** One row of variables for the whole content; named ones keep their names. */
class Variables {
  readonly samples: Record<string, string> = {};
  private count = 0;

  constructor(private readonly named: boolean) {}

  /** A part with variables of its own, numbered on in the order of their numbers. */
  rename(text: string, sampleOf: (name: string) => string): string {
    const names = placeholdersOf(text);
    if (!this.named) names.sort((one, other) => Number(one) - Number(other));
    return fillPlaceholders(text, new Map(names.map((name) => [name, this.next(name, sampleOf(name))])));
  }

  next(name: string, sample: string): string {
    this.count += 1;
    const own = this.named ? name : String(this.count);
    this.samples[own] = sample;
    return `{{${own}}}`;
  }
}
