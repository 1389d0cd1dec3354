import type { KnownName } from '../expressions/known-name.js';
import type { Part } from './part.js';

/** https://surveyjs.io/form-library/documentation/api-reference/text-entry-question-model#inputType */
const INPUTS: Readonly<Record<string, { ask: string; type: KnownName['type'] }>> = {
  number: { ask: 'number', type: 'number' },
  range: { ask: 'integer', type: 'number' },
  date: { ask: 'date', type: 'date' },
  'datetime-local': { ask: 'date-time', type: 'date' },
  datetime: { ask: 'date-time', type: 'date' },
  time: { ask: 'time', type: 'date' },
  email: { ask: 'email', type: 'text' },
  tel: { ask: 'phone', type: 'text' },
  url: { ask: 'url', type: 'text' },
};

export interface ElementKind {
  ask: string;
  type: KnownName['type'];
  /** Why it is not quite the same. */
  changed?: string;
}

/** What a question becomes; undefined for elements that are no question or cannot be asked. */
export function elementKind(element: Part): ElementKind | undefined {
  switch (element.string('type')) {
    case 'text': {
      const input = element.string('inputType') ?? 'text';
      if (input === 'number' && element.number('step') === 1) return { ask: 'integer', type: 'number' };
      const kind = Object.hasOwn(INPUTS, input) ? INPUTS[input] : undefined;
      if (kind) return kind;
      return {
        ask: 'text',
        type: 'text',
        ...(input !== 'text' ? { changed: `an input of the kind "${input}" is asked as a free text` } : {}),
      };
    }
    case 'comment':
      return { ask: 'text', type: 'text' };
    case 'radiogroup':
    case 'dropdown':
    case 'buttongroup':
      return { ask: 'single-choice', type: 'choice' };
    case 'checkbox':
    case 'tagbox':
      return { ask: 'multiple-choice', type: 'choices' };
    case 'imagepicker':
      return element.flag('multiSelect')
        ? { ask: 'multiple-choice', type: 'choices' }
        : { ask: 'single-choice', type: 'choice' };
    case 'boolean':
      return { ask: 'yes-no', type: 'boolean' };
    case 'ranking':
      return { ask: 'ranking', type: 'ranking' };
    case 'rating':
      return ratingKind(element);
    case 'slider':
      return element.string('sliderType') === 'range' ? undefined : { ask: 'number', type: 'number' };
    case 'matrix':
      return { ask: 'matrix', type: 'object' };
    case 'file': {
      const types = element.string('acceptedTypes') ?? '';
      const only = ['image', 'audio', 'video'].find(
        (kind) => types !== '' && types.split(',').every((type) => type.trim().startsWith(`${kind}/`)),
      );
      return { ask: only ?? 'document', type: 'object' };
    }
    default:
      return undefined;
  }
}

/** From 1 to 3–10 it is a rating, from 0 to 10 the NPS scale, with values of its own a choice, else a whole number. */
function ratingKind(element: Part): ElementKind {
  if (element.list('rateValues').length > 0) return { ask: 'single-choice', type: 'choice' };
  const { min, max, step } = rateRange(element);
  if (min === 0 && max === 10 && step === 1) return { ask: 'nps', type: 'number' };
  if (min === 1 && max >= 3 && max <= 10 && step === 1) return { ask: 'rating', type: 'number' };
  return { ask: 'integer', type: 'number', changed: 'the scale does not run from 1 to 3–10; a number is asked for' };
}

export function rateRange(element: Part): { min: number; max: number; step: number } {
  const min = element.number('rateMin') ?? 1;
  const step = element.number('rateStep') ?? 1;
  const count = element.number('rateCount');
  return { min, step, max: element.number('rateMax') ?? (count === undefined ? 5 : min + (count - 1) * step) };
}
