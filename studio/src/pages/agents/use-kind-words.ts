import { useTranslation } from 'react-i18next';
import type { AgentKindView } from '@core/api/agent-views.js';
import type { SettingField } from './setting-fields.js';

type Secret = NonNullable<AgentKindView['secret']>;

interface KindWords {
  titleOf: (kind: string, title?: string) => string;
  fieldOf: (kind: string, field: SettingField) => SettingField;
  secretOf: (kind: string, secret: Secret) => Secret;
}

/** The kinds of agents and what they ask for, in the viewer's language; a kind that is not known here in the service's words. */
export function useKindWords(): KindWords {
  const { t } = useTranslation('agents');
  const known = (key: string, otherwise: string): string => t(key, { defaultValue: otherwise });
  return {
    titleOf: (kind, title = kind) => known(`kinds.${kind}.title`, title),
    fieldOf: (kind, field) => {
      const at = `kinds.${kind}.fields.${field.name}`;
      return {
        ...field,
        label: known(`${at}.label`, field.label),
        help: field.help === undefined ? undefined : known(`${at}.help`, field.help),
      };
    },
    secretOf: (kind, { label, help }) => ({
      label: known(`kinds.${kind}.secret.label`, label),
      help: known(`kinds.${kind}.secret.help`, help),
    }),
  };
}
