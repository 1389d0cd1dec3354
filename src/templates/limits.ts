/*
 * Meta's limits for a template as it arrives, in UTF-16 units (the strictest reading of "characters").
 * Source: Meta, "Template components" and error 132005, 2026.
 */
export const MAX_BODY = 1024;
export const MAX_HEADER_TEXT = 60;
export const MAX_URL = 2000;
