import { createRequire } from 'node:module';

/**
 * The same survey in survey-core 3, one question a page. Its state between two turns is what SurveyJS tells people to
 * keep: the data and the page.
 *
 * @param reuse the model is built once and given each person's state, which is faster and only possible where one
 *   process runs one survey; else it is built anew for every turn, as its examples do
 */
export function surveyCore({ reuse }) {
  const require = createRequire(import.meta.url);
  const { Model } = require('survey-core');
  const kept = reuse ? new Model(SURVEY) : undefined;

  const restore = ({ data, page }) => {
    const model = kept ?? new Model(SURVEY);
    if (kept) model.clear(true, true);
    model.data = data;
    model.currentPageNo = page;
    return model;
  };
  const save = (model) =>
    JSON.stringify({ data: model.data, page: model.currentPageNo, done: model.state === 'completed' });
  const shown = (model) => model.currentPage?.questions.find((question) => question.isVisible);

  return {
    begin: () => save(restore({ data: {}, page: 0 })),
    take: (stored, said) => {
      const model = restore(JSON.parse(stored));
      const question = shown(model);
      if (question?.name !== said.question) throw new Error(`"${said.question}" was expected, not "${question?.name}"`);
      question.value = said.text ?? said.number ?? said.tap ?? said.yes;
      if (!(model.isLastPage ? model.completeLastPage() : model.nextPage())) throw new Error('not a valid answer');
      // What is asked next, as it is shown.
      void shown(model)?.locTitle.renderedHtml;
      return save(model);
    },
    isDone: (stored) => JSON.parse(stored).done,
  };
}

const choice = (name, title, choices, visibleIf) => ({
  type: 'radiogroup',
  name,
  title,
  choices,
  visibleIf,
  isRequired: true,
});
const text = (name, title, visibleIf) => ({ type: 'comment', name, title, visibleIf, isRequired: true });
const yesNo = (name, title, visibleIf) => ({ type: 'boolean', name, title, visibleIf, isRequired: true });

const SURVEY = {
  pages: [
    choice('overall', 'Hi {name}, how was your visit?', ['good', 'fair', 'poor']),
    text('why', 'Sorry to hear that. What went wrong?', "{overall} = 'poor'"),
    { type: 'rating', name: 'stars', title: 'How many stars for our staff?', isRequired: true },
    choice('liked', 'What did you like most?', ['staff', 'price', 'food', 'place'], "{overall} <> 'poor'"),
    {
      type: 'text',
      inputType: 'number',
      name: 'visits',
      title: 'How often did you visit us this year?',
      min: 1,
      max: 99,
      isRequired: true,
    },
    yesNo('regular', 'Would you like our card for regulars?', '{visits} > 3'),
    {
      type: 'rating',
      name: 'recommend',
      title: 'How likely is it that you recommend us?',
      rateMin: 0,
      rateMax: 10,
      isRequired: true,
    },
    text('improve', 'What should we do better?', '{recommend} < 7'),
    choice('heard', 'Where did you hear of us?', ['web', 'friend', 'street']),
    yesNo('again', 'May we write to you again?'),
  ].map((element) => ({ elements: [element] })),
};
