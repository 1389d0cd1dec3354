import { List, Text, Title } from '@mantine/core';
import type { PreviewView } from '@core/api/version-views.js';
import { useTranslation } from 'react-i18next';

/** What differs from the published version, question by question. */
export function ChangesList({ report }: { report: PreviewView }) {
  const { t, i18n } = useTranslation('editor');
  const { published, comparison } = report;
  if (published === null) return <Text>{t('changes.first')}</Text>;
  if (!comparison) return null;
  const changed = comparison.questions.filter(({ change, becomes }) => change !== 'unchanged' || becomes !== undefined);
  const list = new Intl.ListFormat(i18n.language);
  return (
    <>
      <Title order={3} size="h5">
        {t('changes.title')}
      </Title>
      {changed.length === 0 && <Text size="sm">{comparison.otherSteps ? t('changes.others') : t('changes.none')}</Text>}
      <List size="sm">
        {changed.map(({ question, change, becomes, parts, answers }) => (
          <List.Item key={`${change} ${question}`}>
            <b dir="ltr">{question}</b> {t(`changes.${change}`)}
            {becomes !== undefined && ` ${t('changes.becomes', { id: becomes })}`}
            {parts.length > 0 && ` (${list.format(parts.map((part) => t(`parts.${part}`)))})`}
            {change === 'altered' && answers !== 'all' && (
              <Text size="sm" c="dimmed">
                {t(`changes.answers.${answers}`)}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </>
  );
}
