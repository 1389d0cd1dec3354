import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../clock/clock.js';
import type { Finding } from '../../flow/definition/finding.js';
import type { Ids } from '../../ids/ids.js';
import type { Logger } from '../../logging/logger.js';
import type { WorkspaceId } from '../../storage/documents.js';
import type { AgentLink } from '../../store/agent-link.js';
import type { Store } from '../../store/store.js';
import type { AgentKindSpec } from '../agent-engine.js';
import type { ReadExport } from '../local/read-export.js';
import { LINK_ID, defaultLimits, settingsText } from './agent-links.js';

export interface AgentLoadReport {
  /** Ids of the links that files stand behind. */
  linked: string[];
  /** Links that went with their files. */
  removed: string[];
  /** Files and folders that are no agents, each with a finding. */
  leftOut: string[];
  findings: Finding[];
}

interface AgentFile {
  /** Its name in the folder. */
  name: string;
  id: string;
  isFolder: boolean;
}

/** What the loader needs of the shell. */
export interface AgentLoading {
  store: Pick<Store, 'agentLinks'>;
  /** The kind under which they are linked, and its name. */
  kind: { name: string; spec: AgentKindSpec };
  clock: Clock;
  ids: Ids;
  log: Logger;
}

/**
 * Links the exported agents that a folder holds: each folder and each .zip is one, its name is the link's id. What has not
 * changed is not written; what is gone goes with its link; what is no agent is left out with a finding. Limits that were
 * set on a link stay.
 *
 * @param folder one that is not there holds nothing
 */
export async function loadAgents(scope: WorkspaceId, folder: string, loading: AgentLoading): Promise<AgentLoadReport> {
  const report: AgentLoadReport = { linked: [], removed: [], leftOut: [], findings: [] };
  const files = await agentFiles(folder, report, loading.log);
  if (!files) return report;
  for (const file of files) {
    const mistake = await linkFile(scope, folder, file, loading, report);
    if (mistake === undefined) {
      report.linked.push(file.id);
      continue;
    }
    report.leftOut.push(file.name);
    report.findings.push(finding('error', 'agent-left-out', file.name, mistake));
  }
  for await (const { id, source } of loading.store.agentLinks.stream(scope)) {
    if (source.kind !== 'file' || files.some((file) => file.name === source.name)) continue;
    if (await loading.store.agentLinks.delete(scope, id)) report.removed.push(id);
  }
  return report;
}

async function agentFiles(folder: string, report: AgentLoadReport, log: Logger): Promise<AgentFile[] | undefined> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || /\.zip$/i.test(entry.name)))
      .map((entry) => ({
        name: entry.name,
        id: entry.isDirectory() ? entry.name : entry.name.slice(0, -'.zip'.length),
        isFolder: entry.isDirectory(),
      }))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  } catch (error) {
    if (isMissing(error)) return [];
    const message = `the folder "${folder}" cannot be read (${reasonOf(error)})`;
    log.error({ event: 'agents.unreadable', err: error }, message);
    report.findings.push(finding('error', 'folder-unreadable', folder, message));
    return undefined;
  }
}

/** @returns why it is left out, if it is */
async function linkFile(
  scope: WorkspaceId,
  folder: string,
  { name, id, isFolder }: AgentFile,
  { store, kind, clock, ids }: AgentLoading,
  report: AgentLoadReport,
): Promise<string | undefined> {
  if (!LINK_ID.test(id)) return 'its name is the id of the link, and has to be 1 to 64 of a–z, 0–9 and -';
  if (report.linked.includes(id)) return `there is another agent "${id}" beside it; one of them has to go`;
  const before = await store.agentLinks.get(scope, id);
  if (before?.source.kind === 'api') return `the agent "${id}" was linked through the API, and stays as it is`;
  let settings: string;
  try {
    const { agent, problems } = await readAgent(path.join(folder, name), isFolder);
    report.findings.push(...problems.map((problem) => finding('warning', 'agent-export', name, problem)));
    if (!agent) return 'it cannot be read as an exported Dialogflow ES agent';
    settings = settingsText(kind.spec, { definition: agent });
  } catch (error) {
    return `it cannot be read (${reasonOf(error)})`;
  }
  const hash = createHash('sha256').update(settings).digest('hex');
  if (before?.source.kind === 'file' && before.source.hash === hash && before.source.name === name) return undefined;
  const now = clock.now();
  const doc: AgentLink = {
    kind: kind.name,
    title: before?.title ?? id,
    settings,
    sealedSecret: null,
    secretHint: null,
    limits: before?.limits ?? defaultLimits(kind.spec),
    source: { kind: 'file', name, hash },
    state: 'unchecked',
    stateReason: null,
    stateAt: now,
    setup: ids.next(),
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  const inserted = await store.agentLinks.insertMissing(scope, [{ id, doc }]);
  if (!inserted.has(id)) await store.agentLinks.update(scope, id, () => doc);
  return undefined;
}

/** The reader is loaded when there is something to read. */
async function readAgent(place: string, isFolder: boolean): Promise<ReadExport> {
  const { loadAgentFolder, readAgentZip } = await import('../local/read-export.js');
  return isFolder ? loadAgentFolder(place) : readAgentZip(await readFile(place));
}

function finding(severity: Finding['severity'], rule: string, name: string, message: string): Finding {
  return { severity, rule, message, file: `agents/${name}`, line: 1, column: 1, path: '' };
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
