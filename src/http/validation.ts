import { StandardSchemaValidationPipe } from '@nestjs/common';
import { invalid, type FieldProblem } from './problem.js';

interface Issue {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
  code?: unknown;
}

/** Checks every parameter that names a schema; the handler gets what the schema made of it. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({ exceptionFactory: (issues) => invalid(fieldProblems(issues)) });

export function fieldProblems(issues: readonly Issue[]): FieldProblem[] {
  return issues.map((issue) => ({
    field: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    rule: typeof issue.code === 'string' ? issue.code : 'schema',
    message: issue.message,
  }));
}
