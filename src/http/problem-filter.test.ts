import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { BadRequestException, NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import { BadWebhook } from '../channels/channel.js';
import { InvalidCursor, StorageUnavailable } from '../storage/errors.js';
import { fieldProblems } from './validation.js';
import { ProblemFilter } from './problem-filter.js';
import { invalid, notFound } from './problem.js';

function answerTo(error: unknown) {
  const headers: Record<string, string> = {};
  const logged: unknown[] = [];
  let body: unknown;
  let status = 0;
  const httpAdapter = {
    setHeader: (_: unknown, name: string, value: string) => (headers[name] = value),
    reply: (_: unknown, given: unknown, code: number) => {
      body = given;
      status = code;
    },
  };
  const filter = new ProblemFilter({ httpAdapter } as never, { next: () => 'defect-1', secret: () => 'x' }, {
    error: (entry: unknown) => logged.push(entry),
  } as never);
  filter.catch(error, new ExecutionContextHost([{}, {}]));
  return { status, body, headers, logged };
}

test.each([
  [notFound('flow', 'x'), 404, 'not-found'],
  [invalid([{ field: 'to', rule: 'phone', message: 'no number' }]), 400, 'invalid-input'],
  [new BadWebhook('not JSON'), 400, 'bad-webhook'],
  [new InvalidCursor(), 400, 'invalid-input'],
  [new NotFoundException('Cannot GET /x'), 404, 'not-found'],
  [new BadRequestException('Unexpected token'), 400, 'bad-request'],
  [new PayloadTooLargeException(), 413, 'too-large'],
  [Object.assign(new Error('Body is too large'), { statusCode: 413 }), 413, 'too-large'],
  [Object.assign(new Error('Unsupported'), { statusCode: 415 }), 415, 'unsupported-media-type'],
  [Object.assign(new Error('Teapot'), { statusCode: 418 }), 418, 'request'],
])('%#: %s', (error, status, type) => {
  const answer = answerTo(error);
  expect(answer).toMatchObject({ status, body: { status, type: `urn:canvass:problem:${type}` } });
  expect(answer.headers['Content-Type']).toContain('application/problem+json');
  // What a caller did is no alarm.
  expect(answer.logged).toEqual([]);
});

test('fields are named', () => {
  expect(answerTo(invalid([{ field: 'to', rule: 'phone', message: 'no number' }])).body).toMatchObject({
    detail: 'to: no number',
    errors: [{ field: 'to', rule: 'phone', message: 'no number' }],
  });
  expect(fieldProblems([{ message: 'm', path: ['settings', { key: 'zone' }], code: 'custom' }])).toEqual([
    { field: 'settings.zone', rule: 'custom', message: 'm' },
  ]);
});

test('no database: try again, and it is logged', () => {
  const answer = answerTo(new StorageUnavailable('connection refused to 10.0.0.1'));
  expect(answer).toMatchObject({ status: 503, headers: { 'Retry-After': '5' } });
  expect(JSON.stringify(answer.body)).not.toContain('10.0.0.1');
  expect(answer.logged).toHaveLength(1);
});

test.each([new Error('password=1234'), Object.assign(new Error('upstream'), { statusCode: 502 }), 'a text', null])(
  '%#: a defect is logged under the id that the caller gets, and tells nothing',
  (error) => {
    const answer = answerTo(error);
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({ detail: expect.stringContaining('defect-1') });
    expect(JSON.stringify(answer.body)).not.toContain('1234');
    expect(answer.logged).toEqual([expect.objectContaining({ event: 'defect', defectId: 'defect-1' })]);
  },
);
