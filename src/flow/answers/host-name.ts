/** Labels of letters, digits and inner hyphens, the last one no number (RFC 1123); non-ASCII names as they travel (RFC 5891). */
const HOST = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])$/;

/**
 * A name that a web site or a mailbox can have on the internet, in lower case and ASCII ("münchen.de" is
 * xn--mnchen-3ya.de); undefined for anything else, addresses of numbers and names without a dot among it.
 */
export function hostName(text: string): string | undefined {
  if (text.length > 253 || /[\s/?#@:\\%[\]]/u.test(text)) return undefined;
  const url = `http://${text}/`;
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return HOST.test(host) ? host : undefined;
}
