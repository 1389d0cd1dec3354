import { fieldOf, settingsOf, valuesOf, type ChannelSettings } from './channel-settings.js';

const plain: ChannelSettings = { templateCaps: { perDay: 2, perWeek: 5 }, messagesPerSecond: 80, typing: false };
const full: ChannelSettings = {
  ...plain,
  defaultFlow: 'shop-help',
  quietHours: { from: '22:00', to: '07:00', zone: 'Africa/Cairo' },
  closed: {
    template: 'come_back',
    params: { name: { en: 'there', ar: 'بك' } },
    headerLink: 'https://example.org/a.png',
  },
};

it.each([
  ['few', plain],
  ['all', full],
])('what is set comes out as it went in: %s', (_, settings) => {
  expect(settingsOf(valuesOf({ name: 'A', settings }, 'Europe/Vienna'), settings)).toEqual(settings);
});

it('what is switched off is left out', () => {
  const values = {
    ...valuesOf({ name: 'A', settings: full }, 'UTC'),
    isQuiet: false,
    defaultFlow: null,
    template: null,
  };
  expect(settingsOf(values, full)).toEqual(plain);
});

it('another template takes nothing over from the one before', () => {
  const values = { ...valuesOf({ name: 'A', settings: full }, 'UTC'), template: 'hello', values: [] };
  expect(settingsOf(values, full).closed).toEqual({ template: 'hello', params: undefined });
});

it('positional values keep their places', () => {
  const settings: ChannelSettings = { ...plain, closed: { template: 'a', params: ['one', 'two'] } };
  expect(valuesOf({ name: 'A', settings }, 'UTC').values).toEqual([
    { name: '1', value: 'one' },
    { name: '2', value: 'two' },
  ]);
});

it('knows where each error belongs', () => {
  expect(['name', 'settings.templateCaps.perDay', 'settings.quietHours.zone'].map(fieldOf)).toEqual([
    'name',
    'perDay',
    'quietHours.zone',
  ]);
});
