import type { InOurLanguages } from '../../words/words.js';

export interface ConsentWords {
  /** On the buttons, ≤20 UTF-16 units. */
  agreeLabel: string;
  declineLabel: string;
  /** Typed forms, besides the words for yes and no. */
  agree: string[];
  decline: string[];
}

export const CONSENT_WORDS: InOurLanguages<ConsentWords> = {
  en: {
    agreeLabel: 'I agree',
    declineLabel: 'I do not agree',
    agree: ['agree', 'agreed', 'accept', 'i accept', 'i consent', 'consent'],
    decline: [
      'disagree',
      'i disagree',
      'decline',
      'i decline',
      "i don't agree",
      'refuse',
      'i refuse',
      'i do not accept',
    ],
  },
  ar: {
    agreeLabel: 'أوافق',
    declineLabel: 'لا أوافق',
    agree: ['موافق', 'موافقة', 'انا موافق', 'أقبل', 'قبول', 'نعم أوافق'],
    decline: ['غير موافق', 'غير موافقة', 'أرفض', 'رفض', 'لا أقبل', 'مش موافق'],
  },
  de: {
    agreeLabel: 'Ich stimme zu',
    declineLabel: 'Ich stimme nicht zu',
    agree: ['stimme zu', 'zustimmen', 'einverstanden', 'ich bin einverstanden', 'akzeptieren', 'ich akzeptiere'],
    decline: ['stimme nicht zu', 'ablehnen', 'ich lehne ab', 'nicht einverstanden', 'ich bin nicht einverstanden'],
  },
  es: {
    agreeLabel: 'Acepto',
    declineLabel: 'No acepto',
    agree: ['aceptar', 'de acuerdo', 'estoy de acuerdo', 'sí acepto', 'conforme'],
    decline: ['rechazo', 'rechazar', 'no estoy de acuerdo', 'en desacuerdo', 'no aceptar'],
  },
  fr: {
    agreeLabel: 'J’accepte',
    declineLabel: 'Je refuse',
    agree: ['accepter', 'je suis d’accord', 'd’accord', 'oui j’accepte', 'je consens'],
    decline: ['refuser', 'je n’accepte pas', 'pas d’accord', 'je ne suis pas d’accord'],
  },
  hi: {
    agreeLabel: 'मैं सहमत हूँ',
    declineLabel: 'मैं सहमत नहीं हूँ',
    agree: ['सहमत', 'सहमत हूँ', 'स्वीकार', 'मुझे स्वीकार है', 'मंज़ूर', 'मंज़ूर है', 'sahmat'],
    decline: ['असहमत', 'सहमत नहीं', 'मैं असहमत हूँ', 'अस्वीकार', 'मंज़ूर नहीं', 'स्वीकार नहीं'],
  },
  pt: {
    agreeLabel: 'Concordo',
    declineLabel: 'Não concordo',
    agree: ['aceito', 'aceitar', 'concordar', 'sim concordo', 'sim aceito', 'de acordo'],
    decline: ['discordo', 'recuso', 'recusar', 'não aceito', 'não estou de acordo'],
  },
};
