import { IANAZone } from 'luxon';
import { z } from 'zod';
import { lenientList, lenientNumber, lenientText, parseEach } from '../../channels/cloud-payload/lenient.js';
import { isSystemEntity } from './entities/system-entities.js';
import { languageTag, lenientLanguage, readJsonFile } from './export/export-file.js';
import { folderFiles } from './export/folder-files.js';
import { MOST_PHRASES, Problems } from './export/limits.js';
import { readEntity, readEntries } from './export/read-entity.js';
import { readIntent } from './export/read-intent.js';
import { readPhrases, readTemplate } from './export/read-phrases.js';
import type { ReadPhrase } from './export/read-phrases.js';
import { zipFiles } from './export/zip-files.js';
import type { Unpacked } from './export/zip-files.js';
import type { LocalAgent, LocalEntity, LocalIntent } from './local-agent.js';

export interface ReadExport {
  /** Absent where nothing could be made of it; the problems say why. */
  agent?: LocalAgent;
  /** What is left out or read otherwise than Dialogflow does, one sentence each, with the file's name in front. */
  problems: string[];
}

/** Dialogflow's own, where an export says nothing. */
const USUAL_THRESHOLD = 0.3;
const SMALL_TALK = 'smalltalk-domain-on';

const AgentFile = z.object({
  displayName: lenientText,
  name: lenientText,
  language: lenientLanguage,
  supportedLanguages: lenientList,
  defaultTimezone: lenientText,
  mlMinConfidence: lenientNumber,
  activeAssistantAgents: lenientList,
  enabledDomainFeatures: lenientList,
});

const SmallTalk = z.object({ action: z.string().min(1), customAnswers: lenientList });

/**
 * Reads an exported Dialogflow ES agent. Never throws. Lenient with what exports of several years differ in; keys,
 * webhooks' addresses and whatever else a local agent does not need are not taken along.
 * @param files the JSON files by their paths, which may all lie below one folder
 */
export function readExport(files: ReadonlyMap<string, Uint8Array | string>): ReadExport {
  const problems = new Problems();
  const agent = new ExportReader(files, problems).read();
  return { ...(agent && { agent }), problems: problems.list() };
}

/** The same for a zip as Dialogflow exports it. Never throws. */
export function readAgentZip(bytes: Uint8Array): ReadExport {
  return readUnpacked(zipFiles(bytes));
}

/** The same for a folder with the files of such a zip. Never throws. */
export async function loadAgentFolder(path: string): Promise<ReadExport> {
  return readUnpacked(await folderFiles(path));
}

function readUnpacked(unpacked: Unpacked): ReadExport {
  return unpacked.ok ? readExport(unpacked.files) : { problems: [unpacked.problem] };
}

class ExportReader {
  /** By their paths below the agent's own folder. */
  private readonly files: ReadonlyMap<string, Uint8Array | string>;

  constructor(
    files: ReadonlyMap<string, Uint8Array | string>,
    private readonly problems: Problems,
  ) {
    this.files = below(files);
  }

  read(): LocalAgent | undefined {
    const paths = [...this.files.keys()];
    if (paths.some((path) => path.startsWith('flows/'))) {
      this.problems.add('this is an agent of Dialogflow CX; a local agent is one of Dialogflow ES');
      return undefined;
    }
    if (!paths.some((path) => path.startsWith('intents/'))) {
      this.problems.add('there are no intents: an exported Dialogflow ES agent has a folder "intents"');
      return undefined;
    }
    const head = this.head();
    const language = head.language ?? 'en';
    const intents = this.intents(language);
    if (intents.length === 0) {
      this.problems.add('none of its intents can be read');
      return undefined;
    }
    const entities = this.entities(language);
    this.checkEntities(intents, entities);
    return {
      name: head.displayName ?? head.name ?? 'agent',
      languages: this.languages(language, head.supportedLanguages, intents),
      timezone: this.timezone(head.defaultTimezone),
      threshold: Math.min(Math.max(head.mlMinConfidence ?? USUAL_THRESHOLD, 0), 1),
      intents,
      entities,
      smallTalk: [...head.activeAssistantAgents, ...head.enabledDomainFeatures].includes(SMALL_TALK)
        ? this.smallTalk()
        : {},
    };
  }

  private head(): z.infer<typeof AgentFile> {
    if (!this.files.has('agent.json'))
      this.problems.add('there is no agent.json: name, languages and time zone are guessed');
    const parsed = AgentFile.safeParse(this.json('agent.json') ?? {});
    if (parsed.success) return parsed.data;
    this.problems.add('agent.json: this is no object; name, languages and time zone are guessed');
    return AgentFile.parse({});
  }

  private intents(language: string): LocalIntent[] {
    const intents: LocalIntent[] = [];
    let room = MOST_PHRASES;
    for (const [path, name] of this.inFolder('intents', '_usersays_')) {
      const content = this.json(path);
      const intent = content === undefined ? undefined : readIntent(path, content, language, this.problems);
      if (!intent) continue;
      if (intents.some((other) => other.name === intent.name)) {
        this.problems.add(`${path}: there is another intent with the name "${intent.name}"; this one is left out`);
        continue;
      }
      const phrases = this.phrases(name, content, language);
      if (phrases.length > room) this.problems.add(`${path}: of all training phrases only ${MOST_PHRASES} are taken`);
      intents.push({ ...intent, phrases: unique(phrases.slice(0, room), language) });
      room -= Math.min(room, phrases.length);
    }
    return intents;
  }

