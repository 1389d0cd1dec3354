import path from 'node:path';
import { stringify } from 'yaml';
import type { Finding } from '../flow/definition/finding.js';
import { playTranscript, TranscriptProblem } from '../play/play-transcript.js';
import { readTranscript } from '../play/read-transcript.js';
import type { Transcript } from '../play/transcript.js';
import { agentsBeside } from './agents-beside.js';
import { readFlow, readText } from './files.js';
import { showFinding } from './show-findings.js';
import { templatesBeside } from './template-files.js';
import { CliProblem } from './terminal.js';
import type { Terminal } from './terminal.js';

export type PlayedFile = { ok: true; written: Transcript; played: Transcript } | { ok: false; problems: string[] };

/** Plays one transcript file. @param flows folder of flows that are named by their id */
export async function playFile(terminal: Terminal, file: string, flows: string): Promise<PlayedFile> {
  try {
    const read = readTranscript(await readText(terminal, file), file);
    if (!read.ok) return { ok: false, problems: read.findings.map((finding: Finding) => showFinding(finding)) };
    const { transcript: written } = read;
    const flowFile = flowFileOf(written, file, flows);
    const flow = await readFlow(terminal, flowFile);
    const templates = await templatesBeside(terminal, flowFile, flow.id);
    const agents = await agentsBeside(terminal, flowFile, flow);
    return { ok: true, written, played: playTranscript(flow, written, templates, agents) };
  } catch (error) {
    if (error instanceof TranscriptProblem || error instanceof CliProblem) {
      return { ok: false, problems: [error.message] };
    }
    throw error;
  }
}

/** A transcript as a file holds it. */
export function transcriptYaml(transcript: Transcript): string {
  return stringify(transcript, { lineWidth: 0, blockQuote: 'literal' });
}

/** A file is meant from the transcript's own folder; anything else is a flow's id. */
function flowFileOf({ flow }: Transcript, file: string, flows: string): string {
  return /\.ya?ml$/i.test(flow) ? path.join(path.dirname(file), flow) : path.join(flows, `${flow}.yaml`);
}
