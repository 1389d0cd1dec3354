import { flowJsonSchema } from '../../flow/definition/json-schema.js';
import type { AddCommand } from '../command.js';

export const schema: AddCommand = (program, { stdout }) => {
  program
    .command('schema')
    .description('Print the JSON Schema of flow files, for editors that complete and check as you write.')
    .action(() => {
      stdout.write(`${JSON.stringify(flowJsonSchema(), null, 2)}\n`);
    });
};
