import {
  BadWebhook,
  type ChannelAccess,
  type ChannelAdapter,
  type WebhookRequest,
} from '../../src/channels/channel.js';
import { ChannelEvent, type ProviderError } from '../../src/channels/events.js';
import { SendFailure, type FailureClass } from '../../src/channels/failure.js';
import type { OutboundMessage } from '../../src/rendering/outbound.js';
import { closedUrl, startHttpDouble, type HttpDouble, type Play } from '../doubles/http-double.js';
import { templateContract, type TemplateSetup } from './template.contract.js';

/** How one provider's side looks to the contract: what it sends, answers and refuses with. */
export interface ChannelSetup {
  /** The adapter, speaking to this address and waiting so long for answers. */
  create(baseUrl: string, timeoutMs: number): ChannelAdapter;
  access: ChannelAccess;
  /**
   * There is no provider: messages keep our ids, and the ids of the contact's are made of these. What can become of a
   * send is then in the adapter's own test.
   */
  ours?: { inboundId(id: string): string };
  /** Credentials that are no secrets but ids, and may stand in a failure. */
  open?: readonly string[];
  webhook: {
    /** A body as the provider delivers it, proved with this secret. */
    sign(body: string, secret: string): WebhookRequest;
    /** Two text messages of one person with these ids, in one body or, where the provider has one a body, in two. */
    messages(ids: readonly [string, string]): string | readonly [string, string];
    /** One `delivered` status of our message, echoing our id. */
    status(messageId: string, ref: string): string;
    /** Well-formed bodies that say nothing we know. */
    unknown: readonly string[];
    /** Bodies that are not what this provider sends at all; without them, those that are no JSON object. */
    malformed?: readonly string[];
    /** What proves a webhook: the channel's own secret, which is the usual thing, or one of its credentials. */
    provedBy?: 'secret' | 'credentials';
    /** A secret of the provider's own form, where not every text is one. */
    secret?: string;
    /** Is the body signed, so that another one is not believed? */
    signsBody?: boolean;
  };
  /** The provider's answer to a message that it took under this id; several where more is asked before. */
  accepted(id: string, message: OutboundMessage): Play | readonly Play[];
  /** Tells the send among other calls; without it every call is one. */
  isSend?(request: HttpDouble['requests'][number]): boolean;
  /** Kinds that this provider cannot send and is never asked to (its capabilities say so). */
  unable?: readonly OutboundMessage['kind'][];
  /** Success without a message's id. */
  acceptedWithoutId: Play;
  /** The provider answers a repeated request from memory: what is not known elsewhere may be asked again here. */
  remembersRequests?: boolean;
  refusals: readonly { name: string; play: Play; expected: FailureClass }[];
  statusErrors: readonly { error: ProviderError; expected: FailureClass }[];
  /** Where templates can be made and taken away through the adapter. */
  templates?: TemplateSetup;
}

const ANY_SECRET = 'the webhook’s own secret';
/** Real time, as short as the machine allows: a request that hangs has to run into it. */
const HANG_MS = 150;
const PATIENT_MS = 20_000;

export const MESSAGES: Record<OutboundMessage['kind'], OutboundMessage> = {
  text: { kind: 'text', body: 'Hello' },
  buttons: { kind: 'buttons', body: 'Well?', footer: 'STOP ends it', buttons: [{ id: 'y', title: 'Yes' }] },
  list: { kind: 'list', body: 'Where?', button: 'Choose', rows: [{ id: 'g', title: 'Graz', description: 'Styria' }] },
  media: { kind: 'media', media: { media: 'image', link: 'https://x.example/a.png' }, caption: 'A map' },
  link: { kind: 'link', body: 'More', label: 'Open', url: 'https://x.example/' },
  'location-request': { kind: 'location-request', body: 'Where are you?' },
  template: {
    kind: 'template',
    name: 'invite',
    language: 'en',
    header: [],
    body: [{ kind: 'text', text: 'Mira' }],
    buttons: [{ index: 0, type: 'quick-reply', value: 'go' }],
    preview: 'Hi Mira',
  },
};

