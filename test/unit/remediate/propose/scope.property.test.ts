import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActionRequest } from '../../../../src/extension/core/model/confirmation.ts';
import { proposeActions } from '../../../../src/extension/core/remediate/propose/proposeActions.ts';
import { outOfScope, type RemediationScope, scopeOf } from '../../../../src/extension/core/remediate/propose/scope.ts';
import { given, probed, sampleEvent, sampleThreat, threatOf } from './given.ts';

const minerRuns = sampleEvent('Execution from /dev/shm');
const began = { ...minerRuns, fields: { ...minerRuns.fields, 'proc.pid.ts': '1781082763101880112' } };

/** Threats of every kind, with the radius of the one that was probed. */
const threats = [
  threatOf(
    began,
    sampleEvent('Run shell untrusted'),
    sampleEvent('Web Server Wrote an Executable Page'),
    sampleEvent('Change thread namespace'),
  ),
  sampleThreat('Contact EC2 Instance Metadata Service From Host', 'Create Access Key for User', 'CloudTrail Logging Disabled'),
  sampleThreat('Put Bucket Policy Allowing Public Access', 'Create Access Key for User'),
  sampleThreat('Attach/Exec Pod', 'Terminal shell in container', 'Read Service Account Token'),
  sampleThreat('Systemd Unit Created', 'Schedule Cron Jobs'),
  sampleThreat('Command Injection through AI Agent Tool'),
];

type Case = { readonly request: ActionRequest; readonly scope: RemediationScope };

const radius = await probed();
const cases: readonly Case[] = threats.flatMap((threat) => {
  const scope = scopeOf(threat, radius);
  return proposeActions(given(threat, radius)).actions.flatMap(({ request }) => (request === undefined ? [] : [{ request, scope }]));
});

const settings = /^(capture\.|previous|allContainers|fromTimestamp|toTimestamp)/;
const place = /^--(context|kubeconfig|request-timeout|output|overwrite|resource-version|type|patch|replicas|current-replicas|wait)=/;

/** The same request with one target changed, for each target that it has. */
function changes(request: ActionRequest, to: string): readonly ActionRequest[] {
  if (request.surface === 'sysdig') {
    const targets = Object.keys(request.parameters).filter((name) => !settings.test(name));
    return targets.map((name) => {
      const before = request.parameters[name];
      return {
        ...request,
        parameters: { ...request.parameters, [name]: typeof before === 'number' ? before + 1 + to.length : `${before}${to}` },
      };
    });
  }
  if (request.surface === 'sysdigUndo') return [];
  const { command } = request;
  const at = command.program === 'aws' ? awsTargets(command.argv) : kubectlTargets(command.argv);
  return at.map((index) => ({
    ...request,
    command: { ...command, argv: command.argv.map((word, position) => (position === index ? `${word}${to}` : word)) },
  }));
}

/** Values of the flags that name something, by their place. */
function awsTargets(argv: readonly string[]): readonly number[] {
  return argv.flatMap((word, at) => (/^--(role-name|policy-arn|user-name|access-key-id)$/.test(word) ? [at + 1] : []));
}

/** Kind, name and namespace; not the verb, nor what a mark is set to. */
function kubectlTargets(argv: readonly string[]): readonly number[] {
  const first = argv[0] === 'rollout' ? 2 : 1;
  return argv.flatMap((word, at) =>
    at === first || at === first + 1 || (word.startsWith('--namespace=') && !place.test(word)) ? [at] : [],
  );
}

describe('the scope of a remediation', () => {
  it('[R-23] there is something of every surface to look at', () => {
    const kinds = new Set(cases.map(({ request }) => (request.surface === 'command' ? request.command.program : request.surface)));
    expect([...kinds].sort()).toEqual(['aws', 'kubectl', 'sysdig']);
    expect(cases.length).toBeGreaterThan(40);
  });

  it('[R-23] whatever is proposed is in scope', () => {
    expect(cases.map(({ request, scope }) => outOfScope(request, scope)).filter((why) => why !== undefined)).toEqual([]);
  });

  it('[R-23] with any one target changed it is not', () => {
    const suffix = fc.stringMatching(/^[a-z0-9]{1,12}$/);
    fc.assert(
      fc.property(fc.constantFrom(...cases), suffix, ({ request, scope }, to) => {
        for (const other of changes(request, to)) expect([other, outOfScope(other, scope)]).toEqual([other, expect.any(String)]);
      }),
      { numRuns: 400 },
    );
  });

  it('[R-23] one more parameter, flag or operand is not taken on trust', () => {
    const names = fc.constantFrom('host.hostName2', 'kubernetes.node.id', 'agent.target', 'network.cidr', 'image.name');
    fc.assert(
      fc.property(fc.constantFrom(...cases), names, ({ request, scope }, name) => {
        expect(outOfScope(widened(request, name), scope)).toEqual(expect.any(String));
      }),
      { numRuns: 200 },
    );
  });

  it('[R-23] a request of one threat is out of the scope of another', () => {
    const [first] = threats;
    const other = scopeOf(sampleThreat('Command Injection through AI Agent Tool'), { lines: [], evidence: [] });
    const own = first === undefined ? [] : proposeActions(given(first, radius)).actions.flatMap(({ request }) => request ?? []);
    expect(own.length).toBeGreaterThan(10);
    expect(own.filter((request) => outOfScope(request, other) === undefined)).toEqual([]);
  });
});

function widened(request: ActionRequest, name: string): ActionRequest {
  if (request.surface === 'sysdig') return { ...request, parameters: { ...request.parameters, [name]: 'x' } };
  if (request.surface === 'sysdigUndo') return request;
  const { command } = request;
  const argv = command.program === 'aws' ? [...command.argv, '--group-name', 'x'] : [...command.argv, '--selector=app=x'];
  return { ...request, command: { ...command, argv } };
}
