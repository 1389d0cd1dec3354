import { MAX_OPTIONS } from '../../flow/definition/steps.js';
import type { KnownName, Lookup } from '../expressions/known-name.js';
import type { Findings } from '../finding.js';
import { NameMaker } from '../names.js';
import { elementKind } from './element-kinds.js';
import type { ElementKind } from './element-kinds.js';
import type { Part } from './part.js';
import { choicesOf, optionNames } from './survey-options.js';
import type { SurveyChoice } from './survey-options.js';

const NESTED = ['elements', 'questions', 'templateElements'] as const;

/** What the questions and values of a survey are called in the flow, and what conditions can say of them. */
export class SurveyNames {
  readonly maker = new NameMaker();
  private readonly known = new Map<string, KnownName>();
  private readonly ids = new Map<Part, string>();
  private readonly orders = new Map<Part, number>();
  private order = 0;

  constructor(private readonly findings: Findings) {}

  readonly lookup: Lookup = (name) => this.known.get(name);

  /** The id of a question, item or expression; undefined for what has none. */
  idOf(part: Part): string | undefined {
    return this.ids.get(part);
  }

  /** Position among the questions, from 1. */
  orderOf(part: Part): number | undefined {
    return this.orders.get(part);
  }

  /** Lets a part stand for another one: an item of a multipletext read as a question. */
  alias(part: Part, of: Part): void {
    const [id, order] = [this.ids.get(of), this.orders.get(of)];
    if (id !== undefined) this.ids.set(part, id);
    if (order !== undefined) this.orders.set(part, order);
  }

  /** Registers a calculated value; gives its name in the flow. */
  addValue(name: string): string {
    const id = this.maker.make(name, 'value');
    if (!this.known.has(name)) this.known.set(name, { id, type: 'value', order: -1 });
    return id;
  }

  /** Ahead of everything else: conditions may name what stands further down. */
  collect(parts: readonly Part[]): void {
    for (const part of parts) {
      const nested = nestedOf(part);
      const kind = elementKind(part);
      const type = part.string('type');
      if (kind) this.collectQuestion(part, kind);
      else if (type === 'expression') {
        const name = part.string('name') ?? '';
        this.ids.set(part, this.addValue(name));
      } else if (type === 'multipletext') {
        for (const item of this.itemsOf(part))
          this.register(item, `${part.string('name') ?? ''}.${item.string('name') ?? ''}`, {
            type: elementKind(asTextElement(item))?.type ?? 'text',
          });
      }
      this.collect(nested);
    }
  }

  private readonly items = new Map<Part, Part[]>();

  /** The same objects each time: they are keys. */
  itemsOf(part: Part): Part[] {
    const known = this.items.get(part) ?? part.parts('items');
    this.items.set(part, known);
    return known;
  }

  private collectQuestion(part: Part, kind: ElementKind): void {
    const name = part.string('name') ?? '';
    const choices = this.choicesFor(part, kind);
    const asText = this.isAskedAsText(part, kind, choices);
    if (asText) return this.register(part, name, { type: 'text' });
    this.register(part, name, {
      type: kind.type,
      ...(['choice', 'choices', 'ranking'].includes(kind.type) && { options: this.optionNamesOf(part, choices) }),
      ...(kind.type === 'boolean' && {
        truths: { yes: [part.string('valueTrue') ?? true], no: [part.string('valueFalse') ?? false] },
      }),
    });
    if (kind.ask !== 'matrix') return;
    const id = this.ids.get(part) ?? name;
    const columns = optionNames(part, choicesOf(part, 'columns'));
    for (const row of matrixRows(part)) {
      this.known.set(`${name}.${row.value}`, {
        id: `${id}.${row.id}`,
        type: 'choice',
        options: columns,
        order: this.order,
      });
    }
  }

  private optionNamesOf(part: Part, choices: readonly SurveyChoice[]): Map<string, string> {
    const from = this.known.get(part.string('choicesFromQuestion') ?? '')?.options ?? [];
    return new Map([...from, ...optionNames(part, choices)]);
  }

  private register(part: Part, name: string, known: Omit<KnownName, 'id' | 'order'>): void {
    const id = this.maker.make(name, `question_${this.order + 1}`);
    if (id !== name) this.findings.changed(part.where, name, `the flow calls it "${id}"`);
    this.ids.set(part, id);
    this.orders.set(part, (this.order += 1));
    if (!this.known.has(name)) this.known.set(name, { ...known, id, order: this.order });
  }

  choicesFor(part: Part, kind: ElementKind): SurveyChoice[] {
    return choicesOf(part, part.string('type') === 'rating' && kind.type === 'choice' ? 'rateValues' : 'choices');
  }

  isAskedAsText(part: Part, { type }: ElementKind, choices: readonly SurveyChoice[]): boolean {
    if (!['choice', 'choices', 'ranking'].includes(type)) return false;
    return (choices.length === 0 && !part.has('choicesFromQuestion')) || choices.length > MAX_OPTIONS;
  }
}

/** Conditions name the rows: `service.speed`. */
export function matrixRows(part: Part): SurveyChoice[] {
  const names = new NameMaker();
  return choicesOf(part, 'rows').map((row, index) => ({ ...row, id: names.make(row.value, `row_${index + 1}`) }));
}

export function nestedOf(part: Part): Part[] {
  const known = nestedParts.get(part) ?? NESTED.flatMap((key) => part.parts(key));
  nestedParts.set(part, known);
  return known;
}

/** The objects made of a part's children: the same at each walk, for they are keys. */
const nestedParts = new WeakMap<Part, Part[]>();

/** An item of a multipletext is a text question without a type. */
export function asTextElement(item: Part): Part {
  const known = textElements.get(item) ?? item.as('text');
  textElements.set(item, known);
  return known;
}

const textElements = new WeakMap<Part, Part>();
