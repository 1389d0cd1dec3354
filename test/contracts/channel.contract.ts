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

/** How one provider's side looks to the contract: what it sends, answers and refuses with. */
export interface ChannelSetup {
  /** The adapter, speaking to this address and waiting so long for answers. */
  create(baseUrl: string, timeoutMs: number): ChannelAdapter;
  access: ChannelAccess;
  webhook: {
    /** A body as the provider delivers it, proved with this secret. */
    sign(body: string, secret: string): WebhookRequest;
    /** Two text messages of one person with these ids. */
    messages(ids: readonly [string, string]): string;
    /** One `delivered` status of our message, echoing our id. */
    status(messageId: string, ref: string): string;
    /** Well-formed bodies that say nothing we know. */
    unknown: readonly string[];
  };
  /** The provider's answer to a message that it took under this id. */
  accepted(id: string): Play;
  /** Success without a message's id. */
  acceptedWithoutId: Play;
  refusals: readonly { name: string; play: Play; expected: FailureClass }[];
  statusErrors: readonly { error: ProviderError; expected: FailureClass }[];
}

const SECRET = 'the webhook’s own secret';
/** Real time, as short as the machine allows: a request that hangs has to run into it. */
const HANG_MS = 150;
const PATIENT_MS = 20_000;

const MESSAGES: Record<OutboundMessage['kind'], OutboundMessage> = {
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
      for (const secret of Object.values(access.credentials)) expect(JSON.stringify(outcome)).not.toContain(secret);
      return outcome.failure;
    };

    describe('webhooks', () => {
      const parse = (body: string) => adapter.parseWebhook(webhook.sign(body, SECRET));

      it('believes the right secret, and no other', () => {
        const request = webhook.sign(webhook.messages(['a', 'b']), SECRET);
        expect(adapter.verifyWebhook(request, SECRET, access)).toBe(true);
        expect(adapter.verifyWebhook(request, `${SECRET}x`, access)).toBe(false);
        expect(adapter.verifyWebhook(request, '', access)).toBe(false);
        expect(adapter.verifyWebhook({ ...request, headers: {} }, SECRET, access)).toBe(false);
        expect(adapter.verifyWebhook({ ...request, headers: {} }, '', access)).toBe(false);
      });

      it('reads messages, every one', () => {
        const events = parse(webhook.messages(['a', 'b']));
        expect(events.map((event) => event.kind === 'message' && event.id)).toEqual(['a', 'b']);
      });

      it('reads a message that stands twice in one body once', () => {
        const events = parse(webhook.messages(['a', 'a']));
        expect(events.filter(({ kind }) => kind === 'message')).toHaveLength(1);
      });

      it('reads a redelivery as the very same events', () => {
        const body = webhook.messages(['a', 'b']);
        expect(parse(body)).toStrictEqual(parse(body));
      });

      it('reads a status with our id in it', () => {
        expect(parse(webhook.status('m1', 'out-1'))).toMatchObject([
          { kind: 'status', messageId: 'm1', ref: 'out-1', status: 'delivered' },
        ]);
      });

      it('ignores what it does not know, aloud', () => {
        for (const body of webhook.unknown) {
          const events = parse(body);
          expect(events.length).toBeGreaterThan(0);
          for (const event of events) expect(ChannelEvent.parse(event).kind).toBe('ignored');
        }
      });

      it.each(['', 'no JSON', '[]', 'null', '{"cut":'])('refuses %j', (body) => {
        expect(() => parse(body)).toThrow(BadWebhook);
      });

      it('refuses bytes that are no text', () => {
        const request = { ...webhook.sign('', SECRET), rawBody: Buffer.from([0xff, 0xfe, 0x00]) };
        expect(() => adapter.parseWebhook(request)).toThrow(BadWebhook);
      });
    });

    describe('sending', () => {
      it.each(Object.values(MESSAGES))('sends %j once, with our id', async (message) => {
        double.play(setup.accepted('sent-1'));
        expect(await send(message)).toMatchObject({ kind: 'accepted', providerMessageId: 'sent-1' });
        expect(double.requests).toHaveLength(1);
        expect(double.requests[0]?.body).toContain('out-1');
      });

      it('says who got it', async () => {
        double.play(setup.accepted('sent-1'));
        const outcome = await send(MESSAGES.text);
        expect(outcome.kind === 'accepted' && Object.keys(outcome.recipient).length).toBeGreaterThan(0);
      });

      it.each(setup.refusals)('$name: $expected', async ({ play, expected }) => {
        expect(await sendExpecting(play)).toMatchObject({ class: expected });
      });

      it('does not know what became of a message when nobody answers', async () => {
        expect(await sendExpecting('hang', impatient)).toMatchObject({ class: 'maybe-sent', code: 'timeout' });
      });

      it('does not know it when the connection is cut, or the answer breaks off', async () => {
        expect(await sendExpecting('cut')).toMatchObject({ class: 'maybe-sent', code: 'connection' });
        expect(await sendExpecting({ status: 200, cutAfter: '{"mess', length: 900 })).toMatchObject({
          class: 'maybe-sent',
        });
      });

      it('does not know it when success names no message', async () => {
        expect(await sendExpecting(setup.acceptedWithoutId)).toMatchObject({ class: 'maybe-sent' });
        expect(await sendExpecting({ status: 200, body: '<html>welcome</html>' })).toMatchObject({
          class: 'maybe-sent',
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
