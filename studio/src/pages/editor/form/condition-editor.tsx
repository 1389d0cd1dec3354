import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StepPath } from '../draft/step-path.js';
import { PlainField } from '../fields/plain-field.js';
import { textOf } from '../fields/read.js';
import { useFlow } from '../fields/use-flow.js';
import { useTyped } from '../fields/use-typed.js';
import { setField } from './edits/text-edits.js';
import { firstClause, knownValues, withTest } from './logic/known-values.js';
import { readCondition, TESTS, writeCondition, type Clause } from './logic/sentence.js';

const valueless = (test: Clause['test']): boolean => test === 'answered' || test === 'unanswered';

/** Numbers and truth values are compared as such; all else as text, and what was text stays so. */
function valueOf(text: string, before: Clause['value']): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  const isNumber = /^-?\d+(\.\d+)?$/u.test(text);
  return isNumber && (typeof before === 'number' || before === undefined || before === '') ? Number(text) : text;
}

function ValueInput({
  clause,
  label,
  onChange,
}: {
  clause: Clause;
  label: string;
  onChange: (clause: Clause) => void;
}) {
  const typed = useTyped(String(clause.value ?? ''), (text) =>
    onChange({ ...clause, value: valueOf(text.trim(), clause.value) }),
  );
  return <TextInput aria-label={label} dir="auto" w={160} {...typed} />;
}

/** "Ask this only if …" in sentences; what is richer than that as the expression it is. */
export function ConditionEditor({
  path,
  condition,
  title,
  always,
}: {
  path: StepPath;
  condition: unknown;
  /** What the condition decides; default: whether the step comes at all. */
  title?: string;
  /** What is said where there is none. */
  always?: string;
}) {
  const { t } = useTranslation('editor-form');
  const { definition, language, edit } = useFlow();
  const source = textOf(condition);
  const sentence = readCondition(source);
  const named = title ?? t('when.title');
  if (!sentence) {
    return <PlainField path={path} value={source} label={named} description={t('when.expression')} />;
  }
  const values = knownValues(definition, language);
  const write = (clauses: Clause[], join = sentence.join) =>
    edit((doc) => setField(doc, path, clauses.length === 0 ? undefined : writeCondition({ join, clauses })));
  const change = (index: number, clause: Clause) => write(sentence.clauses.toSpliced(index, 1, clause));
  return (
    <Stack gap="xs" role="group" aria-label={named}>
      <Text size="sm" fw={500}>
        {sentence.clauses.length === 0 ? (always ?? t('when.always')) : named}
      </Text>
      {sentence.clauses.map((clause, index) => {
        const known = values.find(({ name }) => name === clause.question);
        const isTruth = known?.choices === 'truth';
        const choices =
          known?.choices === 'truth'
            ? ['true', 'false'].map((value) => ({ value, label: t(`when.${value}`) }))
            : (known?.choices ?? []);
        const tests =
          known?.tests.includes(clause.test) === false ? [...known.tests, clause.test] : (known?.tests ?? TESTS);
        const n = index + 1;
        return (
          <Group key={index} gap="xs">
            <Select
              aria-label={t('when.question', { n })}
              allowDeselect={false}
              searchable
              data={[
                ...values.map(({ name, label }) => ({ value: name, label })),
                ...(known ? [] : [{ value: clause.question, label: clause.question }]),
              ]}
              value={clause.question}
              onChange={(name) => {
                const chosen = values.find((value) => value.name === name);
                if (chosen) change(index, firstClause(chosen));
              }}
            />
            <Select
              aria-label={t('when.test', { n })}
              allowDeselect={false}
              w={170}
              data={tests.map((value) => ({ value, label: t(`tests.${value}`) }))}
              value={clause.test}
              onChange={(chosen) => {
                const test = TESTS.find((one) => one === chosen);
                if (test) change(index, withTest(clause, test, known));
              }}
            />
            {!valueless(clause.test) &&
              (choices.some(({ value }) => value === String(clause.value)) ? (
                <Select
                  aria-label={t('when.value', { n })}
                  allowDeselect={false}
                  w={170}
                  data={choices}
                  value={String(clause.value)}
                  onChange={(value) =>
                    value !== null && change(index, { ...clause, value: isTruth ? value === 'true' : value })
                  }
                />
              ) : (
                <ValueInput clause={clause} label={t('when.value', { n })} onChange={(next) => change(index, next)} />
              ))}
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('when.remove', { n })}
              onClick={() => write(sentence.clauses.toSpliced(index, 1))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        );
      })}
      <Group gap="xs">
        {values[0] && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => values[0] && write([...sentence.clauses, firstClause(values[0])])}
          >
            {t('when.add')}
          </Button>
        )}
        {sentence.clauses.length > 1 && (
          <Select
            aria-label={t('when.join')}
            allowDeselect={false}
            size="xs"
            data={(['and', 'or'] as const).map((value) => ({ value, label: t(`when.${value}`) }))}
            value={sentence.join}
            onChange={(join) => write(sentence.clauses, join === 'or' ? 'or' : 'and')}
          />
        )}
      </Group>
    </Stack>
  );
}
