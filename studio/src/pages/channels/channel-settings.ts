import type { ChannelView } from '@core/api/views.js';
import type { TemplateCall } from '@core/templates/template-call.js';

export type ChannelSettings = ChannelView['settings'];

/** A value of the closed template: a text in Liquid, or one by language, which is kept as it is. */
export interface GivenValue {
  name: string;
  value: NonNullable<NamedParams>[string];
}
type NamedParams = Extract<TemplateCall['params'], Record<string, unknown>>;

/** The settings as the form holds them: every part there, whether it is used or not. */
export interface SettingsValues {
  name: string;
  defaultFlow: string | null;
  isQuiet: boolean;
  quietHours: { from: string; to: string; zone: string };
  perDay: number | string;
  perWeek: number | string;
  messagesPerSecond: number | string;
  typing: boolean;
  template: string | null;
  values: GivenValue[];
}

const USUAL_QUIET = { from: '21:00', to: '08:00' };

/** @param zone the viewer's, for quiet hours that are set for the first time */
export function valuesOf({ name, settings }: Pick<ChannelView, 'name' | 'settings'>, zone: string): SettingsValues {
  const { defaultFlow, quietHours, templateCaps, messagesPerSecond, typing, closed } = settings;
  return {
    name,
    defaultFlow: defaultFlow ?? null,
    isQuiet: quietHours !== undefined,
    quietHours: quietHours ?? { ...USUAL_QUIET, zone },
    ...templateCaps,
    messagesPerSecond,
    typing,
    template: closed?.template ?? null,
    values: Object.entries(named(closed?.params)).map(([param, value]) => ({ name: param, value })),
  };
}

/** The settings as the service takes them; what the form does not show stays as it was. */
export function settingsOf(values: SettingsValues, before: ChannelSettings): ChannelSettings {
  const { defaultFlow: _, quietHours: __, closed, ...rest } = before;
  const isSame = values.template === closed?.template;
  const params = Object.fromEntries(values.values.map(({ name, value }) => [name, value]));
  return {
    ...rest,
    templateCaps: { perDay: Number(values.perDay), perWeek: Number(values.perWeek) },
    messagesPerSecond: Number(values.messagesPerSecond),
    typing: values.typing,
    ...(values.defaultFlow !== null && { defaultFlow: values.defaultFlow }),
    ...(values.isQuiet && { quietHours: values.quietHours }),
    ...(values.template !== null && {
      closed: {
        ...(isSame ? closed : {}),
        template: values.template,
        ...(values.values.length > 0 ? { params } : { params: undefined }),
      },
    }),
  };
}

/** Where the form shows what the service says of a setting. */
export function fieldOf(field: string): string {
  const names: Readonly<Record<string, string>> = {
    'settings.templateCaps.perDay': 'perDay',
    'settings.templateCaps.perWeek': 'perWeek',
    'settings.closed.template': 'template',
  };
  return names[field] ?? field.replace(/^settings\./, '');
}

/** Positional values are named by their number, which the service takes as well. */
function named(params: TemplateCall['params']): NamedParams {
  if (params === undefined) return {};
  return Array.isArray(params) ? Object.fromEntries(params.map((value, at) => [String(at + 1), value])) : params;
}
