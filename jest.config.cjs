// Sources are ES modules; tests run as CommonJS compiled by swc (docs/decisions/0002-tests-on-commonjs.md).
const ts = [
  '@swc/jest',
  {
    swcrc: false,
    isModule: true,
    module: { type: 'commonjs' },
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      target: 'es2023',
      keepClassNames: true,
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
  },
];
const js = [
  '@swc/jest',
  {
    swcrc: false,
    isModule: 'unknown',
    module: { type: 'commonjs' },
    jsc: { parser: { syntax: 'ecmascript' }, target: 'es2023' },
  },
];
// Packages that ship only ES modules and have to be compiled for the tests.
const esmOnly = [
  '@nestjs',
  'file-type',
  '@tokenizer',
  'token-types',
  'strtok3',
  'uint8array-extras',
  '@borewit',
  'load-esm',
  'es-toolkit',
  'uid',
  'uuid',
  'axios',
  '@fastify',
  'content-disposition',
  '@marcbachmann',
  'bcp-47-match',
  'stemmer',
  '@seriousme',
  // Their builds for the browser, which the studio takes.
  'csv-parse/dist/esm',
  'csv-stringify/dist/esm',
];

module.exports = {
  // Only what hangs is to end so: how long a machine takes that does other things besides is no finding.
  testTimeout: 300_000,
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/studio/src', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  moduleNameMapper: {
    '^fast-check$': '<rootDir>/test/setup/fast-check.cjs',
    '^(\\.{1,2}/(?!.*fast-check).*)\\.js$': '$1',
    '^@core/(.*)\\.js$': '<rootDir>/src/$1',
  },
  transform: { '^.+\\.tsx?$': ts, '^.+\\.m?js$': js },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  globalSetup: '<rootDir>/test/setup/global-setup.cjs',
  globalTeardown: '<rootDir>/test/setup/global-teardown.cjs',
  maxWorkers: 2,
};
