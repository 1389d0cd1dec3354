import { aside, heading, tell } from './chat-printer.mjs';
import { DidNotHappen, Phone } from './phone.mjs';

const HOUR = 3_600_000;

const titles = (message) => message.options.map(({ title }) => title);
const offers =
  (...wanted) =>
  (message) =>
    wanted.every((title) => titles(message).includes(title));
const says = (pattern) => (message) => pattern.test(message.text);

/**
 * A survey with everything a chat brings: buttons, a list of more than ten, a wrong answer, several choices, an old
 * tap, the reminder before the window closes, the template after it, and the answer that brings the person back.
 * Resolves with the stored response; throws DidNotHappen at the first thing that did not.
 */
export async function coffeeSurvey({ api, control }) {
  heading('A product survey: Maya, +1 555 010 0301');
  await control('POST', '/customers', { waId: '15550100301', name: 'Maya' });
  const phone = new Phone(control, '15550100301', tell);

  await phone.type('coffee');
  await phone.expect('two reply buttons', (message) => message.type === 'button' && offers('Yes', 'No')(message));

  await phone.tap('Yes');
  const cities = await phone.expect(
    'a list of the first nine cities and "More"',
    (message) => message.type === 'list' && message.options.length === 10,
  );
  await phone.tap(titles(cities).at(-1));
  const more = await phone.expect(
    'the second page of the list',
    (message) => message.type === 'list' && offers('Vienna')(message),
  );
  if (!offers('Paris')(cities) && !offers('Paris')(more)) throw new DidNotHappen('a city is on no page');

  await phone.tap('Vienna');
  await phone.expect('the rating', (message) => message.options.length === 5);
  await phone.type('fantastic machine!!');
  const rating = await phone.expect('a hint and the rating again', (message) => message.options.length === 5);
  await phone.tap(titles(rating)[3]);

  await phone.expect('the list of what one may like', offers('The taste'));
  await phone.tap('The taste');
  await phone.expect('the taste ticked', offers('✓ The taste'));
  await phone.tap('It is quiet');
  const ticked = await phone.expect('both ticked', offers('✓ The taste', '✓ It is quiet'));
  await phone.tap(titles(ticked).at(-1));
  await phone.expect('the number of cups', says(/How many cups/));

  aside('Maya scrolls up and taps a city on the old list');
  await phone.tap('Berlin', cities);
  await phone.expect('an explanation, and the question again', says(/How many cups/));
  await phone.type("I'd say 3");
  await phone.expect('the wish', says(/What one thing/));

  aside('23½ hours pass: the 24-hour window is about to close');
  await control('POST', '/clock', { advanceMs: 23.5 * HOUR });
  await phone.expect('a reminder while it is still allowed', says(/What one thing/));
  aside('another hour passes: it has closed');
  await control('POST', '/clock', { advanceMs: HOUR });
  await phone.expect('the approved template', (message) => message.template?.name === 'product_survey_reminder');
  await phone.tap('Carry on');
  await phone.expect(
    'the question where it stopped',
    (message) => !message.template && /What one thing/.test(message.text),
  );
  await phone.type('A bigger water tank');
  await phone.expect('thanks', says(/Thank you/));

  return storedResponse(api, 'product-survey', {
    owns: true,
    city: 'vienna',
    stars: 4,
    likes: ['taste', 'quiet'],
    cups: 3,
    wish: 'A bigger water tank',
  });
}

/** In Arabic, where the template's own buttons are the answers: the tap on the template is the answer. */
export async function clinicVisit({ api, control }) {
  heading('A clinic visit in Arabic: أمل, +1 555 010 0302');
  await control('POST', '/customers', { waId: '15550100302', name: 'أمل' });
  const phone = new Phone(control, '15550100302', tell);

  await phone.type('زيارة');
  await phone.expect('three buttons in Arabic', offers('جيدة', 'مقبولة', 'سيئة'));
  aside('a day passes without an answer');
  await control('POST', '/clock', { advanceMs: 25 * HOUR });
  await phone.expect(
    'the template with the answers on its buttons',
    (message) => message.template?.name === 'clinic_visit_overall' && offers('جيدة', 'سيئة')(message),
  );
  await phone.tap('جيدة');
  await phone.expect('the next question, not the same again', (message) => message.type === 'list');
  await phone.type('٢');
  await phone.expect('yes or no', (message) => message.type === 'button' && message.options.length === 2);
  await phone.tap('نعم');
  await phone.expect('thanks', says(/شكرًا/));

  return storedResponse(api, 'clinic-visit', { overall: 'good', waiting: 'under_30', again: true });
}

async function storedResponse(api, flowId, answers) {
  const { items } = await api('GET', `/responses?flowId=${flowId}&limit=1`);
  const [response] = items;
  const stored = Object.fromEntries(Object.entries(response?.answers ?? {}).map(([id, { value }]) => [id, value]));
  if (response?.disposition !== 'completed')
    throw new DidNotHappen(`the response of ${flowId} is ${response?.disposition ?? 'missing'}, not completed`);
  if (JSON.stringify(sorted(stored)) !== JSON.stringify(sorted(answers))) {
    throw new DidNotHappen(`stored answers of ${flowId} are ${JSON.stringify(stored)}, not ${JSON.stringify(answers)}`);
  }
  return response;
}

function sorted(object) {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
