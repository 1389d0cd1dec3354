import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { EstimateView, PriceListView, StatementView } from '../../api/cost-views.js';
import type { Range } from '../../costs/range.js';
import { writeLines } from '../chat-loop.js';
import type { AddCommand } from '../command.js';
import { readText } from '../files.js';
import { Service, type ServiceAddress } from '../service.js';
import { CliProblem, type Terminal } from '../terminal.js';

interface ShowOptions extends ServiceAddress {
  month?: string;
  channel?: string;
  flow?: string;
}

interface EstimateOptions extends ServiceAddress {
  channel: string;
  contacts?: string;
  country?: string;
  to?: string;
  replies?: string;
  language?: string;
  opening?: string;
}

const Entered = z.object({ items: z.array(PriceListView) });

export const costs: AddCommand = (program, terminal) => {
  const group = program.command('costs').description('Price lists, what was spent, and what a flow would cost.');
  const command = (name: string, description: string): Command =>
    group
      .command(name)
      .description(description)
      .requiredOption('--server <url>', 'a running Canvass')
      .requiredOption('--token <token>', 'its API token');

  command('import', 'Enter the price lists of a CSV file.')
    .argument('<file>', 'the CSV file')
    .action(async (file: string, address: ServiceAddress) => {
      const csv = await readText(terminal, file);
      const { items } = await new Service(address).json(Entered, 'POST', '/costs/prices/import', { csv });
      writeLines(
        terminal,
        items.map(
          ({ provider, from, currency, rates }) =>
            `${provider} from ${from}, ${currency}: ${rates.length} prices entered`,
        ),
      );
    });

  command('export', 'Write all price lists as CSV.')
    .argument('[file]', 'the file to write; without one it is printed')
    .action(async (file: string | undefined, address: ServiceAddress) => {
      const csv = await new Service(address).text('GET', '/costs/prices/export');
      if (file === undefined) terminal.stdout.write(csv);
      else await writeFile(path.resolve(terminal.cwd, file), csv);
    });

  command('show', 'What was delivered in a month, and what it cost.')
    .option('--month <month>', 'year and month, 2026-10; this one if not given')
    .option('--channel <id>', 'of one channel')
    .option('--flow <id>', 'of one flow')
    .action((options: ShowOptions) => show(terminal, options));

  command('estimate', 'What a flow would cost.')
    .argument('<flow>', 'id of a published flow')
    .requiredOption('--channel <id>', 'the channel that it is sent with')
    .option('--contacts <number>', 'how many people')
    .option('--country <code>', 'where they are: DE, US')
    .option('--to <file>', 'in place of these: a file with one phone number a line')
    .option('--replies <part>', 'the part of them who answer, 0 to 1')
    .option('--language <tag>', "one of the flow's languages")
    .option('--opening <how>', 'template or message: who begins')
    .action((flow: string, options: EstimateOptions) => showEstimate(terminal, flow, options));
};

async function show(terminal: Terminal, { month, channel, flow, ...address }: ShowOptions): Promise<void> {
  const query = new URLSearchParams({
    ...(month !== undefined && { month }),
    ...(channel !== undefined && { channelId: channel }),
    ...(flow !== undefined && { flowId: flow }),
  });
  const statement = await new Service(address).json(StatementView, 'GET', `/costs?${query.toString()}`);
  const rows = statement.lines.map((line) => [
    line.channelId,
    line.flowId ?? '-',
    line.country ?? '-',
    line.category,
    line.billing,
    String(line.messages),
    shown(line.whatsappFee, line.currency),
    shown(line.providerFee, line.currency),
  ]);
  const head = ['channel', 'flow', 'country', 'category', 'billing', 'messages', 'WhatsApp', 'provider'];
  writeLines(terminal, [
    `${statement.month} (UTC)`,
    ...(rows.length === 0 ? ['nothing was delivered'] : table([head, ...rows])),
    ...statement.totals.map(
      ({ currency, whatsappFee, providerFee, channelFee, setUpFee, total }) =>
        `together ${shown(total, currency)}: WhatsApp ${shown(whatsappFee, currency)}, messages ${shown(providerFee, currency)}, channels ${shown(channelFee, currency)}, set-up ${shown(setUpFee, currency)}`,
    ),
    ...(statement.unpricedMessages > 0 ? [`${statement.unpricedMessages} messages have no price in any list`] : []),
  ]);
}

async function showEstimate(
  terminal: Terminal,
  flowId: string,
  { channel, contacts, country, to, replies, language, opening, ...address }: EstimateOptions,
): Promise<void> {
  if ((to === undefined) === (contacts === undefined)) {
    throw new CliProblem('say either --contacts (with --country), or --to with a file of phone numbers');
  }
  const people =
    to === undefined
      ? { audience: [{ country: country?.toUpperCase() ?? null, contacts: numberOf(contacts, '--contacts') }] }
      : { to: numbersIn(await readText(terminal, to)) };
  const estimate = await new Service(address).json(EstimateView, 'POST', '/costs/estimate', {
    ...{ channelId: channel, flowId, language, opening },
    ...people,
    ...(replies !== undefined && { replies: numberOf(replies, '--replies') }),
  });
  const { currency } = estimate;
  const line = (name: string, range: Range, unit: string) => [
    name,
    shown(range.low, unit),
    shown(range.likely, unit),
    shown(range.high, unit),
  ];
  writeLines(terminal, [
    `${flowId} to ${estimate.contacts} people`,
    ...table([
      ['', 'at least', 'as a rule', 'at most'],
      line('templates', estimate.templates, ''),
      line('messages', estimate.messages, ''),
      line("WhatsApp's fees", estimate.whatsappFee, currency),
      line("provider's fees", estimate.providerFee, currency),
      line('together', estimate.total, currency),
      line('for each person', estimate.perContact, currency),
    ]),
    `The channel itself costs ${shown(estimate.channelFee, currency)} a month.`,
    ...(estimate.setUpFee > 0 ? [`Setting it up this month costs ${shown(estimate.setUpFee, currency)}, once.`] : []),
    ...estimate.unpriced.map(
      ({ category, country: place }) =>
        `No price for ${category} in ${place ?? 'an unknown country'}: counted as nothing.`,
    ),
    '',
    ...estimate.assumptions.map((sentence) => `- ${sentence}`),
  ]);
}

function numberOf(text: string | undefined, option: string): number {
  const value = Number(text);
  if (text === undefined || text.trim() === '' || !Number.isFinite(value)) {
    throw new CliProblem(`${option}: "${text ?? ''}" is no number`);
  }
  return value;
}

function numbersIn(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => line.trim() || []);
}

function shown(amount: number | null, unit: string | null): string {
  if (amount === null) return 'no price';
  // What one message costs is a matter of hundredths.
  return unit ? `${amount.toFixed(amount < 1 ? 4 : 2)} ${unit}` : String(amount);
}

/** Columns under each other; numbers stand to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        /^\d|^no price$/.test(cell) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
