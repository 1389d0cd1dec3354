import { z } from 'zod';
import { DIALECT_NAMES } from './dialects/registry.js';

const Environment = z.object({
  SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  SIMULATOR_HOST: z.string().min(1).default('127.0.0.1'),
  SIMULATOR_PROVIDER: z.enum(DIALECT_NAMES).default('360dialog'),
  SIMULATOR_API_KEY: z.string().min(1).optional(),
  SIMULATOR_TEMPLATES: z.string().min(1).optional(),
  SIMULATOR_BUSINESS_NAME: z.string().min(1).optional(),
  SIMULATOR_PER_SECOND: z.coerce.number().int().min(1).optional(),
  SIMULATOR_CLOCK_HOOK_URL: z.url().optional(),
  SIMULATOR_CLOCK_HOOK_TOKEN: z.string().min(1).optional(),
});

/** Settings of the simulator as its own program (docs/simulator.md). @throws Error naming the variable */
export function readSettings(env: Record<string, string | undefined>): z.infer<typeof Environment> {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`The setting ${issue?.path.join('.') ?? '?'} is wrong: ${issue?.message ?? 'not valid'}`);
  }
  const { SIMULATOR_CLOCK_HOOK_URL: url, SIMULATOR_CLOCK_HOOK_TOKEN: token } = parsed.data;
  if ((url === undefined) !== (token === undefined)) {
    throw new Error('The settings SIMULATOR_CLOCK_HOOK_URL and SIMULATOR_CLOCK_HOOK_TOKEN belong together.');
  }
  return parsed.data;
}
