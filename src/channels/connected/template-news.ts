import type { Logger } from '../../logging/logger.js';
import type { WorkspaceId } from '../../storage/documents.js';
import type { CatalogueChange } from '../../templates/catalogue/template-catalogue.js';
import type { TemplateStatus } from '../../templates/template.js';
import type { ChannelTrouble } from './channel-trouble.js';

/** States in which a template that could be sent cannot be sent any more. */
const LOST: readonly TemplateStatus[] = ['paused', 'disabled', 'rejected', 'deleted'];

/** Logs what has become of a channel's templates and, where flows may lose one, tells people; by webhook or by list. */
export async function tellTemplateNews(
  { trouble, log }: { trouble: ChannelTrouble; log: Logger },
  { scope, channelId }: { scope: WorkspaceId; channelId: string },
  changes: readonly CatalogueChange[],
): Promise<void> {
  for (const { template, entry } of changes) {
    // A first list would be one line for each of thousands.
    if (entry.what === 'seen') continue;
    const { name, language, status } = template;
    const { what, from, to, by } = entry;
    // Texts are in no log.
    const values = what === 'content' ? {} : { from, to };
    log.info(
      { event: 'template.changed', channelId, template: name, language, status, what, by, ...values },
      'template changed',
    );
    const notice = noticeOf({ template, entry });
    if (notice !== undefined) await trouble.notice(scope, channelId, notice.code, notice.text);
  }
}

function noticeOf({ template, entry }: CatalogueChange): { code: string; text: string } | undefined {
  const { name, language, status, statusDetail } = template;
  if (entry.by === 'us') return undefined;
  const called = `Template "${name}" (${language})`;
  if (entry.what === 'status' && LOST.includes(status)) {
    const detail = statusDetail ? `: ${statusDetail}` : '';
    return {
      code: `template-${status}`,
      text: `${called} is ${status}${detail}. Flows that need it use the next template in their chain.`,
    };
  }
  if (entry.what === 'category' && entry.to === 'marketing') {
    const text =
      `${called} was ${entry.from ?? 'of no known category'} and is marketing now: it costs more, ` +
      'and people who stopped marketing messages do not get it.';
    return { code: 'template-recategorised', text };
  }
  return undefined;
}
