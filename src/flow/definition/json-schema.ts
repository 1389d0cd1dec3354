import { z } from 'zod';
import { answerTypeOf } from '../answers/registry.js';
import { answerKinds, askSchema } from './ask-step.js';
import { FlowHead } from './flow-definition.js';
import { GroupHead, STEP_SCHEMAS } from './steps.js';

/** JSON Schema (draft 7, which editors know best) of a flow file; written to flows/flow.schema.json. */
export function flowJsonSchema(): Record<string, unknown> {
  const asks = answerKinds.map((kind) => askSchema(answerTypeOf(kind)));
  const group = z.strictObject({ ...GroupHead.shape, steps: z.lazy((): z.ZodType => z.array(step).min(1)) });
  const { say, ...others } = STEP_SCHEMAS;
  const step = z.union([say, ...asks, ...Object.values(others), group]);
  const document = z.strictObject({ ...FlowHead.shape, steps: z.array(step).min(1) });
  const { $schema, ...schema } = z.toJSONSchema(document, { target: 'draft-7', io: 'input', reused: 'ref' });
  return { $schema, title: 'Canvass flow', ...schema };
}