  private phrases(name: string, content: unknown, language: string): ReadPhrase[] {
    const inFiles = this.byLanguage('intents', `${name}_usersays_`).flatMap(({ language: ofFile, content: list }) =>
      readPhrases(list).map((read) => ({ phrase: read.phrase, language: read.language ?? ofFile })),
    );
    const old = z.object({ userSays: lenientList, templates: lenientList }).safeParse(content);
    if (!old.success) return inFiles;
    const templates = parseEach(old.data.templates, z.string()).map((text) => ({
      language,
      phrase: readTemplate(text),
    }));
    return [...inFiles, ...readPhrases(old.data.userSays), ...templates.filter(({ phrase }) => phrase.length > 0)];
  }

  private entities(language: string): LocalEntity[] {
    return [...this.inFolder('entities', '_entries_')].flatMap(([path, name]) => {
      const content = this.json(path);
      if (content === undefined) return [];
      const inFiles = this.byLanguage('entities', `${name}_entries_`).map(
        (file) => [file.language, readEntries(file.content)] as const,
      );
      const entity = readEntity(
        path,
        content,
        (own) => ({ ...(own.length > 0 && { [language]: own }), ...Object.fromEntries(inFiles) }),
        this.problems,
      );
      return entity ? [entity] : [];
    });
  }

  /** Tells which entities are not known here: their parameters take any words. */
  private checkEntities(intents: readonly LocalIntent[], entities: readonly LocalEntity[]): void {
    const named = new Set(intents.flatMap(({ parameters }) => parameters.map(({ entity }) => entity.slice(1))));
    const unknown = [...named].filter(
      (name) => name !== '' && !isSystemEntity(name) && !entities.some((entity) => entity.name === name),
    );
    if (unknown.length > 0)
      this.problems.add(`any words are taken for ${unknown.map((name) => `@${name}`).join(', ')}: not known here`);
  }

  private smallTalk(): LocalAgent['smallTalk'] {
    return Object.fromEntries(
      this.byLanguage('', 'customSmalltalkResponses_').map(({ language, content }) => [
        language,
        parseEach(Array.isArray(content) ? content : [], SmallTalk).flatMap(({ action, customAnswers }) => {
          const answers = parseEach(customAnswers, z.string()).filter((answer) => answer.trim() !== '');
          return answers.length > 0 ? [{ action, answers }] : [];
        }),
      ]),
    );
  }

  /** The default language first, then those stated, then those that only its phrases show. */
  private languages(first: string, stated: readonly unknown[], intents: readonly LocalIntent[]): string[] {
    const spoken = intents.flatMap(({ phrases, messages }) => [...Object.keys(phrases), ...Object.keys(messages)]);
    return [...new Set([first, ...parseEach(stated, languageTag), ...spoken])];
  }

  private timezone(stated: string | undefined): string {
    if (stated !== undefined && IANAZone.isValidZone(stated)) return stated;
    if (stated !== undefined) this.problems.add(`agent.json: the time zone "${stated}" is not known; UTC is taken`);
    return 'UTC';
  }

  /** Path and name of the files of a folder that are none of a language. */
  private *inFolder(folder: string, languageMark: string): Generator<[path: string, name: string]> {
    for (const path of this.files.keys()) {
      const [, name] = new RegExp(`^${folder}/([^/]+)\\.json$`).exec(path) ?? [];
      if (name !== undefined && !new RegExp(`${languageMark}[A-Za-z0-9-]+$`).test(name)) yield [path, name];
    }
  }

  private byLanguage(folder: string, prefix: string): { language: string; content: unknown }[] {
    const start = folder === '' ? prefix : `${folder}/${prefix}`;
    return [...this.files.keys()].flatMap((path) => {
      if (!path.startsWith(start)) return [];
      const language = languageTag.safeParse(path.slice(start.length, -'.json'.length));
      const content = language.success ? this.json(path) : undefined;
      return language.success && content !== undefined ? [{ language: language.data, content }] : [];
    });
  }

  private json(path: string): unknown {
    const content = this.files.get(path);
    return content === undefined ? undefined : readJsonFile(path, content, this.problems);
  }
}

/** The files below the folder that holds the agent, in the order of their paths. */
function below(files: ReadonlyMap<string, Uint8Array | string>): Map<string, Uint8Array | string> {
  const roots = [...files.keys()].flatMap((path) => {
    const found = /^(.*\/)?(?:agent\.json|intents\/[^/]+)$/.exec(path);
    return found ? [found[1] ?? ''] : [];
  });
  const [root = ''] = roots.toSorted((a, b) => a.length - b.length);
  return new Map(
    [...files]
      .filter(([path]) => path.startsWith(root))
      .map(([path, content]): [string, Uint8Array | string] => [path.slice(root.length), content])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** By language, each phrase once. */
function unique(phrases: readonly ReadPhrase[], defaultLanguage: string): LocalIntent['phrases'] {
  const seen = new Set<string>();
  const byLanguage: LocalIntent['phrases'] = {};
  for (const { language = defaultLanguage, phrase } of phrases) {
    const key = JSON.stringify([language, phrase]);
    if (!seen.has(key)) (byLanguage[language] ??= []).push(phrase);
    seen.add(key);
  }
  return byLanguage;
}
