import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Finding } from '../flow/definition/finding.js';
import { subflowsAmong } from '../flow/subflows-among.js';
import type { Logger } from '../logging/logger.js';
import type { WorkspaceId } from '../storage/documents.js';
import type { Store } from '../store/store.js';
import type { FlowLibrary } from './flow-library.js';

export interface LoadReport {
  published: { file: string; flowId: string; version: string; isNew: boolean }[];
  /** Files left out, each with at least one finding that is an error; `stillPublished` is the last good version's flow, where there is one. */
  leftOut: { file: string; stillPublished?: string }[];
  /** Flows whose file has gone: no new session starts with them. */
  retired: string[];
  findings: Finding[];
}

/**
 * Publishes every *.yaml of a folder. A file with mistakes is left out with all its findings; the others are not
 * harmed by it. A file calls the flows of the folder, whatever else is published. Of two files with one id the second, by name, is left out. A flow whose file is
 * gone is retired.
 */
export async function loadDirectory(
  library: FlowLibrary,
  store: Pick<Store, 'flows'>,
  scope: WorkspaceId,
  directory: string,
  log: Logger,
): Promise<LoadReport> {
  const report: LoadReport = { published: [], leftOut: [], retired: [], findings: [] };
  const names = await yamlFiles(directory, report, log);
  if (!names) return report;
  const earlier = new Map<string, string>();
  for await (const flow of store.flows.stream(scope)) if (flow.fromFile) earlier.set(flow.origin, flow.id);
  const sources = new Map<string, string>();
  for (const name of names) {
    const source = await readFile(path.join(directory, name), 'utf8').catch((error: unknown) => {
      report.findings.push(unreadable('file-unreadable', name, `the file cannot be read (${reasonOf(error)})`));
      return undefined;
    });
    if (source !== undefined) sources.set(name, source);
  }
  const subflow = subflowsAmong([...sources].map(([file, source]) => ({ file, source })));
  for (const name of names) {
    const source = sources.get(name);
    if (source === undefined) {
      report.leftOut.push({ file: name, ...stillPublished(earlier.get(name)) });
      continue;
    }
    const result = await library.publish(scope, source, name, {
      fromFile: true,
      takenBy: (flowId) => firstWith(report, flowId),
      subflow,
    });
    report.findings.push(...result.findings);
    if (result.published) report.published.push({ file: name, flowId: result.flowId, version: result.version, isNew: result.isNew });
    else report.leftOut.push({ file: name, ...stillPublished(earlier.get(name)) });
  }
  for (const [name, flowId] of earlier) {
    const moved = report.published.some((published) => published.flowId === flowId);
    if (names.includes(name) || moved) continue;
    if (await library.retire(scope, flowId)) report.retired.push(flowId);
  }
  return report;
}

async function yamlFiles(directory: string, report: LoadReport, log: Logger): Promise<string[] | undefined> {
  try {
    const names = await readdir(directory);
    return names.filter((name) => /\.ya?ml$/i.test(name)).toSorted();
  } catch (error) {
    const message = `FLOWS_DIR: the folder "${directory}" cannot be read (${reasonOf(error)})`;
    log.error({ event: 'flows.unreadable', err: error }, message);
    report.findings.push(unreadable('folder-unreadable', directory, message));
    return undefined;
  }
}

function firstWith(report: LoadReport, flowId: string): string | undefined {
  return report.published.find((published) => published.flowId === flowId)?.file;
}

function stillPublished(flowId: string | undefined): { stillPublished?: string } {
  return flowId === undefined ? {} : { stillPublished: flowId };
}

function unreadable(rule: string, file: string, message: string): Finding {
  return { severity: 'error', rule, message, file, line: 1, column: 1, path: '' };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
