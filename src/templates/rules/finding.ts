/** Why a template would be refused or rejected, found before it is handed in. Findings are shown together. */
export interface TemplateFinding {
  /** With an error it is not handed in; a warning tells of a doubt. */
  severity: 'error' | 'warning';
  /** Place in the draft: `body`, `buttons[1].url`; empty for the whole. */
  field: string;
  /** What stands there, shortened. */
  value: string;
  /** Stable name of the rule; listed in docs/templates.md. */
  rule: string;
  /** One plain sentence. */
  message: string;
}

const MAX_VALUE = 80;

export function templateError(field: string, value: unknown, rule: string, message: string): TemplateFinding {
  return { severity: 'error', field, value: shown(value), rule, message };
}

export function templateWarning(field: string, value: unknown, rule: string, message: string): TemplateFinding {
  return { severity: 'warning', field, value: shown(value), rule, message };
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE - 1)}…` : text;
}
