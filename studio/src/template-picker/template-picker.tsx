import { Alert, Button, Group, Modal, Stack, Stepper, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowLeft, IconSend } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '@core/templates/template.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { bindValues } from './bind-values.js';
import { ChooseTemplate } from './choose-template.js';
import { fieldsOf, type FilledTemplate, type TemplateValues } from './fields.js';
import { FillTemplate } from './fill-template.js';
import { languageName } from './language-name.js';
import { ReviewTemplate, type CheckedTemplate } from './review-template.js';
import classes from './template-picker.module.css';
import { templatesQuery } from './templates-query.js';
import { scopeOf, variablesOf, type KnownOfPerson } from './variables.js';

export interface TemplatePickerProps {
  isOpen: boolean;
  onClose: () => void;
  channelId: string;
  person: KnownOfPerson;
  /** What was being written when the window closed; it can become a value. */
  keptText?: string;
  /** What the service would send: everything it knows is filled in. */
  check: (filled: FilledTemplate) => Promise<CheckedTemplate>;
  send: (filled: FilledTemplate) => Promise<unknown>;
  onSent: () => void;
}

const STEPS = ['choose', 'fill', 'review'] as const;

/** Choose a template, fill it, review it, send it. What was filled in stays until it is sent. */
export function TemplatePicker(props: TemplatePickerProps) {
  const { t } = useTranslation('inbox');
  const isPhone = useMediaQuery('(max-width: 48em)');
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={t('picker.title')}
      size={900}
      fullScreen={isPhone === true}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      keepMounted={false}
    >
      <PickerSteps {...props} />
    </Modal>
  );
}

function PickerSteps({ channelId, person, keptText = '', check, send, onSent }: TemplatePickerProps) {
  const { t, i18n } = useTranslation('inbox');
  const [step, setStep] = useState(0);
  const [template, setTemplate] = useState<Template>();
  const [values, setValues] = useState<TemplateValues>({});
  const [areErrorsShown, showErrors] = useState(false);
  const top = useRef<HTMLParagraphElement>(null);
  const templates = useQuery(templatesQuery(channelId));
  const sending = useMutation({ mutationFn: send, onSuccess: onSent });
  const bound = template && bindValues(template, values, scopeOf(person));
  const isReady = bound !== undefined && Object.keys(bound.errors).length === 0 && bound.others.length === 0;

  // The new step is where the keyboard goes on.
  useEffect(() => {
    if (step > 0) top.current?.focus();
  }, [step]);

  const chosen = (next: Template): void => {
    if (next.name !== template?.name || next.language !== template.language) {
      setTemplate(next);
      setValues(Object.fromEntries(fieldsOf(next).map(({ key, name }) => [key, firstValue(name)])));
      showErrors(false);
    }
    setStep(1);
  };
  const review = (): void => {
    showErrors(true);
    if (!isReady) return;
    sending.reset();
    setStep(2);
  };
  return (
    <Stack gap="md">
      <Stepper active={step} size="xs" iconSize={26} wrap={false} aria-hidden>
        {STEPS.map((name) => (
          <Stepper.Step key={name} label={t(`picker.steps.${name}`)} tabIndex={-1} allowStepSelect={false} />
        ))}
      </Stepper>
      <Text ref={top} tabIndex={-1} fw={600} dir="auto">
        {t('picker.step', { n: step + 1, of: STEPS.length, name: t(`picker.steps.${STEPS[step] ?? 'choose'}`) })}
        {template && step > 0 && (
          <Text span c="dimmed" fw={400} size="sm">
            {' · '}
            <bdi>{template.name}</bdi>
            {' · '}
            {languageName(template.language, i18n.language)}
          </Text>
        )}
      </Text>
      {step === 0 && templates.error && (
        <ProblemAlert error={templates.error} onRetry={() => void templates.refetch()} />
      )}
      {step === 0 && (
        <ChooseTemplate
          templates={templates.data ?? []}
          isLoading={templates.isPending}
          language={person.contact.language}
          onChoose={chosen}
        />
      )}
      {step === 1 && template && bound && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            review();
          }}
        >
          <Stack>
            <FillTemplate
              template={template}
              values={values}
              onChange={setValues}
              bound={bound}
              variables={variablesOf(person)}
              keptText={keptText}
              areErrorsShown={areErrorsShown}
            />
            {areErrorsShown && !isReady && (
              <Alert color="orange" role="status">
                {t('picker.fillFirst')}
              </Alert>
            )}
            <Steps onBack={() => setStep(0)}>
              <Button type="submit">{t('picker.review')}</Button>
            </Steps>
          </Stack>
        </form>
      )}
      {step === 2 && template && bound && (
        <ReviewTemplate
          filled={{ template, values }}
          check={check}
          notes={Object.keys(bound.notes).length}
          person={person}
        >
          {(isAllowed) => (
            <>
              {sending.error && <ProblemAlert error={sending.error} />}
              <Steps onBack={() => setStep(1)}>
                <Button
                  leftSection={<IconSend size={16} aria-hidden />}
                  disabled={!isAllowed}
                  loading={sending.isPending}
                  onClick={() => sending.mutate({ template, values })}
                >
                  {t('picker.send')}
                </Button>
              </Steps>
            </>
          )}
        </ReviewTemplate>
      )}
    </Stack>
  );
}

/** A variable that is called like a person's name is one, nearly always. */
const firstValue = (name: string): string =>
  /^(first_?)?name$|^customer(_name)?$/i.test(name) ? '{{ contact.name }}' : '';

function Steps({ onBack, children }: { onBack: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Group justify="space-between">
      <Button
        variant="default"
        leftSection={<IconArrowLeft size={16} aria-hidden className={classes.flip} />}
        onClick={onBack}
      >
        {t('back')}
      </Button>
      {children}
    </Group>
  );
}