/** What every adapter owes the shell; provider-specific behaviour belongs into the adapter's own test file. */
export function channelContract(name: string, setup: ChannelSetup): void {
  describe(`${name} keeps the channel contract`, () => {
    const { access, webhook } = setup;
    const SECRET = webhook.secret ?? ANY_SECRET;
    let double: HttpDouble;
    let adapter: ChannelAdapter;
    let impatient: ChannelAdapter;

    beforeAll(async () => {
      double = await startHttpDouble();
      adapter = setup.create(double.url, PATIENT_MS);
      impatient = setup.create(double.url, HANG_MS);
    });
    afterEach(() => double.settle());
    afterAll(() => double.close());

    const send = (message: OutboundMessage, by = adapter) =>
      by.send(access, { to: { waId: '436600001' }, message, ref: 'out-1' });

    const sendExpecting = async (play: Play, by = adapter) => {
      double.play(play);
      const outcome = await send(MESSAGES.text, by);
      if (outcome.kind !== 'failed') throw new Error('the message was accepted');
      expect(SendFailure.parse(outcome.failure)).toStrictEqual(outcome.failure);
      for (const [credential, secret] of Object.entries(access.credentials)) {
        if (setup.open?.includes(credential) !== true) expect(JSON.stringify(outcome)).not.toContain(secret);
      }
      return outcome.failure;
    };

    describe('webhooks', () => {
      const parse = (body: string) => adapter.parseWebhook(webhook.sign(body, SECRET));
      const bodies = (...ids: [string, string]) => [webhook.messages(ids)].flat();
      const idOf = (id: string) => setup.ours?.inboundId(id) ?? id;
      const someBody = () => bodies('a', 'b')[0] ?? '';

      it('believes the right secret, and no other', () => {
        const request = webhook.sign(someBody(), SECRET);
        expect(adapter.verifyWebhook(request, SECRET, access)).toBe(true);
        for (const change of [(secret: string) => `${secret}x`, () => '']) {
          const credentials = Object.fromEntries(
            Object.entries(access.credentials).map(([name, value]) => [name, change(value)]),
          );
          const stranger = webhook.provedBy === 'credentials' ? { ...access, credentials } : access;
          expect(adapter.verifyWebhook(request, change(SECRET), stranger)).toBe(false);
          expect(adapter.verifyWebhook({ ...request, headers: {} }, change(SECRET), stranger)).toBe(false);
        }
        expect(adapter.verifyWebhook({ ...request, headers: {} }, SECRET, access)).toBe(false);
      });

      it('believes no body but the signed one, where it is signed', () => {
        const body = someBody();
        const request = webhook.sign(body, SECRET);
        for (const forged of [`${body} `, body.slice(0, -1), '']) {
          const rawBody = Buffer.from(forged);
          expect(adapter.verifyWebhook({ ...request, rawBody }, SECRET, access)).toBe(webhook.signsBody !== true);
        }
      });

      it('reads messages, every one', () => {
        const events = bodies('a', 'b').flatMap(parse);
        expect(events.map((event) => event.kind === 'message' && event.id)).toEqual(['a', 'b'].map(idOf));
      });

      it('reads a message that stands twice in one body once', () => {
        // Where each has a body of its own, the mailbox finds the second by its id.
        for (const body of bodies('a', 'a')) {
          expect(parse(body).filter(({ kind }) => kind === 'message')).toMatchObject([{ id: idOf('a') }]);
        }
      });

      it('reads a redelivery as the very same events', () => {
        const body = someBody();
        expect(parse(body)).toStrictEqual(parse(body));
      });

      it('reads a status with our id in it', () => {
        expect(parse(webhook.status('m1', 'out-1'))).toMatchObject([
          { kind: 'status', messageId: setup.ours ? 'out-1' : 'm1', ref: 'out-1', status: 'delivered' },
        ]);
      });

      it('ignores what it does not know, aloud', () => {
        for (const body of webhook.unknown) {
          const events = parse(body);
          expect(events.length).toBeGreaterThan(0);
          for (const event of events) expect(ChannelEvent.parse(event).kind).toBe('ignored');
        }
      });

      it.each(webhook.malformed ?? ['', 'no JSON', '[]', 'null', '{"cut":'])('refuses %j', (body) => {
        expect(() => parse(body)).toThrow(BadWebhook);
      });

      it('refuses bytes that are no text', () => {
        const request = { ...webhook.sign('', SECRET), rawBody: Buffer.from([0xff, 0xfe, 0x00]) };
        expect(() => adapter.parseWebhook(request)).toThrow(BadWebhook);
      });
    });

    const overHttp: (what: string, tests: () => void) => void = setup.ours ? () => undefined : describe;
    overHttp('sending', () => {
      const unanswered = setup.remembersRequests === true ? 'retry' : 'maybe-sent';
      const able = Object.values(MESSAGES).filter(({ kind }) => setup.unable?.includes(kind) !== true);

      it.each(able)('sends %j once, with our id', async (message) => {
        double.play(...[setup.accepted('sent-1', message)].flat());
        expect(await send(message)).toMatchObject({ kind: 'accepted', providerMessageId: 'sent-1' });
        const sends = double.requests.filter((request) => setup.isSend?.(request) ?? true);
        expect(sends).toHaveLength(1);
        expect(decodeURIComponent(sends[0]?.body ?? '')).toContain('out-1');
      });

      it('says who got it', async () => {
        double.play(...[setup.accepted('sent-1', MESSAGES.text)].flat());
        const outcome = await send(MESSAGES.text);
        expect(outcome.kind === 'accepted' && Object.keys(outcome.recipient).length).toBeGreaterThan(0);
      });

      it.each(setup.refusals)('$name: $expected', async ({ play, expected }) => {
        expect(await sendExpecting(play)).toMatchObject({ class: expected });
      });

      it('does not know what became of a message when nobody answers', async () => {
        expect(await sendExpecting('hang', impatient)).toMatchObject({ class: unanswered, code: 'timeout' });
      });

      it('does not know it when the connection is cut, or the answer breaks off', async () => {
        expect(await sendExpecting('cut')).toMatchObject({ class: unanswered, code: 'connection' });
        expect(await sendExpecting({ status: 200, cutAfter: '{"mess', length: 900 })).toMatchObject({
          class: unanswered,
        });
      });

      it('does not know it when success names no message', async () => {
        expect(await sendExpecting(setup.acceptedWithoutId)).toMatchObject({ class: unanswered });
        expect(await sendExpecting({ status: 200, body: '<html>welcome</html>' })).toMatchObject({
          class: unanswered,
        });
      });

      it('knows that nothing was sent where nobody listens', async () => {
        const outcome = await send(MESSAGES.text, setup.create(await closedUrl(), PATIENT_MS));
        expect(outcome).toMatchObject({ kind: 'failed', failure: { class: 'retry' } });
      });

      it('carries the credentials to no other address', async () => {
        const other = await startHttpDouble();
        const failure = await sendExpecting({ status: 307, headers: { location: `${other.url}/messages` }, body: '' });
        expect(failure.class).toBe('refused');
        expect(other.requests).toEqual([]);
        await other.close();
      });

      it('keeps the credentials out of failures that repeat them', async () => {
        const secrets = Object.values(access.credentials).join(' ');
        const failure = await sendExpecting({ status: 400, body: `no such key: ${secrets}` });
        expect(failure.detail).toContain('no such key');
      });

      it('sends nothing where a credential is missing or cannot be one', async () => {
        for (const value of ['', 'two\nlines']) {
          const credentials = Object.fromEntries(Object.keys(access.credentials).map((key) => [key, value]));
          const outcome = await adapter.send(
            { ...access, credentials },
            { to: { waId: '4366' }, message: MESSAGES.text, ref: 'r' },
          );
          expect(outcome).toMatchObject({ kind: 'failed', failure: { class: 'stop-channel', tellPerson: true } });
        }
      });

      it('sends nothing to nobody', async () => {
        const outcome = await adapter.send(access, { to: {}, message: MESSAGES.text, ref: 'r' });
        expect(outcome).toMatchObject({ kind: 'failed', failure: { class: 'undeliverable' } });
      });
    });

    it.each(setup.statusErrors)('classifies $error.code as $expected', ({ error, expected }) => {
      const failure = adapter.classify(error);
      expect(SendFailure.parse(failure)).toStrictEqual(failure);
      expect(failure).toMatchObject({ class: expected, code: error.code });
    });

    if (setup.templates) templateContract(setup, setup.templates, { hangMs: HANG_MS, patientMs: PATIENT_MS });

    it('names the credentials it needs, each with where to find it', () => {
      expect(Object.keys(adapter.credentials).sort()).toEqual(Object.keys(access.credentials).sort());
      for (const { label, help } of Object.values(adapter.credentials)) {
        expect(label).not.toBe('');
        expect(help).toMatch(/\.$/);
      }
    });

    it('tells where its numbers come from', () => {
      expect(adapter.capabilities.source).not.toBe('');
      expect(adapter.capabilities.checkedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    });
  });
}
