const LINE_BREAKS = /[\r\n\t\v\f\u0085\u2028\u2029]+/g;
/** The rule says "spaces"; the wide and the no-break kinds count too, so that no reading of it refuses the value. */
const LONG_GAPS = /[ \u00a0\u2000-\u200a\u202f\u205f\u3000]{5,}/g;
const HALF_PAIRS = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * A value as WhatsApp takes it for a template's parameter: no line break, no tab, at most four spaces in a row
 * (otherwise error 132018), nothing around it; halves of surrogate pairs become U+FFFD.
 */
export function sanitiseParameter(value: string): string {
  return value.replace(HALF_PAIRS, '\ufffd').replace(LINE_BREAKS, ' ').replace(LONG_GAPS, '    ').trim();
}

/**
 * The suffix of a URL button, percent-encoded where needed: slashes, `?`, `&`, `=`, `#` stay, and so does what is
 * encoded already.
 */
export function encodeUrlSuffix(suffix: string): string {
  return encodeURI(sanitiseParameter(suffix)).replace(/%25([0-9a-f]{2})/gi, '%$1');
}
