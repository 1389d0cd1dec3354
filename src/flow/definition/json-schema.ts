import { z } from 'zod';
import { answerTypeOf } from '../answers/registry.js';
import { answerKinds, askSchema } from './ask-step.js';
import { FlowHead } from './flow-definition.js';
import {
  BranchStep,
  EndStep,
  GotoStep,
  GroupHead,
  QuotaStep,
  SayStep,
  SetStep,
  SplitStep,
  SubflowStep,
} from './steps.js';

/** JSON Schema (draft 7, which editors know best) of a flow file; written to flows/flow.schema.json. */
export function flowJsonSchema(): Record<string, unknown> {
  const asks = answerKinds.map((kind) => askSchema(answerTypeOf(kind)));
  const group = z.strictObject({ ...GroupHead.shape, steps: z.lazy((): z.ZodType => z.array(step).min(1)) });
  const rest = [SetStep, BranchStep, SplitStep, QuotaStep, GotoStep, SubflowStep, EndStep, group];
  const step = z.union([SayStep, ...asks, ...rest]);
  const document = z.strictObject({ ...FlowHead.shape, steps: z.array(step).min(1) });
  const { $schema, ...schema } = z.toJSONSchema(document, { target: 'draft-7', io: 'input', reused: 'ref' });
  return { $schema, title: 'Canvass flow', ...schema };
}
