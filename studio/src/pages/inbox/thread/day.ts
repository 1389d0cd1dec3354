/** The day something was said, as its separator names it: "Today", "Yesterday", a weekday, a date. */
export function dayName(at: number, now: number, language: string): string {
  const days = wholeDays(now) - wholeDays(at);
  if (days === 0 || days === 1) {
    const name = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day');
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  }
  return new Intl.DateTimeFormat(
    language,
    days > 1 && days < 7 ? { weekday: 'long' } : { day: 'numeric', month: 'long', year: 'numeric' },
  ).format(at);
}

/** Days since 1970 in the viewer's zone. */
export function wholeDays(at: number): number {
  const date = new Date(at);
  return Math.floor(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}

/** "14:05" in the viewer's zone and way. */
export const timeOfDay = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(at);

/** For lists: the time today, otherwise the day, with the year where it is another. */
export function shortTime(at: number, now: number, language: string): string {
  if (wholeDays(at) === wholeDays(now)) return timeOfDay(at, language);
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(at);
}
