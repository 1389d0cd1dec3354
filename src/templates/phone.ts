/** A phone number as it is dialled: without the signs that only help to read it. */
export function dialled(phone: string): string {
  return phone.replace(/[\s().\u00a0/-]/g, '');
}
