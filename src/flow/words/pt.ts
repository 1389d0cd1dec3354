import type { Words } from './words.js';

export const pt: Words = {
  prompt: {
    choose: 'Escolher',
    more: 'Mais',
    back: 'Voltar',
    done: 'Concluir',
    skip: 'Pular',
    replyWithNumber: 'Responda com o número da sua escolha.',
    replyWithNumbers: 'Responda com os números das suas escolhas, por exemplo 1, 3.',
    replyWithSkip: 'Para não responder a esta pergunta, envie "pular".',
  },
  engine: {
    staleTap: 'Esse botão é de uma pergunta anterior. Por favor, responda a esta:',
    answerChanged: 'Obrigado, essa resposta foi alterada.',
    giveUp: 'Desculpe, não consegui entender. Vamos ficar por aqui. Obrigado pelo seu tempo!',
    nudge: 'Um lembrete: ainda estamos à espera da sua resposta.',
    stopped: 'Você não receberá mais mensagens nossas. Se mudar de ideia, responda START.',
    restarted: 'Certo, vamos recomeçar do início.',
    ended: 'Esta pesquisa já foi encerrada. Obrigado!',
  },
  rejected: {
    empty: () => 'A mensagem estava vazia. Por favor, envie a sua resposta.',
    'unknown-option': () => 'Essa não é uma das opções. Por favor, escolha da lista.',
    ambiguous: ({ labels }) => `Não tenho certeza do que quer dizer: ${labels.join(' / ')}?`,
    'not-a-number': () => 'Por favor, responda com um número, por exemplo 7.',
    'not-an-integer': () => 'Por favor, responda com um número inteiro, sem casas decimais.',
    'out-of-range': ({ min, max }) => {
      if (min !== undefined && max !== undefined) return `Por favor, envie um número de ${min} a ${max}.`;
      if (min !== undefined) return `Por favor, envie um número que seja no mínimo ${min}.`;
      return max !== undefined
        ? `Por favor, envie um número que seja no máximo ${max}.`
        : 'Esse número é grande demais.';
    },
    'too-short': ({ min }) =>
      `Por favor, escreva um pouco mais: pelo menos ${min} ${min === 1 ? 'caractere' : 'caracteres'}.`,
    'too-long': ({ max }) => `Por favor, encurte: no máximo ${max} ${max === 1 ? 'caractere' : 'caracteres'}.`,
    pattern: () => 'Isso não parece correto. Por favor, verifique e envie de novo.',
    'too-few': ({ min }) => `Por favor, escolha pelo menos ${min}.`,
    'too-many': ({ max }) => `Por favor, escolha no máximo ${max}.`,
    exclusive: ({ label }) => `"${label}" não pode ser combinada com outras opções.`,
  },
  numberFromTo: (min, max) => `Responda com um número de ${min} a ${max}.`,
  yesLabel: 'Sim',
  noLabel: 'Não',
  yes: [
    's',
    'sim',
    'claro',
    'claro que sim',
    'com certeza',
    'sim por favor',
    'pode ser',
    'isso',
    'ok',
    'okay',
    'está bem',
    'certo',
    'verdadeiro',
  ],
  no: ['n', 'não', 'nao', 'não obrigado', 'não obrigada', 'de jeito nenhum', 'nunca', 'claro que não', 'falso'],
  skip: ['pular', 'saltar', 'próxima', 'passar', 'passo'],
  done: ['concluir', 'concluído', 'pronto', 'pronta', 'é isso', 'é tudo', 'só isso', 'terminei'],
  all: ['tudo', 'todos', 'todas', 'todas as anteriores', 'todos os anteriores'],
  and: ['e'],
  to: ['a', 'ao', 'até'],
  outOf: ['de', 'em'],
  minus: ['menos'],
  numbers: [
    ['zero'],
    ['um', 'uma'],
    ['dois', 'duas'],
    ['três'],
    ['quatro'],
    ['cinco'],
    ['seis', 'meia'],
    ['sete'],
    ['oito'],
    ['nove'],
    ['dez'],
  ],
  decimalMark: ',',
  listSeparator: ', ',
  keywords: {
    stop: ['stop', 'parar', 'pare', 'descadastrar', 'cancelar inscrição', 'cancelar subscrição', 'sem mensagens'],
    restart: ['start', 'reiniciar', 'recomeçar', 'começar de novo'],
  },
};
