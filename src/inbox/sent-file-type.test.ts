import { typeOfSent } from './sent-file-type.js';

const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex');
const ZIP = Buffer.from('504b030414000600', 'hex');
const COMPOUND = Buffer.from('d0cf11e0a1b11ae10000', 'hex');
const ogg = (codec: string) => Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from(codec)]);
const box = (brand: string) => Buffer.concat([Buffer.from('00000020', 'hex'), Buffer.from(`ftyp${brand}`)]);

it.each([
  ['a picture, whatever it is called', PNG, 'harmless.pdf', 'image/png'],
  ['a voice message', ogg('OpusHead'), 'voice.ogg', 'audio/ogg'],
  ['a film', box('isom'), 'film.mp4', 'video/mp4'],
  ['a document', Buffer.from('%PDF-1.7'), 'price list', 'application/pdf'],
  [
    'a document of a newer office program',
    ZIP,
    'a.xlsx',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ],
  ['a document of an older one', COMPOUND, 'a.doc', 'application/msword'],
  ['a text', Buffer.from('Opening hours: 9–13\r\n'), 'hours.txt', 'text/plain'],
])('knows %s', (_, bytes, filename, mime) => {
  expect(typeOfSent(bytes, filename)).toBe(mime);
});

it.each([
  ['a page', Buffer.from('<!doctype html><script>1</script>'), 'page.html'],
  ['a page that calls itself a document', Buffer.from('<!doctype html>'), 'page.docx'],
  ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.svg'],
  ['a program', Buffer.from('4d5a9000', 'hex'), 'a.txt.exe'],
  ['a zip', ZIP, 'all.zip'],
  ['an office document by the wrong mark', COMPOUND, 'a.docx'],
  ['bytes that call themselves a text', Buffer.from([0xff, 0xfe, 0x41, 0x00]), 'a.txt'],
  ['a text with control characters', Buffer.from('a\u0000b'), 'a.txt'],
  ['sound that WhatsApp does not play', ogg('\u0001vorbis'), 'song.ogg'],
  ['a picture that WhatsApp does not show', Buffer.from('GIF89a'), 'a.gif'],
  ['a photo as some phones keep it', box('heic'), 'a.jpg'],
  ['a film as some phones keep it', box('qt  '), 'a.mp4'],
  ['nothing', Buffer.alloc(0), 'a.txt'],
])('does not know %s', (_, bytes, filename) => {
  expect(typeOfSent(bytes, filename)).toBeUndefined();
});
