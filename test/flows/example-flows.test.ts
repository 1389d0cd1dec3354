import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileFlow } from '../../src/flow/compile.js';
import { flowJsonSchema } from '../../src/flow/definition/json-schema.js';

const folder = join(__dirname, '..', '..', 'flows');
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

interface TemplateRequest {
  name: string;
  language: string;
  components: { type: string; text?: string; buttons?: { text: string }[]; example?: { body_text_named_params: { param_name: string }[] } }[];
}

test('there are example flows', () => {
  expect(files.length).toBeGreaterThanOrEqual(5);
});

test.each(files)('%s compiles without errors and warnings', (file) => {
  const { flow, findings } = compileFlow(readFileSync(join(folder, file), 'utf8'), file);
  expect(findings).toEqual([]);
  expect(`${flow?.id ?? ''}.yaml`).toBe(file);
});

const withTemplates = files.filter((file) => compileFlow(readFileSync(join(folder, file), 'utf8'), file).flow?.templateUses.length !== 0);

describe.each(withTemplates)('the templates of %s', (file) => {
  const { flow } = compileFlow(readFileSync(join(folder, file), 'utf8'), file);
  if (!flow) throw new Error(`${file} does not compile`);
  const templates: TemplateRequest[] = JSON.parse(readFileSync(join(folder, 'templates', `${flow.id}.json`), 'utf8'));

  test.each(flow.templateUses.map((use) => [use.call.template, use] as const))('%s is there in every language and fits its use', (name, use) => {
    for (const language of flow.languages) {
      const template = templates.find((t) => t.name === name && t.language === language);
      expect(template?.language).toBe(language);
      const body = template?.components.find((c) => c.type === 'BODY');
      const placeholders = [...(body?.text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]);
      expect(Object.keys(use.call.params ?? {})).toEqual(placeholders);
      expect((body?.example?.body_text_named_params ?? []).map((p) => p.param_name)).toEqual(placeholders);
      const buttons = template?.components.find((c) => c.type === 'BUTTONS')?.buttons ?? [];
      for (const button of buttons) expect(button.text.length).toBeLessThanOrEqual(25);
      const stepId = use.at.stepId ?? '';
      if (use.call.buttons === 'options') {
        const question = flow.questions.get(stepId);
        if (question?.options.length) expect(buttons.map((b) => b.text)).toEqual(question.options.map((o) => o.label.in(language).text.source));
        expect(buttons.length).toBeGreaterThan(1);
      }
    }
  });

  test('none is there for nothing, and none begins or ends with a variable', () => {
    const used = new Set(flow.templateUses.map((use) => use.call.template));
    for (const template of templates) {
      expect(used).toContain(template.name);
      const text = template.components.find((c) => c.type === 'BODY')?.text ?? '';
      expect(text).not.toMatch(/^\s*\{\{|\}\}\s*$/);
      expect(text.length).toBeLessThanOrEqual(1024);
    }
  });
});

test('flows/flow.schema.json is the schema of the code (UPDATE=1 rewrites it)', () => {
  const path = join(folder, 'flow.schema.json');
  const schema = `${JSON.stringify(flowJsonSchema(), null, 2)}\n`;
  if (process.env.UPDATE === '1') writeFileSync(path, schema);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(schema));
});
