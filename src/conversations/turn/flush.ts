import type { CompiledFlow } from '../../flow/compiled-flow.js';
import type { Prompt } from '../../flow/prompt.js';
import type { TemplateCall } from '../../templates/template-call.js';
import { isOpenAt } from '../../window/rules.js';
import { bindCall } from './bind-call.js';
import { closeWindow, fallbackOfThisClosing } from './close-window.js';
import type { Draft } from './draft.js';
import { flowOf } from './sessions.js';

/** Sends what the turn wants said, if it may be said; a question that may not becomes its template. */
export function flush(draft: Draft): void {
  const said = draft.takeSaid();
  if (said.length === 0) return;
  const { conversation, world } = draft;
  if (isOpenAt(conversation.window, world.channel.capabilities.windowHours, world.now)) {
    let prompts: Prompt[] = [];
    for (const one of said) {
      if (one.kind === 'prompt') {
        prompts.push(one.prompt);
        continue;
      }
      draft.enqueuePrompts(prompts);
      prompts = [];
      sendTemplate(draft, one.call);
    }
    draft.enqueuePrompts(prompts);
    return;
  }
  draft.note('message.dropped', { count: said.length, reason: 'window-closed' });
  const session = conversation.session;
  const flow = session?.status === 'active' && session.waiting ? flowOf(draft, session) : undefined;
  // While a person has the conversation nobody is called back by us.
  if (!flow || conversation.handoff) return;
  closeWindow(draft, flow, 'clock');
  showTemplate(draft, flow);
  // Giving up ends the session with words of its own at most; outside the window they cannot be said either.
  draft.takeSaid();
}

/** A template that an agent wants shown. One that cannot be sent is left out; the history says why. */
function sendTemplate(draft: Draft, call: TemplateCall): void {
  const { session } = draft.conversation;
  const { waiting } = session ?? {};
  const flow = session?.status === 'active' ? flowOf(draft, session) : undefined;
  if (!session || !waiting || !flow)
    return draft.note('agent.template-skipped', { template: call.template, code: 'nothing-waiting' });
  const bound = bindCall(draft.world, { flow, session, waiting, ofStep: false, plain: true }, call);
  if (bound.ok) draft.enqueue(bound.message, undefined);
  else
    for (const { code, message } of bound.problems)
      draft.note('agent.template-skipped', { template: call.template, code, message });
}

/**
 * An answer that came too late to be replied to made a new question wait, under a template that was sent for an earlier
 * one. Nobody has seen the new one: the next message means that the contact is back, not an answer to it.
 */
function showTemplate(draft: Draft, flow: CompiledFlow): void {
  const { session } = draft.conversation;
  if (session?.status !== 'active' || session.waiting?.shown !== 'question') return;
  if (fallbackOfThisClosing(draft, session)?.state !== 'sent') return;
  draft.step(flow, session, { kind: 'template-shown', buttons: 'invite' });
}
