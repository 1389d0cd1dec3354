import { z } from 'zod';

/** Longest condition: what is longer is a programme, and belongs into several `set` steps. */
const MAX_CONDITION = 1_000;

export const Cel = z.string().min(1).max(MAX_CONDITION).describe("A CEL condition, such as overall == 'poor'");
