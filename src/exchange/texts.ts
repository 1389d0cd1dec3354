/**
 * A form's text as WhatsApp shows it: HTML and Markdown become WhatsApp's few marks, what refers to an answer becomes
 * Liquid, and what would be read as Liquid by chance is written so that it is not.
 */
export function flowText(text: string, pipe: (text: string) => string): string {
  return pipe(escapeLiquid(marks(withoutHtml(text)))).trim();
}

/** `{{` and `{%` that the form means as they stand. */
function escapeLiquid(text: string): string {
  return text.replace(/\{(?=[{%])/g, '{ ');
}

/** https://xlsform.org/#styling-prompts: **bold** and # headings; WhatsApp writes *bold*. */
function marks(text: string): string {
  return text
    .replace(/\*\*(\S[^*\n]{0,500}?)\*\*/g, '*$1*')
    .replace(/__(\S[^_\n]{0,500}?)__/g, '*$1*')
    .replace(/^#{1,6} {1,3}(.+)$/gm, '*$1*');
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…' },
  ...{ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', copy: '©', reg: '®', trade: '™', euro: '€', bull: '•' },
};
const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>|<!--[\s\S]*?-->/g;

/** Tags that WhatsApp has a mark for keep their meaning, lines stay lines, links show where they lead; the rest goes. */
export function withoutHtml(html: string): string {
  if (!/[<&]/.test(html)) return html;
  const links: string[] = [];
  const plain = html
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/gi, '')
    .replace(TAG, (_whole, close: string | undefined, name: string | undefined, attributes: string | undefined) => {
      switch (name?.toLowerCase()) {
        case 'b':
        case 'strong':
        case 'h1':
        case 'h2':
        case 'h3':
        case 'h4':
          return /^h/i.test(name) ? (close ? '*\n' : '\n*') : '*';
        case 'i':
        case 'em':
          return '_';
        case 'br':
          return '\n';
        case 'p':
        case 'div':
        case 'tr':
        case 'ul':
        case 'ol':
        case 'article':
        case 'section':
          return '\n';
        case 'li':
          return close ? '' : '\n• ';
        case 'a': {
          if (!close) {
            links.push(/\bhref\s*=\s*["']([^"']*)["']/i.exec(attributes ?? '')?.[1] ?? '');
            return '';
          }
          const href = links.pop();
          return href !== undefined && /^https?:/.test(href) ? ` (${href})` : '';
        }
        default:
          return '';
      }
    })
    .replace(/&(#\d{1,6}|#x[0-9a-f]{1,6}|[a-z]{1,8});/gi, (whole, entity: string) => decoded(entity) ?? whole);
  return plain
    .split('\n')
    .map((line) => line.replace(/[ \t\u00a0]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\*\*|__/g, '')
    .trim();
}

function decoded(entity: string): string | undefined {
  if (!entity.startsWith('#')) return Object.hasOwn(ENTITIES, entity) ? ENTITIES[entity] : undefined;
  const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : undefined;
}
