/** JSON as Meta writes and signs it: all but ASCII escaped, and slashes too. Whoever parses and writes it anew gets other bytes. */
export function graphJson(json: string): string {
  return json
    .replaceAll('/', '\\/')
    .replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
