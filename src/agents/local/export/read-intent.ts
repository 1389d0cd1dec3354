import { z } from 'zod';
import {
  lenientFlag,
  lenientList,
  lenientNumber,
  lenientText,
  parseEach,
} from '../../../channels/cloud-payload/lenient.js';
import type { LocalIntent, LocalMessage, LocalParameter } from '../local-agent.js';
import { groupByLanguage, lenientLanguage } from './export-file.js';
import type { Problems } from './limits.js';
import { platformOf, readMessage, textMessage } from './read-message.js';

const NORMAL_PRIORITY = 500_000;
/** What Dialogflow's console writes; a context of an older export may have none. */
const USUAL_LIFESPAN = 5;

const IntentFile = z.object({
  id: lenientText,
  name: z.string().min(1),
  contexts: lenientList,
  responses: lenientList,
  priority: lenientNumber,
  webhookUsed: lenientFlag,
  fallbackIntent: lenientFlag,
  events: lenientList,
  parentId: lenientText,
  endInteraction: lenientFlag,
  liveAgentHandoff: lenientFlag,
});

const Response = z.object({
  resetContexts: lenientFlag,
  action: lenientText,
  affectedContexts: lenientList,
  parameters: lenientList,
  messages: lenientList,
  speech: z.unknown().optional(),
  defaultResponsePlatforms: z.record(z.string(), z.unknown()).catch({}),
});

/** A name alone, or in an object. */
const Named = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const OutputContext = z.object({ name: z.string().min(1), lifespan: lenientNumber });
const Prompt = z.union([z.string(), z.object({ lang: lenientLanguage, value: z.string() })]);
const Parameter = z.object({
  name: z.string().min(1),
  dataType: lenientText,
  value: lenientText,
  defaultValue: lenientText,
  required: lenientFlag,
  isList: lenientFlag,
  prompts: lenientList,
  promptMessages: lenientList,
});

/** An intent without its training phrases; undefined, and told, where the file is none. */
export function readIntent(
  path: string,
  content: unknown,
  defaultLanguage: string,
  problems: Problems,
): LocalIntent | undefined {
  const parsed = IntentFile.safeParse(content);
  if (!parsed.success) {
    problems.add(`${path}: this is no intent: its name is missing`);
    return undefined;
  }
  const { id, name, contexts, responses, priority, fallbackIntent, events, parentId, ...flags } = parsed.data;
  const [response = Response.parse({})] = parseEach(responses, Response);
  const { action, resetContexts, affectedContexts, parameters } = response;
  const within = { path, defaultLanguage, problems };
  if (flags.webhookUsed) problems.add(`${path}: its webhook is not called; it answers what is written in it`);
  return {
    id: id ?? name,
    name,
    ...(parentId !== undefined && parentId !== '' && { parent: parentId }),
    contexts: parseEach(contexts, Named).map(contextName),
    events: parseEach(events, Named).filter((event) => event !== ''),
    ...(action !== undefined && action !== '' && { action }),
    priority: priority ?? NORMAL_PRIORITY,
    fallback: fallbackIntent ?? false,
    ends: flags.endInteraction ?? false,
    person: flags.liveAgentHandoff ?? false,
    resetContexts: resetContexts ?? false,
    parameters: parseEach(parameters, Parameter).map((parameter) => readParameter(parameter, within)),
    outputContexts: parseEach(affectedContexts, OutputContext).map((context) => ({
      name: contextName(context.name),
      lifespan: Math.max(0, Math.trunc(context.lifespan ?? USUAL_LIFESPAN)),
    })),
    messages: readMessages(response, within),
    phrases: {},
  };
}

/** Dialogflow lower-cases the names of contexts; some exports give the whole resource name. */
function contextName(name: string): string {
  return (name.split('/').at(-1) ?? name).toLowerCase();
}

interface Within {
  path: string;
  defaultLanguage: string;
  problems: Problems;
}

function readMessages(response: z.infer<typeof Response>, within: Within): LocalIntent['messages'] {
  const found = messagesIn(response.messages, within);
  const spoken = parseEach(typeof response.speech === 'string' ? [response.speech] : listOf(response.speech), Prompt);
  const said = found.length > 0 ? [] : promptsIn(spoken, within);
  const all = [...found, ...said];
  // A platform that begins with the default answer gets a copy of it in front.
  const copies = Object.entries(response.defaultResponsePlatforms).flatMap(([name, on]) => {
    const platform = on === true ? platformOf(name) : undefined;
    const own = all.filter(({ value }) => value['platform'] === undefined);
    return platform === undefined
      ? []
      : own.map(({ language, value }) => ({ language, value: { platform, ...value } }));
  });
  return groupByLanguage([...copies, ...all]);
}

function readParameter(parameter: z.infer<typeof Parameter>, within: Within): LocalParameter {
  const { name, dataType = '', value, defaultValue, required = false, isList = false } = parameter;
  const asked = [
    ...promptsIn(parseEach(parameter.prompts, Prompt), within),
    ...messagesIn(parameter.promptMessages, within),
  ];
  if (required && asked.length === 0)
    within.problems.add(`${within.path}: the parameter "${name}" is required and has no prompt`);
  return {
    name,
    entity: dataType,
    value: value ?? `$${name}`,
    ...(defaultValue !== undefined && defaultValue !== '' && { fallback: defaultValue }),
    required,
    list: isList,
    prompts: groupByLanguage(asked),
  };
}

interface InLanguage {
  language: string;
  value: LocalMessage;
}

function messagesIn(messages: readonly unknown[], { path, defaultLanguage, problems }: Within): InLanguage[] {
  return messages.flatMap((message) => {
    const read = readMessage(message);
    if (read.kind === 'unknown') problems.add(`${path}: ${read.problem}`);
    return read.kind === 'message' ? [{ language: read.language ?? defaultLanguage, value: read.message }] : [];
  });
}

/** Texts, each a variant of the one message of its language. */
function promptsIn(prompts: readonly z.infer<typeof Prompt>[], { defaultLanguage }: Within): InLanguage[] {
  const variants = groupByLanguage(
    prompts.map((prompt) =>
      typeof prompt === 'string'
        ? { language: defaultLanguage, value: prompt }
        : { language: prompt.lang ?? defaultLanguage, value: prompt.value },
    ),
  );
  return Object.entries(variants).flatMap(([language, texts]) => {
    const visible = texts.filter((text) => text.trim() !== '');
    return visible.length > 0 ? [{ language, value: textMessage(visible) }] : [];
  });
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
