import { z } from 'zod';
import { lenientObject, lenientRecord, lenientText } from '../cloud-payload/lenient.js';
import { present } from '../cloud-payload/present.js';

const Party = lenientObject({ type: lenientText, number: lenientText, id: lenientText });
const Old = z.object({
  from: Party,
  to: Party,
  message: lenientObject({ content: lenientRecord }),
  error: lenientObject({ code: lenientText, reason: lenientText }),
});

/**
 * A webhook of version 0.1, which applications that nobody has switched over still send, in the words of version 1;
 * one of version 1 as it is. There, people are objects and the message lies two levels deeper.
 */
export function inVersion1(body: Record<string, unknown>): Record<string, unknown> {
  if (typeof body['from'] !== 'object' && typeof body['to'] !== 'object') return body;
  const { from, to, message, error } = Old.parse(body);
  const content = message?.content;
  return present({
    ...body,
    ...content,
    message_type: content?.['type'],
    channel: from?.type ?? to?.type,
    from: from?.number ?? from?.id,
    to: to?.number ?? to?.id,
    error: error && { title: error.code, detail: error.reason },
  });
}
