import { useTranslation } from 'react-i18next';
import type { StepPath } from '../../draft/step-path.js';
import { fieldOf, listOf } from '../../fields/read.js';
import { useFlow } from '../../fields/use-flow.js';
import { ConditionEditor } from '../condition-editor.js';
import { insertItem } from '../edits/list-edits.js';
import { firstClause, knownValues } from '../logic/known-values.js';
import { writeCondition } from '../logic/sentence.js';
import { AddRow } from './add-row.js';
import { JumpSelect } from './jump-select.js';
import { Row } from './row.js';
import { RowTools } from './row-tools.js';

/** The cases of a branch, each a sentence and where it goes: the first that holds is followed. */
export function BranchFields({ path, step }: { path: StepPath; step: object }) {
  const { t } = useTranslation('editor-form');
  const { definition, language, edit } = useFlow();
  const cases = listOf(fieldOf(step, 'branch'));
  const add = () => {
    const [value] = knownValues(definition, language);
    const when = value && writeCondition({ join: 'and', clauses: [firstClause(value)] });
    const goto = fieldOf(cases.at(-1), 'goto') ?? '';
    // In front of the case for all others, which would keep it from ever being looked at.
    const isElse = cases.length > 0 && fieldOf(cases.at(-1), 'when') === undefined;
    const at = when !== undefined && isElse ? cases.length - 1 : cases.length;
    edit((doc) => insertItem(doc, [...path, 'branch'], at, { ...(when !== undefined && { when }), goto }));
  };
  return (
    <>
      {cases.map((one, index) => {
        const own = [...path, 'branch', index];
        const name = t('branch.case', { n: index + 1 });
        return (
          <Row key={index} name={name} tools={<RowTools path={own} name={name} count={cases.length} />}>
            <ConditionEditor
              path={[...own, 'when']}
              condition={fieldOf(one, 'when')}
              title={t('branch.when')}
              always={t('branch.otherwise')}
            />
            <JumpSelect step={path} path={[...own, 'goto']} value={fieldOf(one, 'goto')} label={t('fields.goto')} />
          </Row>
        );
      })}
      <AddRow label={t('branch.add')} onAdd={add} />
    </>
  );
}
