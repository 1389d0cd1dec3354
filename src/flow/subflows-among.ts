import { readYaml } from './definition/read-yaml.js';
import type { FindSubflow, SubflowSource } from './lint/called-flows.js';
import { fieldOf } from './lint/field-of.js';

/** Finds called flows by their id among these files, of two with the same id the first. None is read before one is looked for. */
export function subflowsAmong(files: readonly SubflowSource[]): FindSubflow {
  let byId: Map<unknown, SubflowSource> | undefined;
  return (id) => {
    if (!byId) {
      byId = new Map();
      for (const given of files) {
        const yaml = readYaml(given.source, given.file);
        const own = 'value' in yaml ? fieldOf(yaml.value, 'id') : undefined;
        if (own !== undefined && !byId.has(own)) byId.set(own, given);
      }
    }
    return byId.get(id);
  };
}
