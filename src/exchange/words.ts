/** Words that forms leave to their own programs and a flow has to bring along, in the languages that have words of ours. */
const WORDS = {
  other: { ar: 'غير ذلك', de: 'Sonstiges', en: 'Other', es: 'Otro', fr: 'Autre', hi: 'अन्य', pt: 'Outro' },
  none: {
    ...{ ar: 'لا شيء مما سبق', de: 'Nichts davon', en: 'None of these', es: 'Ninguna de estas' },
    ...{ fr: 'Aucun de ces choix', hi: 'इनमें से कोई नहीं', pt: 'Nenhuma destas' },
  },
  refused: {
    ...{ ar: 'أفضّل عدم الإجابة', de: 'Möchte ich nicht sagen', en: 'Prefer not to say', es: 'Prefiero no decirlo' },
    ...{ fr: 'Je préfère ne pas répondre', hi: 'नहीं बताना चाहते', pt: 'Prefiro não dizer' },
  },
  unknown: {
    ...{ ar: 'لا أعرف', de: 'Weiß nicht', en: "Don't know", es: 'No lo sé' },
    ...{ fr: 'Je ne sais pas', hi: 'पता नहीं', pt: 'Não sei' },
  },
  check: {
    ar: 'هذه الإجابة غير مناسبة هنا. يُرجى التحقق منها.',
    de: 'Diese Antwort passt hier nicht. Bitte prüfen Sie sie.',
    en: 'This answer does not fit here. Please check it.',
    es: 'Esta respuesta no encaja aquí. Por favor, revísela.',
    fr: 'Cette réponse ne convient pas ici. Veuillez la vérifier.',
    hi: 'यह उत्तर यहाँ ठीक नहीं है। कृपया इसे जाँचें।',
    pt: 'Esta resposta não se encaixa aqui. Por favor, verifique-a.',
  },
  howMany: {
    ...{ ar: 'كم عددها؟', de: 'Wie viele sind es?', en: 'How many are there?', es: '¿Cuántos hay?' },
    ...{ fr: 'Combien y en a-t-il ?', hi: 'कितने हैं?', pt: 'Quantos são?' },
  },
} as const;

export type OwnWord = keyof typeof WORDS;

/** The word in each of the flow's languages; English where a language has no words of ours. */
export function ownWord(word: OwnWord, languages: readonly string[]): Record<string, string> {
  const known: Readonly<Record<string, string>> = WORDS[word];
  return Object.fromEntries(languages.map((tag) => [tag, known[tag.split('-')[0] ?? tag] ?? known['en'] ?? word]));
}
