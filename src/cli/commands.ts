import type { AddCommand } from './command.js';
import { agent } from './commands/agent.js';
import { costs } from './commands/costs.js';
import { exportForm } from './commands/export.js';
import { importForm } from './commands/import.js';
import { lint } from './commands/lint.js';
import { play } from './commands/play.js';
import { render } from './commands/render.js';
import { schema } from './commands/schema.js';
import { template } from './commands/template.js';
import { test } from './commands/test.js';

/** Every subcommand of `canvass`: one file and one line each. */
export const commands: readonly AddCommand[] = [
  lint,
  play,
  render,
  test,
  agent,
  schema,
  importForm,
  exportForm,
  costs,
  template,
];
