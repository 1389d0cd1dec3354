import type { AgentMessage } from '../../flow/agent/agent-reply.js';

export type MediaKind = Extract<AgentMessage, { kind: 'media' }>['media'];

/** Longest address that is taken, in UTF-16 units; as long as WhatsApp's link buttons take them. */
const MAX_ADDRESS = 2_000;

/** The address without spaces around it, where it is one that WhatsApp can open: http or https with a host. */
export function webAddress(text: string | undefined): string | undefined {
  const address = text?.trim() ?? '';
  const web = address.length <= MAX_ADDRESS && /^https?:\/\/[^\s/]\S*$/iu.test(address) && URL.canParse(address);
  return web ? address : undefined;
}

/** Whether a text is an address of some kind, which would make no sense as something to say: `tel:…`, `myapp://…`. */
export function isAddress(text: string): boolean {
  return /^\s*(?:(?:tel|mailto|sms|geo|data|javascript|intent):\S|[a-z][a-z0-9+.-]*:\/\/)/iu.test(text);
}

/** The host of an address, for a link that has no words of its own: `example.com`. */
export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname.replace(/^www\./u, '') : address;
}

/** What WhatsApp shows or plays by itself (Cloud API, supported media types); everything else goes as a document. */
const ENDINGS = {
  image: /\.(?:jpe?g|png|webp)$/iu,
  video: /\.(?:mp4|3gp)$/iu,
  audio: /\.(?:mp3|og[ag]|opus|aac|amr|m4a)$/iu,
};

/** What is behind an address, as far as its ending tells. */
export function mediaKindOf(address: string): MediaKind {
  const path = URL.canParse(address) ? new URL(address).pathname : '';
  const kinds = ['image', 'video', 'audio'] as const;
  return kinds.find((kind) => ENDINGS[kind].test(path)) ?? 'document';
}
