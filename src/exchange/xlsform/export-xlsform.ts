import writeXlsxFile from 'write-excel-file/universal';
import type { CompiledFlow } from '../../flow/compiled-flow.js';
import { Findings } from '../finding.js';
import type { ExchangeFinding } from '../finding.js';
import { languageHeading } from '../languages.js';
import { flowNames } from '../outline/flow-names.js';
import { outlineOf } from '../outline/outline.js';
import { OutwardTexts } from '../outline/outward-text.js';
import { tellHead } from '../outline/tell-head.js';
import { FormSheets } from './form-sheets.js';
import type { SheetRow } from './form-sheets.js';

/** Writes a flow as an XLSForm workbook (.xlsx). What forms do not have is among the findings. */
export async function exportXlsForm(flow: CompiledFlow): Promise<{ file: Uint8Array; findings: ExchangeFinding[] }> {
  const { definition, languages } = flow;
  const findings = new Findings();
  const names = flowNames(definition, { yes: ['yes'], no: ['no'] }, (question, row) => `${question}_${row}`);
  const lookup = (name: string) => names.get(name);
  tellHead(definition, findings);
  const texts = new OutwardTexts(languages, lookup, findings, (name) => `\${${name}}`);
  const sheets = new FormSheets(definition, lookup, texts, findings);
  sheets.addAll(outlineOf(definition, lookup, findings));
  const [main = 'en'] = languages;
  const settings: SheetRow[] = [
    { form_title: flow.title(main), form_id: flow.id, default_language: languageHeading(main) },
  ];
  const blob = await writeXlsxFile([
    { sheet: 'survey', data: cells(sheets.survey) },
    { sheet: 'choices', data: cells(sheets.choices, ['list_name', 'name']) },
    { sheet: 'settings', data: cells(settings) },
  ]).toBlob();
  return { file: new Uint8Array(await blob.arrayBuffer()), findings: findings.all };
}

/** Columns in the order in which forms usually have them; translations stand together. */
const ORDER = [
  'type',
  'list_name',
  'name',
  'label',
  'hint',
  'required',
  'relevant',
  'constraint',
  'constraint_message',
  'calculation',
];

function cells(rows: readonly SheetRow[], always: readonly string[] = []): string[][] {
  const columns = [...new Set([...always, ...rows.flatMap((row) => Object.keys(row))])];
  const place = (column: string): number => {
    const at = ORDER.indexOf(column.replace(/::.*$/, ''));
    return at === -1 ? ORDER.length : at;
  };
  const sorted = columns.toSorted((a, b) => place(a) - place(b));
  return [sorted, ...rows.map((row) => sorted.map((column) => row[column] ?? ''))];
}
