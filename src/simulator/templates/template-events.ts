import type { World } from '../world.js';
import type { Template, TemplateState } from './template.js';

const EVENT: Record<TemplateState, string> = {
  submitted: 'PENDING',
  pending: 'PENDING',
  approved: 'APPROVED',
  rejected: 'REJECTED',
  paused: 'PAUSED',
  disabled: 'DISABLED',
};

/** Puts a template into a state and tells the business by webhook, as Meta does after a review or a pause. */
export function changeState(world: World, template: Template, state: TemplateState, reason = 'NONE'): void {
  const reinstated = template.state === 'paused' && state === 'approved';
  world.templates.setState(template.name, template.language, state, reason);
  const note = reinstated
    ? 'UNPAUSE'
    : state === 'paused'
      ? 'FIRST_PAUSE'
      : state === 'disabled'
        ? 'DISABLED'
        : undefined;
  tell(world, template, 'message_template_status_update', {
    event: reinstated ? 'REINSTATED' : EVENT[state],
    reason,
    message_template_category: template.category,
    ...(note === undefined ? {} : { other_info: { title: note, description: `The template is ${state} now.` } }),
  });
}

export function changeCategory(world: World, template: Template, category: Template['category']): void {
  const previous = template.category;
  template.category = category;
  template.modifiedAt = world.clock.now();
  tell(world, template, 'template_category_update', { previous_category: previous, new_category: category });
}

export function tellQuality(world: World, template: Template, quality: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'): void {
  tell(world, template, 'message_template_quality_update', {
    previous_quality_score: 'UNKNOWN',
    new_quality_score: quality,
  });
}

export function tellDeleted(world: World, template: Template): void {
  tell(world, template, 'message_template_status_update', { event: 'DELETED', reason: 'NONE' });
}

function tell(world: World, template: Template, field: string, value: Record<string, unknown>): void {
  world.courier.enqueue({
    lane: 'account',
    event: {
      kind: 'account',
      field,
      value: {
        ...value,
        // A JSON number at Meta, too; here it stays below 2^53.
        message_template_id: Number(template.externalId),
        message_template_name: template.name,
        message_template_language: template.language,
      },
    },
  });
}
