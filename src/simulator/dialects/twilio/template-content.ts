import { bodyOf, buttonsOf, footerOf, headerOf, variablesOf, type Template } from '../../templates/template.js';
import { sidOf, type Content } from './content-book.js';
import { variablesIn, type ContentTypes } from './content-types.js';

/**
 * A template of the platform as Twilio shows it: one content, whose variables are numbered through header, body, file
 * and buttons.
 */
export function contentOfTemplate(template: Template): Content {
  const numbering = new Numbering(template.named);
  const header = headerOf(template);
  const headerText = header?.format === 'TEXT' ? numbering.rename(header.text ?? '') : undefined;
  const isFile = header !== undefined && ['IMAGE', 'VIDEO', 'DOCUMENT'].includes(header.format);
  const body = numbering.rename(bodyOf(template));
  // Any https link fits; at Twilio the host is fixed.
  const media = isFile ? [`https://${numbering.next('file', SAMPLE_FILES[header.format] ?? '')}`] : undefined;
  const actions = buttonsOf(template).map((button, index) => actionOf(button, index, numbering));
  const footer = footerOf(template);
  return {
    sid: sidOf('HX', template.externalId),
    friendlyName: template.name,
    language: template.language,
    types: typesOf({ body, headerText, media, footer, actions }),
    variables: numbering.samples,
    createdAt: template.createdAt,
    template: { name: template.name, language: template.language },
  };
}

const SAMPLE_FILES: Record<string, string> = {
  IMAGE: 'files.example.org/a.jpg',
  VIDEO: 'files.example.org/a.mp4',
  DOCUMENT: 'files.example.org/a.pdf',
};

type Action = NonNullable<NonNullable<ContentTypes['whatsapp/card']>['actions']>[number];

type Reply = NonNullable<ContentTypes['twilio/quick-reply']>['actions'][number];

function actionOf(button: ReturnType<typeof buttonsOf>[number], index: number, numbering: Numbering): Action {
  switch (button.type) {
    case 'QUICK_REPLY':
      return { type: 'QUICK_REPLY', title: button.text, id: numbering.next(`reply_${index}`, `reply_${index}`) };
    case 'URL': {
      const [variable] = variablesOf(button.url);
      if (variable === undefined) return { type: 'URL', title: button.text, url: button.url };
      const url = button.url.replace(/\{\{[^{}]*\}\}/, numbering.next(`link_${index}`, 'page'));
      return { type: 'URL', title: button.text, url };
    }
    case 'PHONE_NUMBER':
      return { type: 'PHONE_NUMBER', title: button.text, phone: button.phone_number };
    case 'COPY_CODE':
      return { type: 'COPY_CODE', title: button.text ?? 'Copy code', code: numbering.next(`code_${index}`, 'CODE') };
  }
}

interface Parts {
  body: string;
  headerText: string | undefined;
  media: string[] | undefined;
  footer: string | undefined;
  actions: Action[];
}

function typesOf({ body, headerText, media, footer, actions }: Parts): ContentTypes {
  const isPlain = headerText === undefined && media === undefined && footer === undefined;
  if (isPlain && actions.length === 0) return { 'twilio/text': { body } };
  const replies = actions.filter(
    (action): action is Reply => !['URL', 'PHONE_NUMBER', 'COPY_CODE'].includes(action.type ?? ''),
  );
  if (isPlain && replies.length === actions.length) return { 'twilio/quick-reply': { body, actions: replies } };
  return {
    'whatsapp/card': {
      body,
      ...(headerText === undefined ? {} : { header_text: headerText }),
      ...(media === undefined ? {} : { media }),
      ...(footer === undefined ? {} : { footer }),
      ...(actions.length === 0 ? {} : { actions }),
    },
  };
}

/** Gives the variables of all parts one row of numbers; named ones keep their names. */
class Numbering {
  readonly samples: Record<string, string> = {};
  private count = 0;

  constructor(private readonly named: boolean) {}

  /** A part of the template with its own variables numbered on, in the order of their numbers. */
  rename(text: string): string {
    const names = variablesIn(text);
    if (!this.named) names.sort((one, other) => Number(one) - Number(other));
    const renamed = new Map(names.map((name) => [name, this.next(name, `sample of ${name}`)]));
    return text.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (whole, name: string) => renamed.get(name) ?? whole);
  }

  next(name: string, sample: string): string {
    this.count += 1;
    const own = this.named ? name : String(this.count);
    this.samples[own] = sample;
    return `{{${own}}}`;
  }
}
