import type { AgentChoice, ChoiceSays } from '../../flow/agent/agent-reply.js';
import { present } from '../../channels/cloud-payload/present.js';
import { MAX_OPTIONS } from '../../flow/definition/steps.js';
import { isBlank } from '../../flow/words/fold.js';
import { titleKey } from '../../rendering/titles.js';
import { hostOf, isAddress, webAddress } from './addresses.js';
import { brief } from './notes.js';
import { visible } from './words.js';

/** A button, chip or row as the formats have it. The first of `address`, `event` and `says` that is there is what it does. */
export interface Button {
  title?: string | undefined;
  description?: string | undefined;
  /** A web page that it opens. */
  address?: string | undefined;
  /** An event of the agent. */
  event?: Extract<ChoiceSays, { kind: 'event' }> | undefined;
  /** What it says to the agent; by default its title. */
  says?: string | undefined;
}

/** A button that opens a web page. */
export interface Link {
  label: string;
  url: string;
  /** What stands above it. */
  text?: string;
}

export interface Buttons {
  links: Link[];
  /** No two have titles that a person could not tell apart, and none is empty. */
  choices: AgentChoice[];
  skipped: string[];
}

/**
 * Sorts buttons into those that open a page and those that say something. Of two choices with the same title the first
 * holds; more than a question may have are left out.
 */
export function readButtons(buttons: readonly Button[]): Buttons {
  const links: Link[] = [];
  const choices = new Map<string, AgentChoice>();
  const notes: string[] = [];
  for (const button of buttons) {
    const title = button.title?.trim() ?? '';
    const link = button.address === undefined ? undefined : linkOf(title, button);
    if (link !== undefined) links.push(link);
    else if (button.address !== undefined)
      notes.push(`button ${brief(title)}: ${brief(button.address)} is no web address`);
    else if (isBlank(title)) notes.push('a button without a title');
    else if (choices.has(titleKey(title))) notes.push(`choice ${brief(title)}: given twice`);
    else
      choices.set(
        titleKey(title),
        present({ title, description: visible(button.description), says: saysOf(title, button) }),
      );
  }
  if (choices.size > MAX_OPTIONS)
    notes.push(`more than ${MAX_OPTIONS} choices: only the first ${MAX_OPTIONS} are shown`);
  return { links, choices: [...choices.values()].slice(0, MAX_OPTIONS), skipped: notes };
}

/** What a postback of a card does: it opens a page, or it is said to the agent. */
export function postback(text: string | undefined): Pick<Button, 'address' | 'says'> {
  return text !== undefined && isAddress(text) ? { address: text } : { says: text };
}

function linkOf(title: string, { address, description }: Button): Link | undefined {
  const url = webAddress(address);
  if (url === undefined) return undefined;
  return present({ label: isBlank(title) ? hostOf(url) : title, url, text: visible(description) });
}

function saysOf(title: string, { event, says }: Button): ChoiceSays {
  return event ?? { kind: 'text', text: visible(says) ?? title };
}
