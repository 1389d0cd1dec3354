import { Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AnswersView } from '@core/results/summary/summary-views.js';
import classes from './bar-table.module.css';
import { BarTable } from './bar-table.js';
import { LazyColumns } from './charts/lazy-columns.js';
import { useFormats } from './use-formats.js';

type Of<Form extends AnswersView['form']> = Extract<AnswersView, { form: Form }>;

/** The answers to one question, in the way that fits them. */
export function AnswersChart({ title, answers }: { title: string; answers: AnswersView }) {
  const { t } = useTranslation('results');
  switch (answers.form) {
    case 'choices':
      return <Choices title={title} answers={answers} />;
    case 'numbers':
      return <Numbers title={title} answers={answers} />;
    case 'scores':
      return <Scores title={title} answers={answers} />;
    case 'nps':
      return <Nps title={title} answers={answers} />;
    case 'ranking':
      return <Ranking title={title} answers={answers} />;
    case 'matrix':
      return <Matrix answers={answers} />;
    case 'days':
    case 'hours':
      return <Times title={title} answers={answers} />;
    case 'files':
      return <Text c="dimmed">{t('question.files')}</Text>;
    case 'places':
      return <Text c="dimmed">{t('question.places')}</Text>;
    case 'texts':
      return null;
  }
}

function Choices({ title, answers: { options, isMultiple, picks } }: { title: string; answers: Of<'choices'> }) {
  const { t } = useTranslation('results');
  const { count, share, text } = useFormats();
  return (
    <>
      <BarTable
        caption={title}
        heads={[t('question.option'), t('question.number'), t('question.share')]}
        rows={options.map((option) => ({
          id: option.id,
          label: text(option.labels, option.id),
          part: option.share,
          figures: [count(option.n), share(option.share)],
        }))}
      />
      {isMultiple && (
        <Text size="sm" c="dimmed">
          {t('question.picks', { count: picks })}
        </Text>
      )}
    </>
  );
}

/** Figures in one line, those that there are. */
function Figures({ figures }: { figures: readonly (string | null)[] }) {
  return (
    <Group gap="lg">
      {figures
        .filter((figure) => figure !== null)
        .map((figure) => (
          <Text key={figure} fw={600}>
            {figure}
          </Text>
        ))}
    </Group>
  );
}

function Numbers({ title, answers: { mean, median, least, most, bins } }: { title: string; answers: Of<'numbers'> }) {
  const { t } = useTranslation('results');
  const { figure, count } = useFormats();
  return (
    <Stack gap="xs">
      <Figures
        figures={[
          mean === null ? null : t('question.mean', { value: figure(mean) }),
          median === null ? null : t('question.median', { value: figure(median) }),
          least === null || most === null ? null : t('question.range', { least: figure(least), most: figure(most) }),
        ]}
      />
      <LazyColumns
        caption={title}
        heads={[t('question.option'), t('question.number')]}
        points={bins.map(({ from, to, n }) => ({
          label: to - from === 1 ? figure(from) : t('question.bin', { from: figure(from), to: figure(to) }),
          values: [n],
        }))}
        format={count}
      />
    </Stack>
  );
}

function Scores({ title, answers: { mean, median, top, points } }: { title: string; answers: Of<'scores'> }) {
  const { t } = useTranslation('results');
  const { figure, count, share } = useFormats();
  const all = points.reduce((sum, { n }) => sum + n, 0);
  return (
    <Stack gap="xs">
      <Figures
        figures={[
          top && t('question.top', { from: top.from, to: top.to, share: share(top.share) }),
          mean === null ? null : t('question.mean', { value: figure(mean) }),
          median === null ? null : t('question.median', { value: figure(median) }),
        ]}
      />
      <BarTable
        caption={title}
        heads={[t('question.point'), t('question.number'), t('question.share')]}
        rows={points.toReversed().map(({ point, n }) => ({
          id: String(point),
          label: figure(point),
          part: all === 0 ? 0 : n / all,
          figures: [count(n), share(all === 0 ? 0 : n / all)],
        }))}
      />
    </Stack>
  );
}

