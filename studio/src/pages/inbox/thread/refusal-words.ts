import type { TFunction } from 'i18next';
import type { SendFailure } from '@core/channels/failure.js';

/** WhatsApp's own codes of what becomes of a message: every provider that passes them on means the same by them. */
const WHATSAPP_CODE = /^13\d{4}$/;

/** Why a message did not go, in the viewer's language where the code is known here; else in the service's words. */
export function refusalWords({ code, text }: Pick<SendFailure, 'code' | 'text'>, t: TFunction<'inbox'>): string {
  return WHATSAPP_CODE.test(code) ? t(`refusal.${code}`, { defaultValue: text }) : text;
}
