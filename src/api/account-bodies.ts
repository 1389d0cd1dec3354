import { z } from 'zod';
import { ROLES } from '../accounts/permissions.js';

/** Fields of accounts as callers send them. */

/** Long enough that no list of common passwords holds it; longer ones than 200 characters only cost time. */
export const Password = z.string().min(10).max(200);
export const Email = z.string().trim().max(254).pipe(z.email());
export const PersonName = z.string().trim().min(1).max(100);
export const Roles = z.array(z.enum(ROLES)).min(1).max(ROLES.length);
export const Teams = z.array(z.string().trim().min(1).max(60)).max(20);
/** A code of a link. */
export const Code = z.string().min(1).max(200);

/** Each once, in the order given. */
export const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];
