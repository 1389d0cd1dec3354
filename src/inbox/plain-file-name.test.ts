import { plainFileName } from './plain-file-name.js';

it.each([
  ['Price list (2026).pdf', 'Price list _2026_.pdf'],
  ['قائمة الأسعار.pdf', 'قائمة الأسعار.pdf'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['a"\r\nSet-Cookie: x.pdf', 'a_Set-Cookie_ x.pdf'],
  ['\u202Egnp.exe', '_gnp.exe'],
  ['...', ''],
  [`${'x'.repeat(300)}.docx`, `${'x'.repeat(95)}.docx`],
])('makes a plain name of %j', (given, name) => {
  expect(plainFileName(given)).toBe(name);
});
