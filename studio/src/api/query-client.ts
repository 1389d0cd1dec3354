import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem.js';

/** Tries again what could not be reached; what was refused stays refused. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => error instanceof ApiProblem && error.isUnreachable && failures < 5,
      retryDelay: (failures) => Math.min(500 * 2 ** failures, 8_000),
    },
    mutations: { retry: false },
  },
});
