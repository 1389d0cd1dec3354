import type { OutboundMessage } from '../../rendering/outbound.js';
import { encodeMessage } from './encode.js';

const encode = (message: OutboundMessage, more = {}) =>
  encodeMessage({ to: { waId: '15550100200' }, message, ref: 'm-42', ...more });

const ENVELOPE = { channel: 'whatsapp', to: '15550100200', client_ref: 'm-42', webhook_version: 'v1' };

describe('encodeMessage', () => {
  it('writes text in Vonage’s own kind, with what it answers', () => {
    expect(encode({ kind: 'text', body: 'Hola' }, { repliesTo: 'in-1' })).toStrictEqual({
      ...ENVELOPE,
      context: { message_uuid: 'in-1' },
      message_type: 'text',
      text: 'Hola',
    });
  });

  it.each<[OutboundMessage, Record<string, unknown>]>([
    [
      { kind: 'media', media: { media: 'image', link: 'https://x.example/a.png' }, caption: 'A map' },
      { message_type: 'image', image: { url: 'https://x.example/a.png', caption: 'A map' } },
    ],
    [
      { kind: 'media', media: { media: 'document', link: 'https://x.example/a.pdf', filename: 'a.pdf' }, caption: '' },
      { message_type: 'file', file: { url: 'https://x.example/a.pdf', name: 'a.pdf' } },
    ],
    [
      { kind: 'media', media: { media: 'audio', link: 'https://x.example/a.ogg' } },
      { message_type: 'audio', audio: { url: 'https://x.example/a.ogg' } },
    ],
    [
      { kind: 'media', media: { media: 'video', link: 'https://x.example/a.mp4' } },
      { message_type: 'video', video: { url: 'https://x.example/a.mp4' } },
    ],
    [
      { kind: 'media', media: { media: 'sticker', link: 'https://x.example/a.webp' } },
      { message_type: 'sticker', sticker: { url: 'https://x.example/a.webp' } },
    ],
  ])('writes media by link in Vonage’s kinds: %j', (message, expected) => {
    expect(encode(message)).toStrictEqual({ ...ENVELOPE, ...expected });
  });

  it('hands buttons, lists and templates on in Meta’s words, without Meta’s envelope', () => {
    expect(encode({ kind: 'buttons', body: 'Well?', buttons: [{ id: 'y', title: 'Yes' }] })).toStrictEqual({
      ...ENVELOPE,
      message_type: 'custom',
      custom: {
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: 'Well?' },
          action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
        },
      },
    });
    expect(
      encode({
        kind: 'template',
        name: 'invite',
        language: 'es_MX',
        header: [],
        body: [{ kind: 'text', text: 'Ana' }],
        buttons: [{ index: 0, type: 'quick-reply', value: 'q1:yes' }],
        preview: '',
      }),
    ).toMatchObject({
      message_type: 'custom',
      custom: {
        type: 'template',
        template: { name: 'invite', language: { policy: 'deterministic', code: 'es_MX' } },
      },
    });
  });

  it('goes by Meta’s words where Vonage’s own kinds say less', () => {
    expect(encode({ kind: 'text', body: 'https://x.example', previewUrl: true })).toMatchObject({
      custom: { type: 'text', text: { body: 'https://x.example', preview_url: true } },
    });
    expect(
      encode({ kind: 'media', media: { media: 'audio', link: 'https://x.example/a.ogg' }, voice: true }),
    ).toMatchObject({ custom: { type: 'audio', audio: { link: 'https://x.example/a.ogg', voice: true } } });
  });

  it.each([
    [{ waId: '4366', userId: 'AT.m1' }, '4366'],
    [{ phone: '+43 66' }, '4366'],
    [{ userId: 'AT.m1' }, 'AT.m1'],
  ])('writes to %j as %s', (to, address) => {
    expect(encode({ kind: 'text', body: 'x' }, { to })).toMatchObject({ to: address });
  });

  it('writes to nobody', () => {
    expect(encode({ kind: 'text', body: 'x' }, { to: {} })).toBeUndefined();
    expect(encode({ kind: 'text', body: 'x' }, { to: { phone: '+' } })).toBeUndefined();
  });
});
