import type { CompiledFlow } from '../../flow/compiled-flow.js';
import { Findings } from '../finding.js';
import type { ExchangeFinding } from '../finding.js';
import { flowNames } from '../outline/flow-names.js';
import { outlineOf } from '../outline/outline.js';
import { OutwardTexts } from '../outline/outward-text.js';
import { tellHead } from '../outline/tell-head.js';
import { SurveyWriter } from './survey-writer.js';

/** Writes a flow as a SurveyJS definition (JSON). What SurveyJS does not have is among the findings. */
export function exportSurveyJs(flow: CompiledFlow): { json: string; findings: ExchangeFinding[] } {
  const { definition, languages } = flow;
  const findings = new Findings();
  const names = flowNames(definition, { yes: [true], no: [false] }, (question, row) => `${question}.${row}`);
  const lookup = (name: string) => names.get(name);
  tellHead(definition, findings);
  const texts = new OutwardTexts(languages, lookup, findings, (name) => `{${name}}`);
  const writer = new SurveyWriter(definition, lookup, texts, findings);
  const elements = writer.elements(outlineOf(definition, lookup, findings));
  if (definition.hidden)
    findings.leftOut('flow', `hidden: ${definition.hidden.join(', ')}`, 'give the values to the survey as its data');
  const [main = 'en'] = languages;
  const survey = {
    title: writer.text(definition.title, 'title'),
    locale: main,
    pages: [{ name: 'page1', elements }],
    ...writer.endings,
    ...(writer.calculated.length > 0 && { calculatedValues: writer.calculated }),
  };
  return { json: `${JSON.stringify(survey, null, 2)}\n`, findings: findings.all };
}
