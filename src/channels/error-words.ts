/** What a provider says of an error, once: many repeat the title in the details. */
export function errorWords({
  title = '',
  details = '',
}: {
  title?: string | undefined;
  details?: string | undefined;
}): string {
  if (title === '' || details.toLowerCase().startsWith(title.toLowerCase())) return details;
  return details === '' ? title : `${title}: ${details}`;
}
