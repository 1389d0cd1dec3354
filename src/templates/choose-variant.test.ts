import { chooseVariant } from './choose-variant.js';
import type { Template } from './template.js';

function variants(...languages: string[]): Template[] {
  return languages.map((text) => {
    const [language = '', status = 'approved'] = text.split(':');
    return {
      name: 'n',
      language,
      category: 'utility',
      status: status as Template['status'],
      parameterFormat: 'positional',
      body: 'x',
      buttons: [],
    };
  });
}

describe('chooseVariant', () => {
  it.each<[string[], string, string[], string | undefined]>([
    [['en', 'en_US'], 'en-US', [], 'en_US'],
    [['en_US', 'en'], 'en', [], 'en'],
    [['pt_PT', 'pt_BR'], 'pt-BR', [], 'pt_BR'],
    [['pt_PT', 'pt_BR'], 'pt-br', [], 'pt_BR'],
    [['en_US'], 'en', [], 'en_US'],
    [['en_GB', 'en_US'], 'en', [], 'en_GB'],
    [['en'], 'en-AU', [], 'en'],
    [['pt_PT'], 'pt-BR', [], 'pt_PT'],
    [['ar'], 'ar-EG', [], 'ar'],
    [['zh_TW'], 'zh-Hans', [], undefined],
    [['zh_TW', 'zh_CN'], 'zh-Hans', [], 'zh_CN'],
    [['zh_CN', 'zh_HK'], 'zh-Hant', [], 'zh_HK'],
    [['sr'], 'sr-Latn', [], 'sr'],
    [['sr'], 'hr', [], undefined],
    [['de'], 'ar', ['en', 'de'], 'de'],
    [['de', 'en'], 'ar', ['en', 'de'], 'en'],
    [['en'], 'fr', [], undefined],
    [[], 'en', ['de'], undefined],
    [['not a language'], 'en', [], undefined],
    [['en'], 'not a language', ['en'], 'en'],
    [['en_US:paused', 'en'], 'en-US', [], 'en'],
    [['ar:rejected', 'en'], 'ar', ['en'], 'en'],
    [['ar:rejected'], 'ar', [], 'ar'],
  ])('%j for %s, else %j: %s', (there, language, fallbacks, expected) => {
    expect(chooseVariant(variants(...there), language, fallbacks)?.language).toBe(expected);
  });
});
