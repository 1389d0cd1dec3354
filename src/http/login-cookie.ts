import { parseCookie, stringifySetCookie } from 'cookie';

/** The cookie of a signed-in browser. */
const NAME = 'canvass_login';

/** The token in a request's Cookie header. */
export const loginTokenOf = (header: string | undefined): string | undefined => parseCookie(header ?? '')[NAME];

/**
 * The Set-Cookie header that signs in until then, or signs out without a token: unreadable for scripts, sent to us alone,
 * and never over plain http where the outside is https.
 */
export const setLoginCookie = (token: string | undefined, expiresAt: number, publicUrl: string): string =>
  stringifySetCookie({
    name: NAME,
    value: token ?? '',
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: publicUrl.startsWith('https:'),
    expires: new Date(token === undefined ? 0 : expiresAt),
  });
