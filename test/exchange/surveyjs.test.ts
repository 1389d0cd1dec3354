import { parse } from 'yaml';
import { compileFlow } from '../../src/flow/compile.js';
import { FormRefused } from '../../src/exchange/finding.js';
import { exportSurveyJs } from '../../src/exchange/surveyjs/export-surveyjs.js';
import { importSurveyJs } from '../../src/exchange/surveyjs/import-surveyjs.js';

const SURVEY = {
  title: { default: 'Visit', de: 'Besuch' },
  locale: 'en',
  showProgressBar: true,
  completedHtml: '<h3>Thank you,</h3><p>and <b>good bye</b>!</p>',
  calculatedValues: [{ name: 'double', expression: '{score} * 2' }],
  triggers: [
    { type: 'skip', expression: "{helped} = 'no'", gotoName: 'mail' },
    { type: 'complete', expression: '{score} = 1' },
    { type: 'copyvalue', expression: '{score} = 2', fromName: 'score', setToName: 'x' },
  ],
  pages: [
    {
      name: 'p1',
      title: 'First',
      elements: [
        {
          type: 'rating',
          name: 'score',
          title: { default: 'How was it?', de: 'Wie war es?' },
          isRequired: true,
          rateType: 'stars',
          minRateDescription: 'bad',
          maxRateDescription: 'good',
        },
        {
          type: 'boolean',
          name: 'helped',
          labelTrue: 'Yes, it did',
          labelFalse: 'No',
          valueTrue: 'yes',
          valueFalse: 'no',
        },
        {
          type: 'checkbox',
          name: 'used things',
          choices: ['web', { value: 'phone app', text: { default: 'App', de: 'App' } }],
          showOtherItem: true,
          showNoneItem: true,
          maxSelectedChoices: 2,
          choicesOrder: 'random',
          visibleIf: '{score} < 4',
        },
        {
          type: 'dropdown',
          name: 'best',
          choicesFromQuestion: 'used things',
          choicesFromQuestionMode: 'selected',
          correctAnswer: 'web',
        },
        {
          type: 'matrix',
          name: 'service',
          columns: ['good', 'poor'],
          rows: [
            { value: 'speed', text: 'Speed' },
            { value: 'kind-ness', text: 'Kindness' },
          ],
        },
        {
          type: 'text',
          name: 'why',
          visibleIf: "{service.speed} = 'poor'",
          validators: [{ type: 'regex', regex: '^[a-z]+$', text: 'Letters, please' }],
        },
        { type: 'text', name: 'mail', inputType: 'email' },
        {
          type: 'text',
          name: 'n',
          inputType: 'number',
          min: 1,
          max: 9,
          validators: [{ type: 'expression', expression: '{n} <> {score}', text: 'Another one' }],
        },
        { type: 'html', name: 'h', html: 'You gave {score}' },
        { type: 'signaturepad', name: 'sign' },
        {
          type: 'paneldynamic',
          name: 'kids',
          title: 'Children',
          maxPanelCount: 3,
          templateElements: [{ type: 'text', name: 'kid' }],
        },
        {
          type: 'multipletext',
          name: 'address',
          title: 'Address',
          items: [
            { name: 'street', isRequired: true },
            { name: 'zip', inputType: 'number' },
          ],
        },
      ],
    },
    {
      name: 'p2',
      visibleIf: "{used things} contains 'web'",
      elements: [{ type: 'comment', name: 'web', visibleIf: 'age({mail}) > 3' }],
    },
  ],
};

