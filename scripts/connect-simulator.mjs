import { Refusal } from './say.mjs';

const CHANNEL_NAME = 'Simulator';
const ANSWERS_WITHIN_MS = 60_000;

/**
 * Connects the simulator as a channel of the service: the first time as a new one; later, since a simulator that has
 * been started anew has forgotten where to send webhooks, by giving the known channel its key again. Then tells the
 * simulator where the service's clock is and which words start a conversation. Returns the channel as the API shows it.
 */
export async function connectSimulator({ serviceUrl, simulatorUrl, token }) {
  const api = caller(`${serviceUrl}/api/v1`, { authorization: `Bearer ${token}` });
  const control = caller(`${simulatorUrl}/_simulator`);
  const { provider, credentials } = await connectionTo(simulatorUrl);
  const settings = { typing: true, templateCaps: { perDay: 100, perWeek: 500 } };

  // Under a name of its own for each provider: a channel's provider does not change.
  const name = provider === '360dialog' ? CHANNEL_NAME : `${CHANNEL_NAME} (${provider})`;
  const known = await channelNamed(api, name);
  const channel = known
    ? await api('PUT', `/channels/${known.id}/credentials`, { credentials })
    : await api('POST', '/channels', { name, provider, credentials, settings });
  if (known) await api('POST', `/channels/${known.id}/refresh`);

  await control('POST', '/clock-hook', { url: `${serviceUrl}/api/v1/clock`, token });
  const { items } = await api('GET', '/flows');
  const starters = items.flatMap(({ title, keywords }) => keywords.slice(0, 1).map((text) => ({ title, text })));
  await control('POST', '/suggestions', { items: starters });
  return channel;
}

/** How a service gets to this simulator: `{ provider, credentials, settings }`. */
export async function connectionTo(simulatorUrl) {
  return caller(`${simulatorUrl}/_simulator`)('GET', '/connection');
}

async function channelNamed(api, name) {
  let cursor;
  do {
    const page = await api('GET', `/channels${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`);
    const found = page.items.find((channel) => channel.name === name);
    if (found) return found;
    cursor = page.next;
  } while (cursor);
  return undefined;
}

/** Calls a JSON API under one address; a refusal is said in its own words. */
export function caller(base, headers = {}) {
  return async (method, path, body) => {
    const response = await fetch(`${base}${path}`, {
      method,
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    throw new Refusal(
      `${method} ${base}${path} was refused (${response.status}): ${answer.detail ?? answer.title ?? 'no reason given'}`,
    );
  };
}
