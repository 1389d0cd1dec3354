import { AuditEntryView } from '../../src/api/account-views.js';
import { AttachmentView, SentView } from '../../src/api/inbox-views.js';
import { Attachments } from '../../src/inbox/attachments.js';
import { DAY } from '../../src/time/instant.js';
import { DIALECT_NAMES } from '../../src/simulator/dialects/registry.js';
import { onBothSizes } from '../support/on-both-sizes.js';
import { Phone } from '../support/phone.js';
import { startSystem, type System } from '../support/system.js';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const MB = 1_048_576;
/** Of several pieces, none like another. */
const PDF = Buffer.concat([
  Buffer.from('%PDF-1.7\n'),
  Buffer.from(Array.from({ length: 2 * MB + 5 }, (_, at) => (at * 7) % 251)),
]);

onBothSizes('a person sends a file', (options) => {
  let system: System;
  let phone: Phone;
  let id: string;
  beforeAll(async () => {
    system = await startSystem(await options());
    await system.connect();
    phone = new Phone(system, '15550107001', 'Farah');
    await phone.says('visit');
    ({ id } = await system.conversationWith(phone.waId));
  });
  afterAll(() => system.stop());

  const authorization = () => ({ authorization: `Bearer ${system.token}` });
  const upload = (body: Buffer, filename: string, { to = id, type = 'application/octet-stream' } = {}) =>
    fetch(`${system.url}/api/v1/conversations/${to}/attachments?filename=${encodeURIComponent(filename)}`, {
      method: 'POST',
      headers: { ...authorization(), 'content-type': type },
      body: new Uint8Array(body),
    });
  const attached = async (body: Buffer, filename: string) => {
    const response = await upload(body, filename);
    expect(response.status).toBe(201);
    return AttachmentView.parse(await response.json());
  };
  const send = (media: object) =>
    fetch(`${system.url}/api/v1/conversations/${id}/messages`, {
      method: 'POST',
      headers: { ...authorization(), 'content-type': 'application/json' },
      body: JSON.stringify({ media }),
    });

  it('goes out once, with its caption, and is fetched from us by the provider', async () => {
    const file = await attached(PNG, 'The way in.png');
    expect(file).toMatchObject({ kind: 'image', mime: 'image/png', filename: 'The way in.png', size: PNG.length });
    const before = phone.thread.length;
    const response = await send({ attachment: file.id, caption: 'Here it is' });
    expect(response.status).toBe(202);
    const sent = SentView.parse(await response.json());
    await system.quiet();
    expect(phone.thread).toHaveLength(before + 1);
    expect(phone.last).toMatchObject({
      type: 'image',
      text: 'Here it is',
      media: { kind: 'image', mime: 'image/png' },
    });
    expect(['delivered', 'read']).toContain(phone.last.tick);
    expect((await system.api.thread(id)).find((entry) => entry.id === sent.id)).toMatchObject({
      kind: 'outbound',
      message: { kind: 'media', media: { media: 'image', attachment: file.id, filename: 'The way in.png' } },
    });
  });

  it('hands the very bytes to whoever knows the address, as nothing but what they are', async () => {
    const file = await attached(PDF, 'قائمة الأسعار.pdf');
    await send({ attachment: file.id });
    await system.quiet();
    const { media } = phone.last;
    expect(media).toMatchObject({ kind: 'document', filename: 'قائمة الأسعار.pdf' });
    const fetched = await fetch(media?.link ?? '');
    expect(Buffer.from(await fetched.arrayBuffer()).equals(PDF)).toBe(true);
    expect(Object.fromEntries(fetched.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(PDF.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    const seen = await fetch(`${system.url}/api/v1/conversations/${id}/attachments/${file.id}`, {
      headers: authorization(),
    });
    expect(Buffer.from(await seen.arrayBuffer()).equals(PDF)).toBe(true);
    // The id alone opens nothing.
    const guessed = await fetch(`${system.url}/files/${file.id}/a.pdf`);
    expect(guessed.status).toBe(404);
    expect((await fetch(`${system.url}/api/v1/conversations/${id}/attachments/${file.id}`)).status).toBe(401);
    const trail = await system.api.all(AuditEntryView, `/audit?subject=conversation:${id}`);
    expect(trail.map(({ action }) => action)).toContain('conversation.attach');
  });

  it.each([
    ['a page', Buffer.from('<!doctype html><script>1</script>'), 'page.html', 415, 'file-type'],
    ['a page that calls itself a picture', Buffer.from('<!doctype html>'), 'a.png', 415, 'file-type'],
    ['a large picture', Buffer.concat([PNG, Buffer.alloc(5 * MB)]), 'a.png', 413, 'file-size'],
  ])('refuses %s in plain words, at the field', async (_, bytes, filename, status, rule) => {
    const response = await upload(bytes, filename);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      type: `urn:canvass:problem:${rule}`,
      errors: [{ field: 'file', rule, message: expect.stringMatching(/\w/) }],
    });
  });

  it('refuses what is too large for anything, what comes otherwise, and what is meant for nobody', async () => {
    expect((await upload(Buffer.alloc(16 * MB + 1), 'a.pdf')).status).toBe(413);
    expect((await upload(PNG, 'a.png', { type: 'application/zip' })).status).toBe(415);
    expect((await upload(Buffer.from('{}'), 'a.png', { type: 'application/json' })).status).toBe(415);
    expect((await upload(PNG, '')).status).toBe(400);
    expect((await upload(PNG, 'a.png', { to: 'nobody' })).status).toBe(404);
  });

  it('sends only what was attached in this conversation, and sound without words', async () => {
    const other = new Phone(system, '15550107002', 'Other');
    await other.says('visit');
    const { id: elsewhere } = await system.conversationWith(other.waId);
    const foreign = AttachmentView.parse(await (await upload(PNG, 'a.png', { to: elsewhere })).json());
    for (const attachment of [foreign.id, 'nothing']) {
      const response = await send({ attachment });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        errors: [{ field: 'media.attachment', rule: 'known-attachment' }],
      });
    }
    const sound = await attached(Buffer.from('#!AMR\nrest'), 'memo.amr');
    const spoken = await send({ attachment: sound.id, caption: 'Listen' });
    expect(await spoken.json()).toMatchObject({ errors: [{ field: 'media.caption' }] });
    expect((await send({ attachment: sound.id })).status).toBe(202);
    await system.quiet();
    expect(phone.last.type).toBe('audio');
  });

  it('forgets what was never sent after a day, and what was sent after thirty', async () => {
    const { store, scope } = system.runtime;
    await attached(PNG, 'never sent.png');
    const files = await store.attachments.count(scope);
    let now = Date.now() + DAY + 1;
    const later = new Attachments(store, { now: () => now }, system.runtime.ids, () => system.url);
    expect(await later.run(scope)).toBe('done');
    const kept = await store.attachments.count(scope);
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(files);
    now = Date.now() + 30 * DAY + 1;
    expect(await later.run(scope)).toBe('done');
    expect(await store.attachments.count(scope)).toBe(0);
    expect(await store.attachmentPieces.count(scope)).toBe(0);
    expect((await fetch(phone.last.media?.link ?? '')).status).toBe(404);
  });
});

