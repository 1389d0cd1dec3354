import { Liquid } from 'liquidjs';
import type { Template } from 'liquidjs';

/** UTF-16 units of one text as written; WhatsApp's longest message body is 4096. */
const MAX_SOURCE = 20_000;
/** What one rendering may allocate, in liquidjs' units (about characters). */
const MAX_MEMORY = 200_000;
/** UTF-16 units of one text as rendered: values piped into it may be as long as what people send. */
const MAX_OUTPUT = 20_000;

/** Everything a text may do with a value. Nothing here depends on the clock, the time zone or chance. */
export const TEXT_FILTERS = [
  'default',
  'upcase',
  'downcase',
  'capitalize',
  'strip',
  'truncate',
  'round',
  'join',
  'first',
  'last',
  'size',
  'url_encode',
] as const;
/** Tags that choose; none that loop, assign or include, so a rendering costs no more than the text is long. */
export const TEXT_TAGS = ['if', 'unless'] as const;

export type Rendered = { text: string } | { error: string };

/** What a text may name, with the values. */
export type TextScope = Readonly<Record<string, unknown>>;

/** Gathers the values of the variables that a text uses; what it leaves out does not exist. */
export type ScopeFor = (variables: readonly TextVariable[]) => TextScope;

/** A variable as a text uses it. */
export interface TextVariable {
  /** `['contact', 'name']`. */
  path: string[];
  /** Has a `default` filter or stands inside an `if`: may be empty without harm. */
  guarded: boolean;
}

/** A Liquid text, parsed. */
export interface LiquidText {
  readonly source: string;
  readonly variables: readonly TextVariable[];
  /** `lenient`: what does not exist is left out instead of being an error. */
  render(scopeFor: ScopeFor, lenient?: boolean): Rendered;
}

const liquid = createLiquid();

function createLiquid(): Liquid {
  // No renderLimit: it counts wall-clock time, which would make a turn depend on the machine. Without loops the limits
  // on source and memory bound the work.
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    parseLimit: MAX_SOURCE,
    memoryLimit: MAX_MEMORY,
  });
  keepOnly(engine.filters, TEXT_FILTERS);
  keepOnly(engine.tags, TEXT_TAGS);
  return engine;
}

function keepOnly(registry: Record<string, unknown>, names: readonly string[]): void {
  for (const name of Object.keys(registry)) if (!names.includes(name)) delete registry[name];
}

/** Parses a text; an error is one sentence without liquidjs' position suffix. */
export function parseLiquid(source: string): { ok: true; text: LiquidText } | { ok: false; error: string } {
  // Most labels and many texts say nothing but themselves.
  if (!source.includes('{') && source.length <= MAX_OUTPUT) {
    const rendered = { text: source };
    return { ok: true, text: { source, variables: [], render: () => rendered } };
  }
  try {
    const templates = liquid.parse(source);
    const variables = templates.flatMap(variablesOf);
    return {
      ok: true,
      text: {
        source,
        variables,
        render: (scopeFor, lenient = false) => render(templates, scopeFor(variables), lenient),
      },
    };
  } catch (cause) {
    return { ok: false, error: sentence(cause) };
  }
}

function render(templates: Template[], scope: TextScope, lenient: boolean): Rendered {
  try {
    const text: unknown = liquid.renderSync(templates, scope, { strictVariables: !lenient });
    const whole = String(text);
    return whole.length <= MAX_OUTPUT ? { text: whole } : { error: `the text is longer than ${MAX_OUTPUT} characters` };
  } catch (cause) {
    return { error: sentence(cause) };
  }
}

function variablesOf(template: Template): TextVariable[] {
  const filters = 'value' in template ? filterNames(template.value) : undefined;
  const guarded = filters === undefined || filters.includes('default');
  return liquid.globalVariableSegmentsSync([template]).map((segments) => ({
    path: segments.map((part) => (Array.isArray(part) ? '[]' : String(part))),
    guarded,
  }));
}

/** Filters of an output `{{ … }}`; undefined for tags, whose `value` is something else. */
function filterNames(value: unknown): string[] | undefined {
  if (typeof value !== 'object' || value === null || !('filters' in value) || !Array.isArray(value.filters))
    return undefined;
  return value.filters.map((filter: { name: string }) => filter.name);
}

function sentence(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message.replace(/, line:\d+, col:\d+[\s\S]*$/, '');
}

/** Texts parsed most recently, for those that no compiled flow holds (template parameters, types' own labels). */
const parsed = new Map<string, ReturnType<typeof parseLiquid>>();
const MAX_PARSED = 2_000;

/**
 * Renders a Liquid text with the rules of flow texts: a filter or variable that does not exist is an error. The result
 * may be empty.
 */
export function renderLiquid(source: string, scopeFor: ScopeFor): Rendered {
  const known = parsed.get(source) ?? parseLiquid(source);
  // Move to the end: the first key is always the one used longest ago.
  parsed.delete(source);
  parsed.set(source, known);
  if (parsed.size > MAX_PARSED) {
    const oldest = parsed.keys().next();
    if (!oldest.done) parsed.delete(oldest.value);
  }
  return known.ok ? known.text.render(scopeFor) : { error: known.error };
}

/** What is left of a text whose tags cannot be rendered. */
export function withoutTags(source: string): string {
  return source
    .replace(/\{\{[\s\S]*?(\}\}|$)/g, '')
    .replace(/\{%[\s\S]*?(%\}|$)/g, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}
