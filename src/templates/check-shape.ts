import { assignParameters, describeTemplate } from './parameters.js';
import { placeholdersOf } from './placeholders.js';
import type { TemplateProblem } from './problem.js';
import type { Template, TemplateButton } from './template.js';
import type { TemplateCall } from './template-call.js';

/** What can be said about a call without any value: the same when a flow is loaded and when the template is sent. */
export function checkShape(template: Template, call: TemplateCall): TemplateProblem[] {
  return [
    ...assignParameters(template, call).problems,
    ...headerProblems(template, call),
    ...buttonProblems(template, call),
  ];
}

function headerProblems(template: Template, { headerLink }: TemplateCall): TemplateProblem[] {
  const { header } = template;
  if (header?.kind === 'location') {
    return [{ code: 'header-not-supported', message: `${describeTemplate(template)} has a location as its header` }];
  }
  if (header?.kind === 'media' && headerLink === undefined) {
    return [
      {
        code: 'header-link-missing',
        message: `${describeTemplate(template)} needs the link of a ${header.media}: headerLink`,
      },
    ];
  }
  if (header?.kind !== 'media' && headerLink !== undefined) {
    return [
      {
        code: 'header-link-unused',
        message: `${describeTemplate(template)} has no image, video or document in its header`,
      },
    ];
  }
  return [];
}

function buttonProblems(template: Template, { urlSuffix }: TemplateCall): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const dynamic = template.buttons.filter(takesSuffix).length;
  if (dynamic === 0 && urlSuffix !== undefined) {
    problems.push({
      code: 'url-suffix-unused',
      message: `${describeTemplate(template)} has no link that takes a suffix`,
    });
  }
  if (dynamic === 1 && urlSuffix === undefined) {
    problems.push({
      code: 'url-suffix-missing',
      message: `${describeTemplate(template)} needs the suffix of its link: urlSuffix`,
    });
  }
  if (dynamic > 1) {
    problems.push({
      code: 'url-suffix-ambiguous',
      message: `${describeTemplate(template)} has ${dynamic} links that take a suffix, and a flow can give one`,
    });
  }
  if (template.buttons.some(({ type }) => type === 'copy-code')) {
    problems.push({
      code: 'button-not-supported',
      message: `${describeTemplate(template)} has a button that copies a code`,
    });
  }
  return problems;
}

/** A link with a variable at its end. */
export function takesSuffix({ type, url = '' }: TemplateButton): boolean {
  return type === 'url' && placeholdersOf(url).length > 0;
}
