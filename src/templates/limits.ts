/*
 * Meta's limits for a template, in UTF-16 units (the strictest reading of "characters").
 * Source: Meta, "Template components" and error 132005, 2026.
 */
export const MAX_BODY = 1024;
export const MAX_HEADER_TEXT = 60;
export const MAX_FOOTER = 60;
export const MAX_URL = 2000;

export const MAX_BUTTONS = 10;
export const MAX_URL_BUTTONS = 2;
export const MAX_PHONE_BUTTONS = 1;
export const MAX_COPY_CODE_BUTTONS = 1;
export const MAX_BUTTON_LABEL = 25;
export const MAX_COPY_CODE = 20;

/** Seconds during which WhatsApp may be told to try to deliver, by category. Source: Meta, "Time-to-live", 2026. */
export const TTL_SECONDS = {
  utility: { min: 30, max: 43_200 },
  marketing: { min: 43_200, max: 2_592_000 },
} as const;
