import { mongo } from 'mongoose';
import { StorageUnavailable, UniqueViolation } from '../errors.js';
import { mapError } from './map-error.js';

function serverError(code: number, errmsg: string): Error {
  return new mongo.MongoServerError({ code, errmsg, message: errmsg });
}

test.each([
  ['of MongoDB', 'E11000 duplicate key error collection: db.people index: by_phone__0123abcd dup key: { w: "h" }'],
  [
    'of an old MongoDB',
    'E11000 duplicate key error collection: db.people index: db.people.$by_phone__0123abcd dup key: {}',
  ],
])('a duplicate key %s names the declared index', (_title, message) => {
  const mapped = mapError(serverError(11000, message), 'people');
  expect(mapped).toBeInstanceOf(UniqueViolation);
  expect(mapped).toMatchObject({ collection: 'people', index: 'by_phone' });
});

test('a duplicate _id is one of the id', () => {
  const message = 'E11000 duplicate key error collection: db.people index: _id_ dup key: { _id: "h/a index: x" }';
  expect(mapError(serverError(11000, message), 'people')).toMatchObject({ name: 'UniqueViolation', index: 'id' });
});

test.each<[string, Error]>([
  ['a broken connection', new mongo.MongoNetworkError('connection 1 to 127.0.0.1:1 closed')],
  // The driver does not wrap what a socket says while a command is being written.
  ['a socket that breaks', Object.assign(new Error('write ECONNRESET'), { code: 'ECONNRESET' })],
  ['an answer that does not come', new mongo.MongoNetworkTimeoutError('connection timed out')],
  ['no primary any more', serverError(10107, 'not primary')],
  ['a primary that steps down', serverError(189, 'operation was interrupted')],
  ['a server that goes', serverError(91, 'The server is in quiesce mode and will shut down')],
  ['a search that takes too long', serverError(50, 'operation exceeded time limit')],
  ['a login that is refused', serverError(18, 'Authentication failed.')],
  ['a write that too few confirmed', serverError(64, 'waiting for replication timed out')],
])('%s is an unavailable storage', (_title, error) => {
  const mapped = mapError(error, 'people');
  expect(mapped).toBeInstanceOf(StorageUnavailable);
  expect(mapped).toMatchObject({ cause: error });
});

test.each<[string, unknown]>([
  ['a document too large', serverError(10334, 'BSONObj size is invalid')],
  ['a mistake of ours', new TypeError('x is not a function')],
  ['what is no error', 'text'],
])('%s stays what it is', (_title, error) => {
  expect(mapError(error, 'people')).toBe(error);
});
