import { useIntersection } from '@mantine/hooks';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';

type Paged = Pick<
  UseInfiniteQueryResult,
  'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'fetchNextPage'
>;

/**
 * Fetches the next page as soon as its button comes into view. One that could not be had is asked for again only by
 * the button.
 * @returns for the button's `ref`
 */
export function useMoreAtEnd({ hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage }: Paged) {
  const { ref, entry } = useIntersection<HTMLButtonElement>();
  const isDue = entry?.isIntersecting === true && hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (isDue) void fetchNextPage();
  }, [isDue, fetchNextPage]);
  return ref;
}