describe('importing a SurveyJS definition', () => {
  const { yaml, findings, problems } = importSurveyJs(JSON.stringify(SURVEY));

  it('carries over what a chat can ask', () => {
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(parse(yaml)).toMatchObject({
      id: 'visit',
      languages: ['en', 'de'],
      title: { en: 'Visit', de: 'Besuch' },
      steps: [
        { say: 'First' },
        {
          id: 'score',
          ask: 'rating',
          points: 5,
          scale: 'stars',
          low: 'bad',
          high: 'good',
          text: { de: 'Wie war es?' },
        },
        // "double" is a word of CEL.
        { set: { double_: 'score * 2' } },
        { when: 'score == 1', end: 'completed' },
        { id: 'helped', ask: 'yes-no', labels: { yes: 'Yes, it did', no: 'No' }, optional: true },
        { when: 'helped == false', goto: 'mail' },
        {
          id: 'used_things',
          when: 'score < 4',
          ask: 'multiple-choice',
          options: [
            { id: 'web', label: 'web' },
            { id: 'phone_app' },
            { id: 'other', specify: true },
            { id: 'none', exclusive: true },
          ],
          max: 2,
          randomise: true,
        },
        { id: 'best', ask: 'single-choice', optionsFrom: { question: 'used_things', only: 'picked' } },
        {
          id: 'service',
          ask: 'matrix',
          rows: [{ id: 'speed', label: 'Speed' }, { id: 'kind_ness' }],
          options: [{ id: 'good' }, { id: 'poor' }],
        },
        { id: 'why', when: "service.speed == 'poor'", pattern: '[a-z]+', retries: { hint: 'Letters, please' } },
        { id: 'mail', ask: 'email' },
        { id: 'n', ask: 'number', min: 1, max: 9 },
        { when: 'n != null && !(n != score)', say: 'Another one' },
        { when: 'n != null && !(n != score)', goto: 'n' },
        { say: 'You gave {{ score }}' },
        { id: 'kids_count', ask: 'integer', max: 3 },
        { group: 'kids', repeat: { times: 'kids_count' }, steps: [{ id: 'kid', ask: 'text' }] },
        { id: 'address_street', text: 'street', hint: 'Address' },
        { id: 'address_zip', ask: 'number' },
        { group: 'p2', when: "'web' in used_things", steps: [{ id: 'web', ask: 'text' }] },
        { end: 'completed', say: '*Thank you,*\n\nand *good bye*!' },
      ],
    });
  });

  it('tells what it could not carry over', () => {
    expect(findings.map(({ severity, where, what }) => `${severity} ${where}: ${what}`)).toEqual(
      expect.arrayContaining([
        'left-out triggers[2]: copyvalue trigger: {score} = 2',
        'left-out pages[0].elements[9] "sign": signaturepad sign',
        'left-out pages[0].elements[3] "best": correctAnswer: web',
        'left-out pages[1].elements[0] "web": visibleIf: age({mail}) > 3',
        'changed pages[0].elements[10] "kids": panels to be added',
        'left-out survey: showProgressBar',
      ]),
    );
    expect(yaml).toContain('# visibleIf: age({mail}) > 3');
  });

  it('comes back from SurveyJS with the same questions, options and conditions', () => {
    const { flow } = compileFlow(yaml, 'first.yaml');
    if (!flow) throw new Error('the imported flow has mistakes');
    const again = compileFlow(importSurveyJs(exportSurveyJs(flow).json).yaml, 'again.yaml').flow;
    const asked = (one: typeof flow) =>
      [...one.questions.values()]
        .filter(({ id }) => !id.startsWith('kids_count'))
        .map(({ id, type, options }) => [id, type.kind, options.map((option) => option.id)]);
    expect(again && asked(again)).toEqual(asked(flow));
    expect(again?.questions.get('why')?.when?.source).toContain("service.speed == 'poor'");
    // The jump to "mail" is a condition of what it passes over.
    expect(again?.questions.get('best')?.when?.source).toContain('helped == false');
    expect(again?.questions.get('mail')?.when?.source ?? '').not.toContain('helped');
  });
});

describe('texts that are no survey', () => {
  it.each([
    ['', 'no JSON'],
    ['[]', 'JSON object'],
    ['{"a": 1}', 'neither "pages" nor "elements"'],
    ['{"elements": [{"type": "signaturepad", "name": "a"}]}', 'nothing that a chat can ask'],
    [`{"elements": ${'['.repeat(100_000)}`, 'nested'],
    [' '.repeat(5 * 1024 * 1024 + 1), 'at most'],
  ])('%#', (source, why) => {
    expect(() => importSurveyJs(source)).toThrow(FormRefused);
    expect(() => importSurveyJs(source)).toThrow(why);
  });

  it('takes names that objects inherit for names', () => {
    const { yaml, problems } = importSurveyJs(
      '{"elements": [{"type": "text", "name": "__proto__"}, {"type": "text", "name": "constructor", "visibleIf": "{__proto__} = \'a\' and {toString} = 1"}]}',
    );
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(parse(yaml)).toMatchObject({ steps: [{ id: 'proto_' }, { id: 'constructor_' }] });
  });
});
