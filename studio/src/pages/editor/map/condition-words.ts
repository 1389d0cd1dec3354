/** The few words that a condition needs, in the studio's language. */
export interface ConditionWords {
  is: string;
  isNot: string;
  and: string;
  or: string;
  yes: string;
  no: string;
  nothing: string;
  includes: (list: string, item: string) => string;
}

const COMPARISON = /^([A-Za-z_]\w*)\s*(==|!=|<=|>=|<|>)\s*('[^']*'|"[^"]*"|-?\d+(?:\.\d+)?|true|false|null)$/;
const INCLUDES = /^('[^']*'|"[^"]*") in ([A-Za-z_]\w*)$/;
const SIGNS: Record<string, string> = { '<': '<', '>': '>', '<=': '≤', '>=': '≥' };

/** A plain condition as a person would say it; any other as its author wrote it. */
export function conditionWords(cel: string, words: ConditionWords): string {
  // Both signs together need brackets to be understood: that is no plain condition any more.
  const isMixed = cel.includes('&&') && cel.includes('||');
  if (isMixed || /[()]/.test(cel)) return cel;
  const [sign, word] = cel.includes('||') ? ['||', words.or] : ['&&', words.and];
  const parts = cel.split(sign).map((part) => comparisonWords(part.trim(), words));
  return parts.every((part) => part !== undefined) ? parts.join(` ${word} `) : cel;
}

function comparisonWords(part: string, words: ConditionWords): string | undefined {
  const included = INCLUDES.exec(part);
  if (included) return words.includes(included[2] ?? '', valueWords(included[1] ?? '', words));
  const bare = /^(!?)([A-Za-z_]\w*)$/.exec(part);
  if (bare) return `${bare[2] ?? ''} ${words.is} ${bare[1] === '!' ? words.no : words.yes}`;
  const [, name, operator = '', value = ''] = COMPARISON.exec(part) ?? [];
  if (name === undefined) return undefined;
  const sign = operator === '==' ? words.is : operator === '!=' ? words.isNot : SIGNS[operator];
  return `${name} ${sign ?? operator} ${valueWords(value, words)}`;
}

function valueWords(value: string, words: ConditionWords): string {
  if (value === 'true') return words.yes;
  if (value === 'false') return words.no;
  if (value === 'null') return words.nothing;
  return value.replaceAll(/^['"]|['"]$/g, '');
}
