import type { SimulatedClock } from '../clock.js';
import type { Ids } from '../ids.js';
import { refusal, type Refusal } from '../meta-errors.js';
import { checkTemplateDefinition } from '../rules/check-template-definition.js';
import { readShape } from '../rules/shape.js';
import { TemplateCreation, type Template, type TemplateState } from './template.js';

export type Created = { ok: true; template: Template } | { ok: false; refusal: Refusal };

const NAMESPACE = '11111111_2222_3333_4444_555555555555';

/** The account's templates. One row is one name in one language. */
export class TemplateCatalogue {
  private readonly rows = new Map<string, Template>();

  constructor(
    private readonly clock: SimulatedClock,
    private readonly ids: Ids,
  ) {}

  create(payload: unknown, state: TemplateState): Created {
    const shaped = readShape(TemplateCreation, payload);
    if (!shaped.ok) return shaped;
    const creation = shaped.value;
    const [violation] = checkTemplateDefinition(creation);
    if (violation) return { ok: false, refusal: violation };
    if (this.find(creation.name, creation.language)) {
      const details = `Message template "${creation.name}" in ${creation.language} already exists: the name is already in use`;
      return { ok: false, refusal: refusal(100, details, 2388024) };
    }
    const now = this.clock.now();
    const externalId = this.ids.template();
    const template: Template = {
      id: `${externalId.slice(-8)}WT`,
      externalId,
      name: creation.name,
      language: creation.language,
      category: creation.category,
      components: creation.components,
      named: creation.parameter_format === 'NAMED',
      state,
      rejectedReason: 'NONE',
      createdAt: now,
      modifiedAt: now,
    };
    this.rows.set(keyOf(creation.name, creation.language), template);
    return { ok: true, template };
  }

  find(name: string, language: string): Template | undefined {
    return this.rows.get(keyOf(name, language));
  }

  all(): Template[] {
    return [...this.rows.values()];
  }

  /** Changes the state of a name in one language. @returns undefined when there is no such template. */
  setState(name: string, language: string, state: TemplateState, reason = 'NONE'): Template | undefined {
    const template = this.find(name, language);
    if (!template) return undefined;
    template.state = state;
    template.rejectedReason = reason;
    template.modifiedAt = this.clock.now();
    return template;
  }

  /** Removes one language of a name, by Meta's id. @returns what was removed */
  removeOne(name: string, externalId: string): Template[] {
    const removed = this.all().filter((template) => template.name === name && template.externalId === externalId);
    for (const template of removed) this.rows.delete(keyOf(template.name, template.language));
    return removed;
  }

  /** Removes the name in every language, as DELETE does. @returns what was removed */
  remove(name: string): Template[] {
    const removed = this.all().filter((template) => template.name === name);
    for (const template of removed) this.rows.delete(keyOf(template.name, template.language));
    return removed;
  }

  clear(): void {
    this.rows.clear();
  }
}

function keyOf(name: string, language: string): string {
  return `${name} ${language}`;
}

/** A row as GET /v1/configs/templates shows it. */
export function templateRow(template: Template) {
  const [createdAt, modifiedAt] = [template.createdAt, template.modifiedAt].map((at) => new Date(at).toISOString());
  return {
    id: template.id,
    external_id: template.externalId,
    name: template.name,
    language: template.language,
    category: template.category,
    namespace: NAMESPACE,
    status: template.state,
    rejected_reason: template.rejectedReason,
    quality_score: { score: 'UNKNOWN', reasons: null },
    ...(template.named ? { parameter_format: 'NAMED' } : {}),
    updated_external: true,
    partner_id: 'sim-partner',
    waba_account_id: 'sim-account',
    created_at: createdAt,
    created_by: { user_id: 'simulator', user_name: 'Simulator' },
    modified_at: modifiedAt,
    modified_by: { user_id: 'system', user_name: 'system' },
    components: template.components,
  };
}
