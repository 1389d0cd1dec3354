import type { ChannelAdapter, OutboundRequest, SendOutcome } from '../../src/channels/channel.js';
import type { SendFailure } from '../../src/channels/failure.js';
import { META_LIMITS } from '../../src/channels/cloud-payload/limits.js';
import { whatsappCapabilities } from '../../src/rendering/whatsapp-capabilities.js';

export interface Accepted extends OutboundRequest {
  at: number;
  providerMessageId: string;
}

type Verdict = 'accept' | 'accept-and-hang' | SendFailure;
/** What becomes of the nth request; may do something itself while the request is on its way. */
export type Script = (request: OutboundRequest, nth: number) => Promise<Verdict>;

export function failure(of: Partial<SendFailure> & Pick<SendFailure, 'class'>): SendFailure {
  return { code: of.class, detail: 'scripted', text: `scripted ${of.class}`, tellPerson: false, ...of };
}

/** The provider of a test: takes what the script lets it take, and remembers what the contact has really got. */
export class ScriptedProvider {
  readonly accepted: Accepted[] = [];
  readonly asked: OutboundRequest[] = [];
  script: Script = async () => 'accept';

  constructor(private readonly now: () => number) {}

  /** The adapter of one process; `alive` throws once that process is dead. */
  adapter(alive: () => void): ChannelAdapter {
    return {
      provider: 'scripted',
      title: 'Scripted',
      capabilities: whatsappCapabilities,
      limits: META_LIMITS,
      credentials: {},
      verifyWebhook: () => true,
      parseWebhook: () => [],
      classify: ({ code, title }) => {
        const classes = { '131047': 'fall-back', '131026': 'undeliverable', '131042': 'stop-channel' } as const;
        const known = Object.entries(classes).find(([one]) => one === code)?.[1];
        return failure({ class: known ?? 'retry', code, text: title });
      },
      encode: () => ({}),
      send: async (_, request) => {
        alive();
        return this.#send(request);
      },
    };
  }

  async #send(request: OutboundRequest): Promise<SendOutcome> {
    this.asked.push(request);
    const verdict = await this.script(request, this.asked.length);
    if (typeof verdict === 'object') return { kind: 'failed', failure: verdict };
    const providerMessageId = `wamid.${this.accepted.length + 1}`;
    this.accepted.push({ ...request, at: this.now(), providerMessageId });
    if (verdict === 'accept-and-hang') return { kind: 'failed', failure: failure({ class: 'maybe-sent' }) };
    return { kind: 'accepted', providerMessageId, recipient: request.to };
  }
}
