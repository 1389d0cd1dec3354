import { useMatches } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

const PRODUCT = 'Canvass';

/** A heading names its page; what the tab of the browser says follows it, also where it comes late or is renamed. */
export function PageTitle() {
  useEffect(() => {
    const name = () => {
      const heading = document.querySelector('h1')?.textContent.trim();
      const title = heading ? `${heading} · ${PRODUCT}` : PRODUCT;
      if (document.title !== title) document.title = title;
    };
    const changes = new MutationObserver(name);
    changes.observe(document.body, { childList: true, characterData: true, subtree: true });
    name();
    return () => changes.disconnect();
  }, []);
  return null;
}

/** The part of an address that is a page of its own: a conversation opened beside its list is the same page. */
const pageOf = (routeId: string | undefined): string | undefined => routeId?.replace(/^(.*\/inbox)\/.*$/, '$1');

/**
 * Whoever goes to another page by keyboard or with a screen reader goes on reading there, not in the menu they came by.
 * The focus is left alone where a page has put it itself.
 */
export function FocusOnArrival({ on }: { on: string }) {
  const page = useMatches({ select: (matches) => pageOf(matches.at(-1)?.routeId) });
  const seen = useRef(page);
  useEffect(() => {
    if (page === seen.current) return;
    seen.current = page;
    const { activeElement } = document;
    const isLeftBehind = activeElement === null || activeElement === document.body || activeElement.closest('nav');
    if (isLeftBehind) document.getElementById(on)?.focus({ preventScroll: true });
  }, [page, on]);
  return null;
}
