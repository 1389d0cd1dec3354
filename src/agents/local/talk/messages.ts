import { drawWeighted } from '../../../flow/chance.js';
import type { Json } from '../../../flow/conditions.js';
import { readEsMessages } from '../../messages/read-messages.js';
import type { ReadMessages } from '../../messages/read-messages.js';
import type { LocalMessage } from '../local-agent.js';
import { fill, fillAll, isFilled } from './references.js';
import type { Scope } from './references.js';

/** WhatsApp is none of Dialogflow's platforms; the order in which a linked agent's are taken too. */
const PLATFORMS = ['FACEBOOK', 'TELEGRAM', 'default'] as const;

/**
 * What messages say, with values in them. Of a text's variants one is drawn among those whose values are all there.
 * @param seed the same gives the same variants
 */
export function sayMessages(messages: readonly LocalMessage[], scope: Scope, seed: string): ReadMessages {
  return readEsMessages(
    messages.map((message, index) => {
      const variants = variantsOf(message);
      if (!variants) return fillAll(message, scope);
      const text = fill(drawVariant(variants, scope, `${seed} ${index}`), scope);
      return { ...message, text: { text: [text] } };
    }),
    { platforms: PLATFORMS },
  );
}

/** One of several texts; those that lack a value only where all do. */
function drawVariant(variants: readonly string[], scope: Scope, seed: string): string {
  const whole = variants.filter((variant) => isFilled(variant, scope));
  const among = whole.length > 0 ? whole : variants;
  return among.length > 1
    ? (among[
        drawWeighted(
          among.map(() => 1),
          seed,
        )
      ] ?? '')
    : (among[0] ?? '');
}

function variantsOf({ text }: LocalMessage): string[] | undefined {
  const list = isObject(text) ? text['text'] : undefined;
  return Array.isArray(list) ? list.filter((variant) => typeof variant === 'string') : undefined;
}

function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