function Nps({ title, answers }: { title: string; answers: Of<'nps'> }) {
  const { t } = useTranslation('results');
  const { figure, count, share } = useFormats();
  const { promoters, passives, detractors, score, interval, points } = answers;
  const all = promoters + passives + detractors;
  const groups = [
    { name: 'detractors', n: detractors },
    { name: 'passives', n: passives },
    { name: 'promoters', n: promoters },
  ] as const;
  return (
    <Stack gap="xs">
      {score !== null && (
        <Group align="baseline">
          <Text fz={28} fw={700}>
            {`${t('question.score')} ${figure(score)}`}
          </Text>
          {interval && (
            <Text c="dimmed">{t('question.interval', { low: figure(interval.low), high: figure(interval.high) })}</Text>
          )}
        </Group>
      )}
      {all > 0 && (
        <div className={classes['stack']} aria-hidden>
          {groups.map(({ name, n }) => (
            <div key={name} className={classes[name]} style={{ inlineSize: `${(100 * n) / all}%` }} />
          ))}
        </div>
      )}
      <BarTable
        caption={title}
        heads={[t('question.option'), t('question.number'), t('question.share')]}
        rows={groups.map(({ name, n }) => ({
          id: name,
          label: t(`question.${name}`),
          part: all === 0 ? 0 : n / all,
          figures: [count(n), share(all === 0 ? 0 : n / all)],
        }))}
      />
      <LazyColumns
        caption={title}
        heads={[t('question.point'), t('question.number')]}
        points={points.map(({ point, n }) => ({ label: figure(point), values: [n] }))}
        format={count}
      />
    </Stack>
  );
}

function Ranking({ title, answers: { options } }: { title: string; answers: Of<'ranking'> }) {
  const { t } = useTranslation('results');
  const { figure, count, text } = useFormats();
  return (
    <BarTable
      caption={title}
      heads={[t('question.option'), t('question.place'), t('question.first'), t('question.number')]}
      rows={options.map(({ id, labels, n, first, meanPlace }) => ({
        id,
        label: text(labels, id),
        // The first place is the longest bar.
        part: meanPlace === null ? 0 : (options.length - meanPlace + 1) / options.length,
        figures: [meanPlace === null ? t('totals.noTime') : figure(meanPlace), count(first), count(n)],
      }))}
    />
  );
}

function Matrix({ answers: { rows } }: { answers: Of<'matrix'> }) {
  const { t } = useTranslation('results');
  const { count, share, text } = useFormats();
  return (
    <Stack gap="md">
      {rows.map((row) => (
        <div key={row.id}>
          <Group gap="xs">
            <Title order={4} size="h6" dir="auto">
              {text(row.labels, row.id)}
            </Title>
            <Text size="sm" c="dimmed">
              {t('question.n', { count: row.n })}
            </Text>
          </Group>
          <BarTable
            caption={text(row.labels, row.id)}
            heads={[t('question.option'), t('question.number'), t('question.share')]}
            rows={row.options.map((option) => ({
              id: option.id,
              label: text(option.labels, option.id),
              part: option.share,
              figures: [count(option.n), share(option.share)],
            }))}
          />
        </div>
      ))}
    </Stack>
  );
}

function Times({ title, answers }: { title: string; answers: Of<'days'> | Of<'hours'> }) {
  const { t } = useTranslation('results');
  const { count } = useFormats();
  const points =
    answers.form === 'hours'
      ? answers.counts.map(({ hour, n }) => ({ label: String(hour), values: [n] }))
      : answers.counts.map(({ at, n }) => ({ label: at, values: [n] }));
  return (
    <LazyColumns
      caption={title}
      heads={[answers.form === 'hours' ? t('question.hour') : t('question.date'), t('question.number')]}
      points={points}
      format={count}
    />
  );
}
