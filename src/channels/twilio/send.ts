import { z } from 'zod';
import type { Checked, OutboundRequest, ProviderObjects, SendOutcome } from '../channel.js';
import { hasUnlinkedMedia } from '../outbound-media.js';
import { lenientText } from '../cloud-payload/lenient.js';
import { identifiersOf, isNobody } from '../cloud-payload/identifiers.js';
import type { SendFailure } from '../failure.js';
import type { TwilioAccount } from './account.js';
import type { TwilioApi } from './api.js';
import { statusCallback } from './connection.js';
import type { FilledContent } from './content-shapes.js';
import type { Contents } from './contents.js';
import { addressOf, encodeMessage, type TemplateMessage } from './encode.js';
import { asRefused, failureOfAnswer, readJson, twilioErrors } from './errors.js';
import { fillTemplate } from './template-layout.js';
import type { TemplateLayouts } from './template-layouts.js';

const Accepted = z.object({ sid: z.string().min(1), to: lenientText });

/** Twilio has no content of this id. */
const NO_CONTENT = ['21655'];
/** Or one with other variables: the template was made anew. */
const ANOTHER_CONTENT = [...NO_CONTENT, '21656'];

/** Sends messages; contents and templates are found, or made, before. */
export class MessageSending {
  constructor(
    private readonly api: TwilioApi,
    private readonly objects: ProviderObjects,
    private readonly contents: Contents,
    private readonly layouts: TemplateLayouts,
  ) {}

  async send(account: TwilioAccount, request: OutboundRequest): Promise<SendOutcome> {
    const to = addressOf(request.to);
    if (to === undefined) return failed(twilioErrors.failure('no-address', ''));
    if (hasUnlinkedMedia(request.message)) return failed(twilioErrors.failure('no-media-link', ''));
    const callback = await statusCallback(this.objects, account, request.ref);
    const post = (fields: Record<string, string>) =>
      this.#post(account, request, {
        To: to,
        From: `whatsapp:+${account.sender}`,
        ...fields,
        ...(callback === undefined ? {} : { StatusCallback: callback }),
      });
    const encoded = encodeMessage(request.message);
    switch (encoded.kind) {
      case 'fields':
        return post(encoded.fields);
      case 'content':
        return this.#sendContent(account, encoded.content, post);
      case 'template':
        return this.#sendTemplate(account, encoded.message, post);
    }
  }

  async #sendContent(account: TwilioAccount, { shape, values }: FilledContent, post: Post): Promise<SendOutcome> {
    const attempt = async (id: Checked<string>): Promise<SendOutcome> => {
      const outcome = id.ok ? await post(contentFields(id.value, values)) : failed(id.failure);
      return outcome.kind === 'accepted' ? outcome : failed(asRefused(outcome.failure));
    };
    const known = await this.contents.idOf(account, shape);
    const outcome = await attempt(known);
    if (!known.ok || !isRefusedAs(outcome, NO_CONTENT)) return outcome;
    // Refused at once, so certainly not sent: somebody has deleted the content.
    return attempt(await this.contents.replace(account, shape, known.value));
  }

  async #sendTemplate(account: TwilioAccount, message: TemplateMessage, post: Post): Promise<SendOutcome> {
    const { name, language } = message;
    const known = await this.layouts.layoutOf(account, name, language);
    const attempt = async (layout: typeof known): Promise<SendOutcome> => {
      if (!layout.ok) return failed(layout.failure);
      const values = fillTemplate(layout.value, message);
      return values.ok ? post(contentFields(layout.value.sid, values.value)) : failed(values.failure);
    };
    const outcome = await attempt(known);
    if (!known.ok || !isRefusedAs(outcome, ANOTHER_CONTENT)) return outcome;
    // It was made anew under the same name since the templates were read.
    const renewed = await this.layouts.renewed(account, name, language);
    return renewed.ok && isSame(renewed, known) ? outcome : attempt(renewed);
  }

  async #post(account: TwilioAccount, request: OutboundRequest, form: Record<string, string>): Promise<SendOutcome> {
    const result = await this.api.call(account, {
      host: 'api',
      method: 'POST',
      path: `/2010-04-01/Accounts/${account.accountSid}/Messages.json`,
      form,
      // The sender is one of the credentials, although no secret to Twilio.
      secrets: [account.senderAsGiven, account.sender],
    });
    if ('failure' in result) return failed(result.failure);
    const { answer } = result;
    if (answer.status < 200 || answer.status > 299) return failed(failureOfAnswer(answer));
    const accepted = Accepted.safeParse(readJson(answer.text));
    if (!accepted.success) return failed(twilioErrors.failure('no-message-id', answer.text));
    const recipient = identifiersOf(accepted.data.to?.replace(/^whatsapp:/i, ''));
    return {
      kind: 'accepted',
      providerMessageId: accepted.data.sid,
      recipient: isNobody(recipient) ? request.to : recipient,
    };
  }
}

type Post = (fields: Record<string, string>) => Promise<SendOutcome>;

function contentFields(sid: string, values: Record<string, string>): Record<string, string> {
  const hasValues = Object.keys(values).length > 0;
  return { ContentSid: sid, ...(hasValues && { ContentVariables: JSON.stringify(values) }) };
}

function failed(failure: SendFailure): SendOutcome {
  return { kind: 'failed', failure };
}

function isRefusedAs(outcome: SendOutcome, codes: readonly string[]): boolean {
  return outcome.kind === 'failed' && codes.includes(outcome.failure.code);
}

function isSame(one: Checked<unknown>, other: Checked<unknown>): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
