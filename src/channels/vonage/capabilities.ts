import type { Capabilities } from '../../rendering/capabilities.js';
import { whatsappCapabilities } from '../../rendering/whatsapp-capabilities.js';
import { META_LIMITS } from '../cloud-payload/limits.js';
import type { SendLimits } from '../limits.js';

/** Vonage hands custom objects to WhatsApp as they are, so that Meta's limits hold for everything but plain kinds. */
export const vonageCapabilities: Capabilities = {
  ...whatsappCapabilities,
  source: 'Vonage, Messages API v1 reference (custom objects carry Meta’s Cloud API v23.0, whose limits hold)',
  checkedOn: '2026-11-22',
};

/**
 * 30 a second and account is what integrators see; Vonage publishes no number for WhatsApp (unconfirmed, 2026). Meta's
 * own limits lie behind it.
 */
export const VONAGE_LIMITS: SendLimits = {
  ...META_LIMITS,
  perSecond: { usual: 30, most: META_LIMITS.perSecond.usual },
};
