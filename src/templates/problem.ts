/** Why a template cannot be sent as it was called. The codes are stable: they stand in logs, events and findings. */
type TemplateProblemCode =
  | 'template-missing'
  | 'template-pending'
  | 'template-unsubmitted'
  | 'template-rejected'
  | 'template-paused'
  | 'template-disabled'
  | 'template-deleted'
  | 'template-unknown'
  | 'category-not-supported'
  | 'language-missing'
  | 'parameter-missing'
  | 'parameter-unknown'
  | 'parameter-count'
  | 'parameter-empty'
  | 'parameter-error'
  | 'body-too-long'
  | 'header-too-long'
  | 'header-link-missing'
  | 'header-link-unused'
  | 'header-link-invalid'
  | 'header-not-supported'
  | 'url-suffix-missing'
  | 'url-suffix-unused'
  | 'url-suffix-ambiguous'
  | 'url-too-long'
  | 'button-not-supported'
  | 'buttons-do-not-match';

export interface TemplateProblem {
  code: TemplateProblemCode;
  /** One plain sentence that names the template's part, the value and the rule. */
  message: string;
}
