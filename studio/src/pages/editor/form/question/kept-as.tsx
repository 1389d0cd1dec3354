import { Code, Text } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { answerTypes, type AnswerKind } from '@core/flow/answers/registry.js';

/** Where the answer is found again: in conditions, texts and results. */
export function KeptAs({ kind, id }: { kind: AnswerKind; id: string }) {
  const { t } = useTranslation('editor-question');
  const parts = { code: <Code /> };
  return (
    <>
      <Text size="sm">
        <Trans t={t} i18nKey="kept.name" values={{ id }} components={parts} />
      </Text>
      <Text size="sm">{t(`kept.${answerTypes[kind].valueType}`)}</Text>
      <Text size="sm">
        <Trans t={t} i18nKey="kept.text" values={{ tag: `{{ ${id} }}` }} components={parts} />
      </Text>
    </>
  );
}
