import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { EstimateView, PriceListView, StatementView } from '../../src/api/cost-views.js';
import { DAY } from '../../src/time/instant.js';
import { canvass } from '../support/cli.js';
import { onBothSizes } from '../support/on-both-sizes.js';
import { Phone } from '../support/phone.js';
import type { ChannelSeen } from '../support/service-api.js';
import { startSystem, type System } from '../support/system.js';

const CSV = `provider,from,currency,item,category,countries,from_messages,amount
360dialog,2020-01-01,EUR,set-up,,,,150
360dialog,2020-01-01,EUR,channel,,,,49
360dialog,2020-01-01,EUR,message,,,,0.01
360dialog,2020-01-01,EUR,whatsapp,service,ES,,0.05
360dialog,2020-01-01,EUR,whatsapp,service,,,0.02
360dialog,2020-01-01,EUR,whatsapp,utility,,,0.04
`;

const Lists = z.object({ items: z.array(PriceListView) });

onBothSizes('costs', (options) => {
  let system: System;
  let channel: ChannelSeen;
  let folder: string;

  beforeAll(async () => {
    system = await startSystem(await options());
    channel = await system.connect();
    folder = await mkdtemp(join(tmpdir(), 'canvass-costs-'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await system.stop();
  });

  const cli = (...args: string[]) =>
    canvass(folder, ['costs', ...args, '--server', system.url, '--token', system.token]);

  const thisMonth = () => new Date(system.runtime.clock.now()).toISOString().slice(0, 7);

  const statement = (query = '') => system.api.read(StatementView, `/costs${query}`);

  /** What the phone of this person has got. */
  const got = (phone: Phone) => phone.thread.filter(({ from }) => from === 'business').length;

  test('without a list nothing has a price, and nothing can be estimated', async () => {
    expect((await statement()).channelFees).toEqual([
      { channelId: channel.id, provider: '360dialog', currency: null, fee: null, setUp: null },
    ]);
    const body = { channelId: channel.id, flowId: 'clinic-visit', audience: [{ country: 'ES', contacts: 10 }] };
    expect(await system.api.call('POST', '/costs/estimate', body)).toMatchObject({
      status: 409,
      body: { type: 'urn:canvass:problem:no-prices' },
    });
  });

  test('a file with a mistake is not taken, and the mistake is named; a good one is, and comes out as it went in', async () => {
    await writeFile(join(folder, 'wrong.csv'), CSV.replace('0.04', 'four'));
    const wrong = await cli('import', 'wrong.csv');
    expect([wrong.code, wrong.err]).toEqual([
      1,
      expect.stringContaining('line 7, amount: "four" is no amount') as string,
    ]);
    expect(await system.api.call('POST', '/costs/prices/import', { csv: 'nonsense' })).toMatchObject({
      status: 400,
      body: { errors: expect.arrayContaining([expect.objectContaining({ field: 'csv.1', rule: 'csv' })]) as unknown },
    });
    expect(await system.api.read(Lists, '/costs/prices')).toEqual({ items: [] });

    await writeFile(join(folder, 'prices.csv'), CSV);
    expect(await cli('import', 'prices.csv')).toMatchObject({
      code: 0,
      out: '360dialog from 2020-01-01, EUR: 3 prices entered\n',
    });
    expect(await cli('export', 'again.csv')).toMatchObject({ code: 0, out: '' });
    expect(await readFile(join(folder, 'again.csv'), 'utf8')).toBe(CSV);
    expect((await cli('export')).out).toBe(CSV);
  });

  test('what people get is counted once, by flow and country, and has its price', async () => {
    const ana = new Phone(system, '34600123456', 'Ana');
    await ana.says('visit');
    await ana.taps('Good');
    const bob = new Phone(system, '4915123456789', 'Bob');
    await bob.says('visit');

    const { lines, totals, unpricedMessages } = await statement();
    const spain = {
      channelId: channel.id,
      flowId: 'clinic-visit',
      category: 'service',
      billing: 'billed',
      country: 'ES',
    };
    expect(lines).toHaveLength(2);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...spain,
          messages: got(ana),
          whatsappFee: got(ana) * 0.05,
          providerFee: got(ana) * 0.01,
        }),
        expect.objectContaining({ ...spain, country: 'DE', messages: got(bob), whatsappFee: got(bob) * 0.02 }),
      ]),
    );
    expect(got(ana)).toBe(2);
    expect(totals).toMatchObject([{ currency: 'EUR', messages: got(ana) + got(bob), channelFee: 49, setUpFee: 150 }]);
    expect(unpricedMessages).toBe(0);
    expect((await statement('?flowId=another')).lines).toEqual([]);
    expect((await statement(`?channelId=${channel.id}&flowId=clinic-visit`)).lines).toEqual(lines);
    expect((await statement('?month=2020-01')).lines).toEqual([]);

    const shown = await cli('show', '--month', thisMonth());
    expect(shown.code).toBe(0);
    expect(shown.out).toContain(`${thisMonth()} (UTC)`);
    expect(shown.out).toMatch(/clinic-visit +ES +service +billed +2 +0\.1000 EUR/);
  });

  test('a template that brings somebody back has the price of its category', async () => {
    const eva = new Phone(system, '34600123999', 'Eva');
    await eva.says('visit');
    await eva.waits(DAY + 60_000);
    expect(eva.last.type).toBe('template');
    // Ana had not finished either.
    expect((await statement()).lines).toContainEqual(
      expect.objectContaining({
        flowId: 'clinic-visit',
        country: 'ES',
        category: 'utility',
        messages: 2,
        whatsappFee: 0.08,
      }),
    );
  });

  test('an estimate is a range, says what it assumes, and takes countries from numbers', async () => {
    const body = {
      channelId: channel.id,
      flowId: 'clinic-visit',
      to: ['+34 600 123 456', '34600123457', '4915123456789'],
      replies: 1,
    };
    const estimate = await system.api.read(EstimateView, '/costs/estimate', 'POST', body);
    expect(estimate).toMatchObject({
      currency: 'EUR',
      contacts: 3,
      templates: { low: 3, likely: 3 },
      channelFee: 49,
      setUpFee: 150,
      unpriced: [],
    });
    expect(estimate.messages.low).toBeGreaterThan(0);
    expect(estimate.total.low).toBeLessThanOrEqual(estimate.total.likely);
    expect(estimate.total.likely).toBeLessThanOrEqual(estimate.total.high);
    expect(estimate.assumptions.join('\n')).toContain('the template "clinic_visit_overall" (utility)');

    await writeFile(join(folder, 'people.txt'), '+34600123456\n\n34600123457\r\n4915123456789\n');
    const shown = await cli(
      'estimate',
      'clinic-visit',
      '--channel',
      channel.id,
      '--to',
      'people.txt',
      '--replies',
      '1',
    );
    expect(shown.err).toBe('');
    expect(shown.out).toContain('clinic-visit to 3 people');
    expect(shown.out).toMatch(/templates +3 +3 +6/);
    expect(shown.out).toContain('The channel itself costs 49.00 EUR a month.');
    const one = await cli(
      'estimate',
      'clinic-visit',
      '--channel',
      channel.id,
      '--contacts',
      '1000',
      '--country',
      'es',
      '--opening',
      'message',
    );
    expect(one.out).toContain('clinic-visit to 1000 people');
    expect(one.out).toContain('The people write first');
  });

  test.each([
    [{ audience: [{ country: 'ZZ', contacts: 1 }] }, 400, 'ISO 3166-1'],
    [{}, 400, 'give either audience or to'],
    [{ audience: [{ country: 'ES', contacts: 0 }] }, 400, '>=1'],
    [{ to: ['34600123456'], replies: { low: 0.5, likely: 0.1, high: 1 } }, 400, 'low ≤ likely ≤ high'],
    [{ to: ['34600123456'], language: 'tlh' }, 400, 'does not speak "tlh"'],
    [{ to: ['34600123456'], flowId: 'nothing' }, 404, 'no flow "nothing"'],
    [{ to: ['34600123456'], channelId: 'nothing' }, 404, 'no channel "nothing"'],
  ])('an estimate of %j is refused: %d, %s', async (of, status, why) => {
    const answer = await system.api.call('POST', '/costs/estimate', {
      channelId: channel.id,
      flowId: 'clinic-visit',
      ...of,
    });
    expect(answer.status).toBe(status);
    expect(z.object({ detail: z.string() }).parse(answer.body).detail).toContain(why);
  });

  test('a list that contradicts itself is refused; a newer one counts; one taken back counts no more', async () => {
    const list = {
      provider: '360dialog',
      from: '2020-01-01',
      currency: 'USD',
      rates: [{ category: 'service', countries: ['ES'], amount: 1 }],
    };
    const twice = { ...list, rates: [...list.rates, ...list.rates] };
    expect(await system.api.call('POST', '/costs/prices', twice)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'rates.1.countries', rule: 'price-twice' }] },
    });
    const entered = await system.api.read(PriceListView, '/costs/prices', 'POST', list);
    expect((await statement()).channelFees).toMatchObject([{ currency: 'USD', fee: 0 }]);
    expect((await system.api.read(Lists, '/costs/prices')).items.map(({ currency }) => currency)).toEqual([
      'USD',
      'EUR',
    ]);
    expect(await system.api.call('DELETE', `/costs/prices/${entered.id}`)).toMatchObject({ status: 204 });
    expect(await system.api.call('DELETE', `/costs/prices/${entered.id}`)).toMatchObject({ status: 404 });
    expect((await statement()).channelFees).toMatchObject([{ currency: 'EUR', fee: 49 }]);
  });

  test('the command line says what is missing, and who does not answer', async () => {
    expect(await cli('estimate', 'clinic-visit', '--channel', channel.id)).toMatchObject({
      code: 1,
      err: expect.stringContaining('either --contacts') as string,
    });
    expect(await cli('show', '--month', 'November')).toMatchObject({
      code: 1,
      err: expect.stringContaining('2026-10') as string,
    });
    const away = await canvass(folder, ['costs', 'show', '--server', 'http://127.0.0.1:9', '--token', 'x']);
    expect(away).toMatchObject({
      code: 1,
      err: expect.stringContaining('http://127.0.0.1:9 does not answer') as string,
    });
    const stranger = await canvass(folder, ['costs', 'show', '--server', system.url, '--token', 'x']);
    expect(stranger).toMatchObject({ code: 1, err: expect.stringContaining('not known here') as string });
  });
});
