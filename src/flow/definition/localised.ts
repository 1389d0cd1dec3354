import { z } from 'zod';

/** A text in one language for all, or by BCP-47 tag. Liquid inside. */
export const Localised = z.union([z.string().min(1), z.record(z.string(), z.string().min(1))]);
export type Localised = z.infer<typeof Localised>;
