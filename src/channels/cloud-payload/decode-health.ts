import { z } from 'zod';
import type { ChannelHealth } from '../channel.js';
import { lenientList, lenientText, parseEach } from './lenient.js';

/** Meta's `health_status`: of the number, its account, the business and the app. */
export const HealthStatus = z.object({ can_send_message: z.string(), entities: lenientList });

const Entity = z.object({ entity_type: lenientText, can_send_message: lenientText, errors: lenientList });
const EntityError = z.object({
  error_code: lenientText,
  error_description: lenientText,
  possible_solution: lenientText,
});

const CAN_SEND: Record<string, ChannelHealth['canSend']> = { AVAILABLE: 'yes', LIMITED: 'limited', BLOCKED: 'no' };

/** Meta's health in our words. `provider` is who told it and may give no reason. */
export function decodeHealth(status: z.infer<typeof HealthStatus>, provider: string): ChannelHealth {
  return {
    canSend: canSendOf(status.can_send_message),
    problems: parseEach(status.entities, Entity).flatMap((entity) => problemsOf(entity, provider)),
  };
}

function canSendOf(word: string | undefined): ChannelHealth['canSend'] {
  return (word !== undefined && Object.hasOwn(CAN_SEND, word) ? CAN_SEND[word] : undefined) ?? 'unknown';
}

const ENTITIES: Record<string, string> = {
  PHONE_NUMBER: 'The phone number',
  WABA: 'The WhatsApp business account',
  BUSINESS: 'The business',
  APP: 'The provider’s app',
};

function problemsOf({ entity_type = '', can_send_message, errors }: z.infer<typeof Entity>, provider: string) {
  const canSend = canSendOf(can_send_message);
  if (canSend === 'yes') return [];
  const who = ENTITIES[entity_type] ?? (entity_type || 'Something');
  const state = canSend === 'no' ? 'cannot send' : canSend === 'limited' ? 'can send with limits' : 'is in doubt';
  const reasons = parseEach(errors, EntityError).map(({ error_code, error_description, possible_solution }) => {
    const code = error_code === undefined ? '' : ` (code ${error_code})`;
    return [`${who} ${state}: ${error_description ?? 'no reason given'}${code}.`, possible_solution]
      .filter((part) => part)
      .join(' ');
  });
  return reasons.length > 0 ? reasons : [`${who} ${state}; ${provider} gives no reason.`];
}
