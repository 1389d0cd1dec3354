import { Button, Combobox, useCombobox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { agentsQuery } from '../../agents/agent-queries.js';
import { flowsQuery } from '../../surveys/survey-queries.js';
import { useDraft } from '../draft/draft-store.js';
import { useFlow } from '../fields/use-flow.js';
import { isAnswerKind } from './edits/step-edits.js';
import type { ListPlace } from './edits/list-edits.js';
import { addStep, type NewKind } from './new-step.js';
import { STEP_FAMILIES } from './step-families.js';
import { useFirstWords } from './use-first-words.js';
import classes from './form.module.css';

/** Steps that go to another one, which there has to be. */
const GOING: readonly NewKind[] = ['goto', 'branch'];

/** Adds a step at a place of a list: a question of any type or any other step, found by its name. */
export function AddStep({ place }: { place: ListPlace }) {
  const { t } = useTranslation('editor-form');
  const { definition, edit } = useFlow();
  const flowId = useDraft((draft) => draft.flowId);
  const select = useDraft((draft) => draft.select);
  const words = useFirstWords();
  const [wanted, setWanted] = useState('');
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setWanted('');
    },
  });
  const agents = useQuery({ ...agentsQuery, enabled: combobox.dropdownOpened });
  const flows = useQuery({ ...flowsQuery, enabled: combobox.dropdownOpened });
  const nameOf = (kind: NewKind): string => t(isAnswerKind(kind) ? `types.${kind}` : `kinds.${kind}`);
  const isEmpty = (definition?.steps ?? []).length === 0;
  const fits = (kind: NewKind): boolean =>
    nameOf(kind).toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()) && !(isEmpty && GOING.includes(kind));
  const families = STEP_FAMILIES.map(({ name, kinds }) => ({ name, kinds: kinds.filter(fits) })).filter(
    ({ kinds }) => kinds.length > 0,
  );
  const add = (kind: NewKind) => {
    let added: string | undefined;
    const agent = agents.data?.[0]?.id ?? '';
    const flow = flows.data?.items.find(({ id }) => id !== flowId)?.id ?? '';
    edit((doc) => {
      added = addStep(doc, place, kind, { words, agent, flow });
    });
    combobox.closeDropdown();
    select(added);
  };
  return (
    <Combobox
      store={combobox}
      width={280}
      position="bottom-start"
      keepMounted={false}
      // What comes in above meanwhile, such as a finding, may push the button out of sight: the list stays.
      hideDetached={false}
      onOptionSubmit={(value) => {
        const kind = STEP_FAMILIES.flatMap(({ kinds }) => kinds).find((known) => known === value);
        if (kind) add(kind);
      }}
    >
      <Combobox.Target withAriaAttributes={false} targetType="button">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          onClick={() => combobox.toggleDropdown()}
        >
          {t('add.step')}
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          role="combobox"
          aria-expanded
          aria-label={t('add.search')}
          placeholder={t('add.search')}
          value={wanted}
          onChange={(event) => {
            setWanted(event.currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
        />
        <Combobox.Options aria-label={t('add.step')} className={classes.kinds}>
          {families.map(({ name, kinds }) => (
            <Combobox.Group key={name} label={t(`families.${name}`)}>
              {kinds.map((kind) => (
                <Combobox.Option key={kind} value={kind}>
                  {nameOf(kind)}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
          {families.length === 0 && <Combobox.Empty>{t('add.nothing')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
