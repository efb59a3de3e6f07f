import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/extension/core/model/command.ts';
import { Failure } from '../../../src/extension/core/model/failure.ts';
import { allow } from '../../../src/extension/core/remediate/surfaces/allow.ts';
import * as aws from '../../../src/extension/core/remediate/surfaces/aws.ts';
import * as reads from '../../../src/extension/core/remediate/surfaces/kubectlReads.ts';
import * as writes from '../../../src/extension/core/remediate/surfaces/kubectlWrites.ts';
import type { JsonValue } from '../../../src/extension/core/remediate/surfaces/patch.ts';
import { machineCommands } from '../../../src/extension/node/commands.ts';
import { runConfirmed } from '../../fakes/confirmed.ts';
import { recordingPrograms } from '../../fakes/recordingProgram.ts';

/** Every text of a call replaced by what an attacker could have named an object; `next` gives another one each time. */
const builders: readonly ((next: () => string, value: JsonValue) => Command)[] = [
  (next) => reads.getObject(scope(next), { kind: 'pods', namespace: next(), name: next() }),
  (next) => reads.getObject(scope(next), { kind: 'roles.rbac.authorization.k8s.io', namespace: next(), name: next() }),
  (next) => reads.getObject(scope(next), { kind: 'nodes', name: next() }),
  (next) => reads.listObjects(scope(next), { kind: 'pods', namespace: next(), labels: { [next()]: next() }, serviceAccount: next() }),
  (next) => reads.describeObject(scope(next), { kind: 'services', namespace: next(), name: next() }),
  (next) => reads.podLogs(scope(next), { namespace: next(), pod: next(), container: next(), lines: 10 }),
  (next) => reads.currentContext(`/${next()}`),
  (next) => reads.contextView(scope(next)),
  (next) => reads.canI(scope(next), { verb: 'get', kind: 'pods', namespace: next(), name: next() }),
  (next) => reads.rolloutHistory(scope(next), workload(next), 1),
  (next) => writes.labelObject(scope(next), workload(next), { [next()]: next(), [next()]: null }),
  (next) => writes.annotateObject(scope(next), workload(next), { [next()]: next() }),
  (next) =>
    writes.annotateObject(
      scope(() => 'c'),
      workload(() => 'n'),
      { note: next() },
    ),
  (next, value) =>
    writes.patchObject(
      scope(() => 'c'),
      workload(() => 'n'),
      { type: 'merge', body: { [next()]: value } },
    ),
  (next, value) => writes.patchObject(scope(next), workload(next), { type: 'json', body: [{ op: 'add', path: next(), value }] }),
  (next) => writes.scaleObject(scope(next), workload(next), { to: 0 }),
  (next) => writes.deleteNetworkPolicy(scope(next), { namespace: next(), name: next() }),
  (next) => writes.rolloutUndo(scope(next), workload(next), 3),
  (next) => aws.getRolePolicy({ profile: next(), region: next() }, next(), next()),
  (next) => aws.listOfUser({ region: 'eu-west-1' }, 'list-access-keys', next()),
  (next) => aws.listPolicyHolders({ region: 'eu-west-1' }, next()),
  (next) => aws.attachRolePolicy({ profile: next(), region: 'eu-west-1' }, next(), `arn:aws:iam::aws:policy/${next()}`),
  (next) => aws.deleteAccessKey({ region: 'eu-west-1' }, { user: next(), key: `AKIA${next()}` }),
  (next) =>
    aws.lookupEvents({ region: 'eu-west-1' }, { attribute: 'Username', value: next(), from: new Date(0), to: new Date(1), most: 5 }),
];

const scope = (next: () => string) => ({ context: next(), kubeconfig: `/${next()}` });
const workload = (next: () => string) => ({ kind: 'deployments.apps', namespace: next(), name: next() }) as const;

const tricks = [
  '-n',
  '--all',
  '--raw=/',
  '-',
  '--',
  '',
  'a b',
  'a,secrets',
  'secrets/x',
  'a=b',
  'a\nb',
  'a\0',
  '$(id)',
  "'",
  '../x',
  '@/etc/passwd',
  'file:///x',
  '\u202e',
  '\ud800',
  'é',
];
const good = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);
const part = fc.oneof(good, good, good, fc.constantFrom(...tricks), fc.string({ unit: 'binary', maxLength: 20 }));
const calls = fc.record({
  builder: fc.constantFrom(...builders),
  parts: fc.array(part, { minLength: 1, maxLength: 5 }),
  value: fc.jsonValue(),
});

/** The command, or undefined where a part was refused; what else is thrown is a fault. */
function built({
  builder,
  parts,
  value,
}: {
  builder: (typeof builders)[number];
  parts: readonly string[];
  value: unknown;
}): Command | undefined {
  let at = 0;
  const next = () => parts[at++ % parts.length] ?? '';
  try {
    return builder(next, value as JsonValue);
  } catch (error) {
    if (Failure.is(error, 'invalid')) return undefined;
    throw error;
  }
}

describe('[R-06] a command from parts that an attacker named', () => {
  it('is refused part by part, or is one that the allow-list has: no value becomes an option', () => {
    let passed = 0;
    fc.assert(
      fc.property(calls, (call) => {
        const command = built(call);
        if (command === undefined) return;
        passed += 1;
        expect(allow(command).argv).toEqual(command.argv);
        const plain = built({ ...call, parts: ['plain'] });
        if (plain === undefined) return;
        // The same words are options, whatever the values are.
        const options = (argv: readonly string[]) => argv.flatMap((word) => /^-[^=]*/.exec(word)?.[0] ?? []);
        expect(options(command.argv)).toEqual(options(plain.argv));
      }),
      { numRuns: 10_000 },
    );
    expect(passed).toBeGreaterThan(1_000);
  });

  it('is spawned word by word as it was built, and nothing else is', async () => {
    const { path, recorded } = recordingPrograms();
    const commands = machineCommands({ allow, environment: { PATH: path } });
    const { signal } = new AbortController();
    const spawned: { program: string; argv: readonly string[] }[] = [];
    await fc.assert(
      fc.asyncProperty(calls, async (call) => {
        const command = built(call);
        if (command === undefined) return;
        spawned.push({ program: command.program, argv: command.argv });
        expect(await runConfirmed(commands, command, { timeoutMs: 20_000, signal })).toMatchObject({
          kind: 'ended',
          exitCode: 0,
          stdout: '',
        });
        expect(recorded().at(-1)).toEqual(spawned.at(-1));
      }),
      { numRuns: 300 },
    );
    expect(recorded()).toEqual(spawned);
    expect(spawned.length).toBeGreaterThan(30);
  });
});
