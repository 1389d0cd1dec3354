import { questionOf } from '../../../../test/fixtures/question.js';
import { url } from './url.js';

const read = (text: string, optional = false) =>
  url.read(questionOf(url, {}, { optional }), { kind: 'text', text }, []);

it.each<[string, string]>([
  ['https://example.com', 'https://example.com'],
  ['https://example.com/', 'https://example.com'],
  ['http://Example.com/A?b=c#d', 'http://example.com/A?b=c#d'],
  ['HTTPS://EXAMPLE.COM/x', 'https://example.com/x'],
  ['example.com', 'https://example.com'],
  ['www.example.com/shop', 'https://www.example.com/shop'],
  ['my page is example.com.', 'https://example.com'],
  ['Look: https://example.com/a_(b), ok?', 'https://example.com/a_(b)'],
  ['(see https://example.com/a)', 'https://example.com/a'],
  ['<https://example.com>', 'https://example.com'],
  ['as on shop.com: https://example.com', 'https://example.com'],
  ['example.com example.com', 'https://example.com'],
  ['https://example.com:8443/x', 'https://example.com:8443/x'],
  ['münchen.de', 'https://xn--mnchen-3ya.de'],
  ['موقعي example.com، شكرًا', 'https://example.com'],
  ['मेरी साइट example.com।', 'https://example.com'],
  ['example.com/٣', 'https://example.com/%D9%A3'],
])('reads %j', (said, value) => {
  expect(read(said)).toEqual({ kind: 'answer', value, raw: said, label: value, via: 'typed' });
});

it.each<[string, string]>([
  [' ', 'empty'],
  ['no page', 'not-a-link'],
  ['7', 'not-a-link'],
  ['3.5', 'not-a-link'],
  ['localhost', 'not-a-link'],
  ['http://localhost/x', 'not-a-link'],
  ['http://192.168.0.1/', 'not-a-link'],
  ['ann@x.org', 'not-a-link'],
  ['https://ann:secret@example.com', 'not-a-link'],
  ['https://bank.com@evil.example', 'not-a-link'],
  ['ftp://example.com/x', 'not-a-link'],
  ['javascript:alert(1)', 'not-a-link'],
  ['javascript://example.com/%0aalert(1)', 'not-a-link'],
  ['data:text/html,hi', 'not-a-link'],
  ['https://', 'not-a-link'],
  [`https://example.com/${'x'.repeat(2_000)}`, 'not-a-link'],
  ['a.example.com or b.example.com', 'ambiguous'],
])('refuses %j: %s', (said, reason) => {
  expect(read(said)).toMatchObject({ kind: 'rejected', reason });
});

it('is skipped where it may be', () => {
  expect(read('skip', true)).toMatchObject({ value: null, via: 'skip' });
});