it.each(DIALECT_NAMES.filter((name) => name !== '360dialog'))('a file goes out by %s', async (provider) => {
  const system = await startSystem({ simulator: { provider } });
  try {
    await system.connect();
    const phone = new Phone(system, '15550107009', 'Faris');
    await phone.says('visit');
    const { id } = await system.conversationWith(phone.waId);
    const at = `${system.url}/api/v1/conversations/${id}`;
    const authorization = `Bearer ${system.token}`;
    for (const [body, filename, kind] of [
      [PNG, 'map.png', 'image'],
      [Buffer.from('%PDF-1.7'), 'قائمة الأسعار.pdf', 'document'],
    ] as const) {
      const kept = await fetch(`${at}/attachments?filename=${encodeURIComponent(filename)}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(body),
      });
      const { id: attachment } = AttachmentView.parse(await kept.json());
      const sent = await fetch(`${at}/messages`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ media: { attachment, caption: 'Here it is' } }),
      });
      expect(sent.status).toBe(202);
      await system.quiet();
      expect(phone.last).toMatchObject({
        type: kind,
        text: 'Here it is',
        media: { kind, mime: expect.stringMatching(/\w/) },
      });
      expect(phone.last.tick).not.toBe('failed');
    }
  } finally {
    await system.stop();
  }
});
