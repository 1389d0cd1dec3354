import type { Words } from './words.js';

export const es: Words = {
  prompt: {
    choose: 'Elegir',
    more: 'Más',
    back: 'Atrás',
    done: 'Listo',
    skip: 'Omitir',
    replyWithNumber: 'Responda con el número de su elección.',
    replyWithNumbers: 'Responda con los números de sus elecciones, por ejemplo 1, 3.',
    replyWithSkip: 'Para no responder a esta pregunta, envíe «omitir».',
  },
  engine: {
    staleTap: 'Ese botón es de una pregunta anterior. Por favor, responda a esta:',
    answerChanged: 'Gracias, he cambiado esa respuesta.',
    giveUp: 'Lo siento, no lo he entendido. Lo dejamos aquí. ¡Gracias por su tiempo!',
    nudge: 'Un recordatorio: seguimos esperando su respuesta.',
    stopped: 'No recibirá más mensajes nuestros. Si cambia de opinión, responda START.',
    restarted: 'De acuerdo, empezamos de nuevo desde el principio.',
    ended: 'Esta encuesta ya está cerrada. ¡Gracias!',
  },
  rejected: {
    empty: () => 'El mensaje estaba vacío. Por favor, envíe su respuesta.',
    'unknown-option': () => 'Esa no es una de las opciones. Por favor, elija una de ellas.',
    ambiguous: ({ labels }) => `No estoy seguro de cuál quiere decir: ¿${labels.join(' / ')}?`,
    'not-a-number': () => 'Por favor, responda con un número, por ejemplo 7.',
    'not-an-integer': () => 'Por favor, responda con un número entero, sin decimales.',
    'out-of-range': ({ min, max }) => {
      if (min !== undefined && max !== undefined) return `Por favor, envíe un número del ${min} al ${max}.`;
      if (min !== undefined) return `Por favor, envíe un número que sea como mínimo ${min}.`;
      return max !== undefined
        ? `Por favor, envíe un número que sea como máximo ${max}.`
        : 'Ese número es demasiado grande.';
    },
    'too-short': ({ min }) =>
      `Por favor, escriba un poco más: al menos ${min} ${min === 1 ? 'carácter' : 'caracteres'}.`,
    'too-long': ({ max }) => `Por favor, acórtelo: como máximo ${max} ${max === 1 ? 'carácter' : 'caracteres'}.`,
    pattern: () => 'Eso no parece correcto. Por favor, revíselo y envíelo de nuevo.',
    'too-few': ({ min }) => `Por favor, elija al menos ${min}.`,
    'too-many': ({ max }) => `Por favor, elija como máximo ${max}.`,
    exclusive: ({ label }) => `«${label}» no se puede combinar con otras opciones.`,
  },
  numberFromTo: (min, max) => `Responda con un número del ${min} al ${max}.`,
  yesLabel: 'Sí',
  noLabel: 'No',
  yes: [
    's',
    'sí',
    'sip',
    'claro',
    'claro que sí',
    'por supuesto',
    'sí por favor',
    'vale',
    'ok',
    'okay',
    'de acuerdo',
    'correcto',
    'cierto',
  ],
  no: ['n', 'no', 'nop', 'no gracias', 'para nada', 'en absoluto', 'nunca', 'claro que no', 'creo que no', 'falso'],
  skip: ['omitir', 'saltar', 'siguiente', 'paso', 'pasar'],
  done: ['listo', 'lista', 'eso es todo', 'ya está', 'terminado', 'terminar'],
  all: ['todo', 'todos', 'todas', 'todas las anteriores', 'todos los anteriores'],
  and: ['y', 'e'],
  to: ['a', 'al', 'hasta'],
  outOf: ['de', 'sobre'],
  minus: ['menos'],
  numbers: [
    ['cero'],
    ['uno', 'una', 'un'],
    ['dos'],
    ['tres'],
    ['cuatro'],
    ['cinco'],
    ['seis'],
    ['siete'],
    ['ocho'],
    ['nueve'],
    ['diez'],
  ],
  decimalMark: ',',
  listSeparator: ', ',
  keywords: {
    // Not "alto" and "baja": they also mean high and low, and are answers.
    stop: ['stop', 'detener', 'darme de baja', 'dar de baja', 'cancelar suscripción', 'no más mensajes'],
    restart: ['start', 'reiniciar', 'empezar de nuevo', 'volver a empezar'],
  },
};
