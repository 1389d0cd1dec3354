import { caller } from '../scripts/connect-simulator.mjs';

/** The service's API, as somebody outside uses it. */
export class Api {
  #call;

  constructor({ url, token }) {
    this.#call = caller(`${url}/api/v1`, { authorization: `Bearer ${token}` });
  }

  connect(apiKey, settings) {
    const credentials = { apiKey };
    return this.#call('POST', '/channels', { name: 'Chaos', provider: '360dialog', credentials, settings });
  }

  page(path) {
    return this.#call('GET', path);
  }

  async all(path) {
    const items = [];
    let cursor = '';
    do {
      const page = await this.page(`${path}?limit=200${cursor}`);
      items.push(...page.items);
      cursor = page.next === undefined ? '' : `&cursor=${encodeURIComponent(page.next)}`;
    } while (cursor !== '');
    return items;
  }
}
