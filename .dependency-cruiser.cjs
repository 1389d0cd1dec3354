// Imports point inwards only (docs/decisions/, "the one rule"). Each rule's comment is what a person reads when it fails.
// templates/catalogue is the shell's part of its folder: it stores and fetches.
const CORE = '^src/(flow|rendering|window|time|templates(?!/catalogue))/';
const TESTS = '[.]test[.]ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-stays-inside',
      comment:
        'The core (flow, rendering, window, templates, time) imports only the core: what it needs from outside comes in as an argument, what it wants done goes out as an effect.',
      severity: 'error',
      from: { path: CORE, pathNot: TESTS },
      to: { path: '^src/', pathNot: CORE },
    },
    {
      name: 'core-has-no-node',
      comment:
        'The core runs in a browser too: no module of Node. Move the part that needs it to an adapter or the shell.',
      severity: 'error',
      from: { path: CORE, pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-has-few-packages',
      comment:
        'The core may use zod, yaml, CEL, Liquid, language tags, near-miss matching, phone numbers, luxon, chrono (days in words) and seeded random numbers. A framework, database, queue or HTTP client belongs in an adapter or the shell.',
      severity: 'error',
      from: { path: CORE, pathNot: TESTS },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        pathNot:
          'node_modules/(zod|yaml|liquidjs|@marcbachmann/cel-js|bcp-47-match|fastest-levenshtein|libphonenumber-js|luxon|@types/luxon|chrono-node|pure-rand)/',
      },
    },
    {
      name: 'turn-is-pure',
      comment:
        'A turn (src/conversations/turn) is part of the core, although it lives in the shell: it may use the core, the words of channels (events, failures) and the conversation document, nothing that does I/O.',
      severity: 'error',
      from: { path: '^src/conversations/turn/', pathNot: TESTS },
      to: {
        pathNot:
          '^src/(flow|rendering|window|time|templates(?!/catalogue)|conversations/turn)/|^src/conversations/conversation[.]ts$|^src/channels/(events|failure)[.]ts$|node_modules/zod/',
      },
    },
    {
      name: 'simulator-is-not-ours',
      comment:
        'The simulator stands in for WhatsApp: production never loads it. Nothing outside src/simulator imports it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/simulator/' },
      to: { path: '^src/simulator/' },
    },
    {
      name: 'simulator-judges-alone',
      comment:
        'The simulator is an independent judge of what we send: it has rules of its own and imports nothing of the product but src/time.',
      severity: 'error',
      from: { path: '^src/simulator/', pathNot: TESTS },
      to: { path: '^src/', pathNot: '^src/(simulator|time)/' },
    },
    {
      name: 'providers-do-not-know-each-other',
      comment:
        'One provider, one folder: what two of them share goes to a folder of its own, such as channels/cloud-payload.',
      severity: 'error',
      from: { path: '^src/channels/(dialog360|twilio|messagebird|bird|vonage|cloud-api|web-chat)/' },
      to: {
        path: '^src/channels/(dialog360|twilio|messagebird|bird|vonage|cloud-api|web-chat)/',
        pathNot: '^src/channels/$1/',
      },
    },
    {
      name: 'providers-do-not-store',
      comment:
        'A provider’s adapter speaks HTTP with the provider and nothing else: storing and queueing are the shell’s.',
      severity: 'error',
      from: {
        path: '^src/channels/(dialog360|twilio|messagebird|bird|vonage|cloud-api|cloud-payload|provider-http|web-chat)/',
        pathNot: TESTS,
      },
      to: {
        path: '^src/(storage|store|queue|conversations|delivery|api|runtime)/|node_modules/(@nestjs|bullmq|pg|mongoose)/',
      },
    },
    {
      name: 'storage-stands-alone',
      comment:
        'Storage keeps documents without knowing what they are: it imports nothing of the product and nothing of Nest.',
      severity: 'error',
      from: { path: '^src/storage/', pathNot: TESTS },
      to: { path: '^src/|node_modules/@nestjs/', pathNot: '^src/storage/' },
    },
    {
      name: 'drivers-do-not-know-each-other',
      comment: 'A storage driver imports the documents interface and its own folder, never another driver.',
      severity: 'error',
      from: { path: '^src/storage/(postgres|memory|mongo|embedded)/', pathNot: TESTS },
      to: { path: '^src/storage/(postgres|memory|mongo|embedded)/', pathNot: '^src/storage/$1/' },
    },
    {
      name: 'databases-behind-storage',
      comment:
        'Only src/storage speaks with a database; everything else uses the documents interface (src/storage/documents.ts).',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(storage|queue)/|${TESTS}` },
      to: { path: 'node_modules/(pg|@types/pg|mongoose|mongodb)/' },
    },
    {
      name: 'bullmq-behind-queue',
      comment: 'Only src/queue speaks with BullMQ, and app.module.ts wires it; everything else rings its bell.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/queue/|^src/app[.]module[.]ts$|${TESTS}` },
      to: { path: 'node_modules/(bullmq|@nestjs/bullmq|ioredis)/' },
    },
    {
      name: 'axios-behind-channels',
      comment: 'Only adapters call other systems: HTTP clients belong in src/channels and src/agents.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(channels|agents)/|${TESTS}` },
      to: { path: 'node_modules/axios/' },
    },
    {
      name: 'no-cycles',
      comment:
        'A cycle dies at start with "Cannot access before initialization" as soon as a decorator meets it: move the shared part out.',
      severity: 'error',
      from: {},
      // Types alone are gone before anything runs.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-tests-in-sources',
      comment: 'Sources never import from test/, bench/ or a *.test.ts file: what both need belongs in src/.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: `^(test|bench)/|${TESTS}` },
    },
    {
      name: 'declared-packages-only',
      comment: 'A package that package.json does not list works by chance: add it there, or do without.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-packages',
      comment:
        'A development dependency is not there in production: make it a dependency, or move the import into a test.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
    },
    {
      name: 'resolvable',
      comment: 'This import leads nowhere: a typing mistake, or a file that was moved.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/(simulator/phone|channels/[^/]+/page)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
