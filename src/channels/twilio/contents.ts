import { z } from 'zod';
import type { Checked, ProviderObjects } from '../channel.js';
import { lenientList, lenientText, parseEach } from '../cloud-payload/lenient.js';
import type { TwilioAccount } from './account.js';
import type { TwilioApi } from './api.js';
import type { ContentShape } from './content-shapes.js';
import { twilioErrors } from './errors.js';

const Made = z.object({ sid: z.string().min(1) });
const Found = z.object({ contents: lenientList });
const FoundContent = z.object({ sid: z.string().min(1), friendly_name: lenientText });

/** Our contents at Twilio: each made once for an account, remembered for the channel, and used again. */
export class Contents {
  /** What is being made in this process: a question to a thousand people must not make a thousand contents. */
  readonly #underWay = new Map<string, Promise<Checked<string>>>();

  constructor(
    private readonly api: TwilioApi,
    private readonly objects: ProviderObjects,
  ) {}

  /** The content's id (`HX…`); the first time it is looked for at Twilio by its name, and made where it is not there. */
  async idOf(account: TwilioAccount, shape: ContentShape): Promise<Checked<string>> {
    const known = await this.objects.get(account.channelId, keyOf(shape));
    return known === undefined ? this.#once(account, shape) : { ok: true, value: known };
  }

  /** Anew, after Twilio has said that it has no content of the id that we knew. */
  async replace(account: TwilioAccount, shape: ContentShape, gone: string): Promise<Checked<string>> {
    return this.#once(account, shape, gone);
  }

  #once(account: TwilioAccount, shape: ContentShape, gone?: string): Promise<Checked<string>> {
    const key = `${account.channelId} ${shape.friendly_name}`;
    const underWay = this.#underWay.get(key);
    if (underWay) return underWay;
    const making = this.#findOrMake(account, shape, gone).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, making);
    return making;
  }

  async #findOrMake(account: TwilioAccount, shape: ContentShape, gone: string | undefined): Promise<Checked<string>> {
    const name = encodeURIComponent(shape.friendly_name);
    const path = `/v2/Content?ContentName=${name}&PageSize=1000`;
    const listed = await this.api.read(account, { host: 'content', method: 'GET', path });
    if (!listed.ok) return listed;
    const found = Found.safeParse(listed.value).data?.contents ?? [];
    const same = parseEach(found, FoundContent).find(
      ({ sid, friendly_name }) => friendly_name === shape.friendly_name && sid !== gone,
    );
    const id = same ? { ok: true as const, value: same.sid } : await this.#make(account, shape);
    if (id.ok) await this.objects.set(account.channelId, keyOf(shape), id.value);
    return id;
  }

  /** Making one twice does no harm: both work, and the last one is remembered. */
  async #make(account: TwilioAccount, shape: ContentShape): Promise<Checked<string>> {
    const made = await this.api.read(account, { host: 'content', method: 'POST', path: '/v1/Content', body: shape });
    if (!made.ok) return made;
    const parsed = Made.safeParse(made.value);
    return parsed.success
      ? { ok: true, value: parsed.data.sid }
      : { ok: false, failure: twilioErrors.failure('unreadable-answer', JSON.stringify(made.value)) };
  }
}

function keyOf({ friendly_name }: ContentShape): string {
  return `content ${friendly_name}`;
}
