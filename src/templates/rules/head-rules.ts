import type { TemplateDraft } from '../draft.js';
import { TTL_SECONDS } from '../limits.js';
import { templateError, templateWarning, type TemplateFinding } from './finding.js';
import { languagesLike, TEMPLATE_LANGUAGES } from './languages.js';

/** Name, language, category and how long a message of it lives. */
export function checkHead(draft: TemplateDraft): TemplateFinding[] {
  return [...checkName(draft), ...checkLanguage(draft), ...checkCategory(draft), ...checkTtl(draft)];
}

function checkName({ name }: TemplateDraft): TemplateFinding[] {
  if (/^[a-z0-9_]{1,512}$/.test(name)) return [];
  return [
    templateError('name', name, 'name', 'a template name has 1 to 512 characters, only a–z without accents, 0–9 and _'),
  ];
}

function checkLanguage({ language }: TemplateDraft): TemplateFinding[] {
  if (TEMPLATE_LANGUAGES.has(language)) return [];
  const like = languagesLike(language);
  if (like.length > 0) {
    const message = `"${language}" is no language of templates; WhatsApp has ${like.map((code) => `"${code}"`).join(', ')}`;
    return [templateError('language', language, 'language', message)];
  }
  const wellFormed = /^[a-z]{2,3}(_[A-Z]{2})?$/.test(language);
  return wellFormed
    ? [
        templateWarning(
          'language',
          language,
          'language',
          `"${language}" is not among the languages that WhatsApp lists`,
        ),
      ]
    : [templateError('language', language, 'language', `"${language}" is no language code such as "en" or "pt_BR"`)];
}

function checkCategory({ category }: TemplateDraft): TemplateFinding[] {
  if (category !== 'authentication') return [];
  const message =
    'the text of authentication templates is WhatsApp’s own, and they carry a one-time code, which no flow has';
  return [templateError('category', category, 'category', message)];
}

function checkTtl({ category, ttlSeconds }: TemplateDraft): TemplateFinding[] {
  if (ttlSeconds === undefined || category === 'authentication') return [];
  const { min, max } = TTL_SECONDS[category];
  if (ttlSeconds >= min && ttlSeconds <= max) return [];
  const message = `a message of a ${category} template lives from ${min} to ${max} seconds`;
  return [templateError('ttlSeconds', ttlSeconds, 'ttl', message)];
}
