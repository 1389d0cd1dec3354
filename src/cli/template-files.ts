import { access } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { decodeTemplates } from '../channels/cloud-payload/decode-templates.js';
import type { Template } from '../templates/template.js';
import { isMissing, readJsonFile } from './files.js';
import { CliProblem } from './terminal.js';
import type { Terminal } from './terminal.js';

const Rows = z.array(z.looseObject({ status: z.string().optional() }));

/**
 * Templates as flows/templates keeps them: an array of the bodies that create them at the provider. One without a state
 * counts as approved.
 * @throws CliProblem naming the file
 */
export async function readTemplates(terminal: Terminal, file: string): Promise<Template[]> {
  const rows = Rows.safeParse(await readJsonFile(terminal, file));
  if (!rows.success) throw new CliProblem(`${file} is no list of templates; flows/templates shows how one looks`);
  return decodeTemplates(rows.data.map((row) => ({ status: 'APPROVED', ...row })));
}

/** The flow's own templates, where they lie beside it as the examples' do; none where they do not. @throws CliProblem */
export async function templatesBeside(terminal: Terminal, flowFile: string, flowId: string): Promise<Template[]> {
  const file = path.join(path.dirname(flowFile), 'templates', `${flowId}.json`);
  return (await exists(path.resolve(terminal.cwd, file))) ? readTemplates(terminal, file) : [];
}

/** Is there a file or folder of this name? */
export async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}
