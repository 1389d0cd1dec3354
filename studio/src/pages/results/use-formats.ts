import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pickLocalised } from '@core/flow/localised-text.js';

export interface Formats {
  count(n: number): string;
  /** With one decimal at most. */
  figure(value: number): string;
  /** Of 0 to 1. */
  share(part: number): string;
  time(iso: string): string;
  /** Of `2026-11-22`. */
  day(day: string): string;
  /** Minutes and seconds; days and hours where it took long. */
  duration(seconds: number): string;
  size(bytes: number): string;
  languageName(tag: string): string;
  /** In the reader's language where the author wrote one. */
  text(texts: Readonly<Record<string, string>>, otherwise: string): string;
}

const UNITS = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const;

/** Numbers and times as the reader's language and zone have them. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  const language = i18n.resolvedLanguage ?? 'en';
  return useMemo(() => formatsIn(language), [language]);
}

export function formatsIn(language: string): Formats {
  const count = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const figure = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const list = new Intl.ListFormat(language, { type: 'unit', style: 'narrow' });
  const names = new Intl.DisplayNames(language, { type: 'language', fallback: 'code' });
  const inUnit = (n: number, unit: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(n);
  return {
    count: (n) => count.format(n),
    figure: (value) => figure.format(value),
    share: (part) => percent.format(part),
    time: (iso) => time.format(new Date(iso)),
    day: (name) => day.format(new Date(`${name}T00:00:00Z`)),
    duration: (seconds) => list.format(parts(Math.round(seconds)).map(({ n, unit }) => inUnit(n, unit))),
    size: (bytes) =>
      bytes < 1_000_000 ? inUnit(Math.ceil(bytes / 1_000), 'kilobyte') : inUnit(bytes / 1_000_000, 'megabyte'),
    languageName: (tag) => names.of(tag) ?? tag,
    text: (texts, otherwise) => pickLocalised(texts, language, Object.keys(texts)) || otherwise,
  };
}

/** The two greatest units that there are any of. */
function parts(seconds: number): { n: number; unit: string }[] {
  let rest = seconds;
  const found = UNITS.map(({ unit, seconds: each }) => {
    const n = Math.floor(rest / each);
    rest -= n * each;
    return { n, unit };
  });
  const first = found.findIndex(({ n }) => n > 0);
  if (first === -1) return [{ n: 0, unit: 'second' }];
  return found.slice(first, first + 2).filter(({ n }) => n > 0);
}
