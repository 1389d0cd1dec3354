import { createHash } from 'node:crypto';
import type { Template, TemplateButton, TemplateComponentDefinition, TemplateState } from '../../templates/template.js';

const STATES: Record<TemplateState, string> = {
  submitted: 'pending',
  pending: 'pending',
  approved: 'approved',
  rejected: 'rejected',
  paused: 'paused',
  disabled: 'disabled',
};

/** A template is one name with all its languages; contents lie in its version. */
export function templateView(slug: string, rows: readonly Template[]) {
  const languages = Object.fromEntries(rows.map((row) => [languageOf(row), stateOf(row)]));
  const live = rows.some(({ state }) => state === 'approved' || state === 'paused');
  const version = versionId(slug);
  return {
    id: templateId(slug),
    slug,
    name: slug,
    description: null,
    scope: 'workspace',
    category: rows[0]?.category.toLowerCase(),
    status: live ? 'active' : 'pending',
    default_language: rows[0] && languageOf(rows[0]),
    available_languages: rows.filter(({ state }) => state === 'approved').map(languageOf),
    languages,
    draft_version_id: null,
    live_version_id: live ? version : null,
    pending_version_id: live ? null : version,
  };
}

export function versionView(slug: string, rows: readonly Template[]) {
  return {
    id: versionId(slug),
    template_id: templateId(slug),
    version_number: 1,
    languages: Object.fromEntries(
      rows.map((row) => [languageOf(row), { components: row.components.map(componentView), ...stateOf(row) }]),
    ),
  };
}

export function templateId(slug: string): string {
  return `wat_${hash(slug)}`;
}

export function versionId(slug: string): string {
  return `watv_${hash(slug)}`;
}

function hash(slug: string): string {
  return createHash('sha256').update(slug).digest('hex').slice(0, 20);
}

function languageOf({ language }: Template): string {
  return language.replaceAll('_', '-');
}

function stateOf({ state, rejectedReason }: Template) {
  const rejected = state === 'rejected' ? { rejection: { category: rejectedReason.toLowerCase(), reason: null } } : {};
  return { status: STATES[state], ...rejected };
}

function componentView(component: TemplateComponentDefinition) {
  switch (component.type) {
    case 'HEADER':
      return { type: 'header', format: component.format.toLowerCase(), ...textOf(component.text) };
    case 'BODY':
      return { type: 'body', text: component.text };
    case 'FOOTER':
      return { type: 'footer', text: component.text };
    case 'BUTTONS':
      return { type: 'buttons', buttons: component.buttons.map(buttonView) };
  }
}

function textOf(text: string | undefined) {
  return text === undefined ? {} : { text };
}

function buttonView(button: TemplateButton) {
  const type = button.type.toLowerCase();
  return button.type === 'URL' ? { type, text: button.text, url: button.url } : { type, ...textOf(button.text) };
}
