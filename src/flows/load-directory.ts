import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Finding } from '../flow/definition/finding.js';
import type { Logger } from '../logging/logger.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { FlowLibrary } from './flow-library.js';

export interface LoadReport {
  published: { file: string; flowId: string; version: string; isNew: boolean }[];
  /** Files left out, each with at least one finding that is an error. */
  leftOut: string[];
  findings: Finding[];
}

/**
 * Publishes every *.yaml of a folder. A file with mistakes is left out with all its findings; the others are not
 * harmed by it. Of two files with one id the second, by name, is left out.
 */
export async function loadDirectory(library: FlowLibrary, scope: WorkspaceId, directory: string, log: Logger): Promise<LoadReport> {
  const report: LoadReport = { published: [], leftOut: [], findings: [] };
  for (const name of await yamlFiles(directory, report, log)) {
    const source = await readFile(path.join(directory, name), 'utf8');
    const result = await library.publish(scope, source, name, (flowId) => firstWith(report, flowId));
    report.findings.push(...result.findings);
    if (result.published) report.published.push({ file: name, flowId: result.flowId, version: result.version, isNew: result.isNew });
    else report.leftOut.push(name);
  }
  return report;
}

async function yamlFiles(directory: string, report: LoadReport, log: Logger): Promise<string[]> {
  try {
    const names = await readdir(directory);
    return names.filter((name) => /\.ya?ml$/i.test(name)).toSorted();
  } catch (error) {
    const message = `FLOWS_DIR: the folder "${directory}" cannot be read (${error instanceof Error ? error.message : 'unknown reason'})`;
    log.error({ event: 'flows.unreadable', err: error }, message);
    report.findings.push({ severity: 'error', rule: 'folder-unreadable', message, file: directory, line: 1, column: 1, path: '' });
    return [];
  }
}

function firstWith(report: LoadReport, flowId: string): string | undefined {
  return report.published.find((published) => published.flowId === flowId)?.file;
}
