import { FlowDraft } from '../draft.js';
import { finishImport } from '../finish-import.js';
import type { Imported } from '../finish-import.js';
import { Findings, FormRefused } from '../finding.js';
import { flowIdOf } from '../names.js';
import { choiceLists } from './choices.js';
import { FormTexts } from './form-texts.js';
import { SurveyRows } from './survey-rows.js';
import { readWorkbook } from './workbook.js';

/** Sheets that XLSForm knows besides the three that are read. */
const OTHER_SHEETS: Readonly<Record<string, string>> = {
  external_choices: 'long lists of choices in a sheet of their own are not carried over',
  entities: 'a flow does not write into lists of entities',
  osm: 'a chat has no map to pick from',
};

/**
 * Makes a flow of an XLSForm workbook (.xlsx): sheets survey, choices and settings. What cannot be carried over is among
 * the findings. Throws FormRefused, with a sentence for the person who chose the file, for what is no such workbook.
 */
export async function importXlsForm(file: Uint8Array): Promise<Imported> {
  const { tables, duplicates } = await readWorkbook(file);
  const survey = tables.get('survey');
  if (!survey) {
    const names = [...tables.values()].map(({ sheet }) => sheet).join(', ');
    throw new FormRefused(`an XLSForm has a sheet "survey"; this workbook has ${names || 'no sheets'}`);
  }
  if (!survey.columns.includes('type'))
    throw new FormRefused(`sheet "${survey.sheet}", first row: there is no column "type"`);
  const findings = new Findings();
  for (const { sheet, column } of duplicates)
    findings.leftOut(sheet, `column ${column}`, 'the sheet has the column twice; the first one counts');
  for (const [name, { sheet, rows }] of tables) {
    if (['survey', 'choices', 'settings'].includes(name) || rows.length === 0) continue;
    findings.leftOut(
      sheet,
      `${rows.length} rows`,
      OTHER_SHEETS[name] ?? 'a form is read from survey, choices and settings',
    );
  }
  const settings = tables.get('settings')?.rows[0];
  const setting = (column: string): string => settings?.cell(column) ?? '';
  const choices = tables.get('choices');
  const texts = new FormTexts([survey, ...(choices ? [choices] : [])], setting('default_language'), findings);
  for (const column of tables.get('settings')?.columns ?? []) {
    if (CARRIED_SETTINGS.has(column) || setting(column) === '') continue;
    findings.leftOut('settings', `${column}: ${setting(column)}`, 'a flow has no such setting');
  }

  const title = setting('form_title') || setting('form_id') || 'Imported survey';
  const draft = new FlowDraft({
    id: flowIdOf(setting('form_id') || title),
    kind: 'survey',
    languages: texts.languages,
    title: title.replace(/\{(?=[{%])/g, '{ '),
  });
  new SurveyRows(survey, {
    texts,
    findings,
    draft,
    lists: choiceLists(choices, findings),
    choiceColumns: choices?.columns ?? [],
    version: setting('version') || '1',
  }).build();
  if (draft.steps.length === 0) throw new FormRefused(`sheet "${survey.sheet}" has nothing that a chat can ask or say`);
  return finishImport(draft, findings, 'XLSForm');
}

/** `version` is that of the texts which people agree to; the others a flow has no need of and nothing is lost. */
const CARRIED_SETTINGS = new Set(['form_title', 'form_id', 'default_language', 'version']);
