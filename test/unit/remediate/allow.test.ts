import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/extension/core/model/command.ts';
import { Failure } from '../../../src/extension/core/model/failure.ts';
import { allow } from '../../../src/extension/core/remediate/surfaces/allow.ts';
import { everyAws, everyKubectl } from './everyCommand.ts';

const kubeconfig = '/home/u/.kube/config';
const all = [
  ...Object.values(everyKubectl({ context: 'prod-eu-1', kubeconfig })),
  ...Object.values(everyAws({ profile: 'prod', region: 'eu-west-1' })),
];

function isAllowed(command: Command): boolean {
  try {
    allow(command);
    return true;
  } catch (error) {
    if (Failure.is(error, 'refused')) return false;
    throw error;
  }
}

const server = ['--context=prod-eu-1', '--request-timeout=15s'];
const kubectl = (line: string, access: Command['access'] = 'read') =>
  isAllowed({ program: 'kubectl', argv: [...line.split(' ').map((word) => word.replaceAll('␣', ' ')), ...server], access });
const aws = (line: string, access: Command['access'] = 'read') => {
  const end = ['--region', 'eu-west-1', '--output', 'json', '--cli-connect-timeout', '10', '--cli-read-timeout', '10'];
  return isAllowed({ program: 'aws', argv: [...line.split(' '), ...end], access });
};

describe('[R-06] the allow-list', () => {
  it('reads these lines as the tests write them', () => {
    expect(kubectl('get pods web --namespace=shop --output=json')).toBe(true);
    expect(kubectl('describe pods web --namespace=shop')).toBe(true);
    expect(kubectl('label pods web a=b --namespace=shop', 'write')).toBe(true);
    expect(aws('iam get-role --role-name web')).toBe(true);
  });

  it.each([
    ...['secret', 'secrets', 'Secret', 'SECRETS', 'secrets.', 'secret.v1', 'secrets.v1.', 'Secret.v1.', 'secrets.core', 'secret/database'],
    ...['pods,secrets', 'secrets,pods', 'pods,secret/database', 'all', 'all,secrets', 'configmaps', 'cm', 'po', 'pods/web', 'pods.'],
    ...[
      'externalsecrets.external-secrets.io',
      '',
      'pods␣secrets',
      'pods\u200b',
      'events',
      'componentstatuses',
      'customresourcedefinitions',
    ],
  ])('reads no %j, under no name', (kind) => {
    expect(kubectl(`get ${kind} database --namespace=shop --output=json`)).toBe(false);
    expect(kubectl(`get ${kind} --namespace=shop --output=json`)).toBe(false);
    expect(kubectl(`get ${kind} --all-namespaces --output=json`)).toBe(false);
    expect(kubectl(`get ${kind} --output=json`)).toBe(false);
    expect(kubectl(`describe ${kind} database --namespace=shop`)).toBe(false);
    expect(kubectl(`label ${kind} database a=b --namespace=shop`, 'write')).toBe(false);
    expect(kubectl(`patch ${kind} database --namespace=shop --type=merge --patch={"a":1}`, 'write')).toBe(false);
  });

  it.each([
    ...[
      'get --raw=/api/v1/namespaces/shop/secrets',
      'get --raw /api/v1/secrets --output=json',
      'get pods secrets/a --namespace=shop --output=json',
    ],
    ...['get pods web --namespace=shop --output=jsonpath={.spec}', 'get pods web --namespace=shop --output=go-template={{.}}'],
    ...['get pods web --namespace=shop --output=yaml', 'get pods web --namespace=shop -ojson', 'get pods web -n shop --output=json'],
    ...['get pods web --namespace=shop --output=json --output=json', 'get pods web --namespace=shop --output=json --watch=true'],
    ...[
      'get pods web --namespace=shop --namespace=kube-system --output=json',
      'get pods web --namespace=shop --all-namespaces --output=json',
    ],
    ...[
      'get pods --namespace=shop --output=json --kubeconfig=relative',
      'get pods web --namespace=shop --output=json --filename=/etc/passwd',
    ],
    ...[
      'get pods web --namespace=shop --output=json --token=x',
      'get pods web --namespace=shop --output=json --server=https://evil.example',
    ],
    ...['get pods web --namespace=shop --output=json --as=system:admin', 'get pods web --namespace=shop --output=json --v=9'],
    ...[
      'get pods -- web --namespace=shop --output=json',
      '--namespace=shop get pods web --output=json',
      'get pods --namespace=shop web --output=json',
    ],
    ...[
      'config view',
      'config view --raw=true',
      'config view --minify --raw --output=json',
      'config view --minify --flatten=true --output=json',
    ],
    ...[
      'config use-context prod',
      'config set-context prod',
      'config get-contexts',
      'auth can-i --list',
      'auth can-i get secrets --namespace=shop',
    ],
    ...['auth reconcile -f x', 'logs web --namespace=shop --container=web --tail=9 --follow=true', 'version --client=true'],
    ...[
      'exec web --namespace=shop',
      'cp a b',
      'debug web',
      'proxy',
      'port-forward web 80',
      'run x',
      'attach web',
      'plugin list',
      'edit pods web',
    ],
    ...[
      'rollout status deployments.apps web --namespace=shop',
      'rollout status deployments.apps web --namespace=shop --watch=true',
      'help',
      '',
    ],
  ])('starts no `kubectl %s`', (line) => {
    expect(kubectl(line)).toBe(false);
    expect(kubectl(line, 'write')).toBe(false);
  });

  it.each([
    ...[
      'apply --filename=x',
      'create --filename=x',
      'replace --filename=x',
      'delete pods web --namespace=shop',
      'drain node',
      'cordon node',
    ],
    ...[
      'delete networkpolicies.networking.k8s.io --all=true --namespace=shop',
      'delete networkpolicies.networking.k8s.io --namespace=shop',
    ],
    ...[
      'delete networkpolicies.networking.k8s.io a b --namespace=shop',
      'delete networkpolicies.networking.k8s.io,pods a --namespace=shop',
    ],
    ...[
      'delete networkpolicies.networking.k8s.io a --namespace=shop --force=true',
      'delete namespaces shop',
      'scale nodes a --replicas=0 --namespace=shop',
    ],
    ...['label pods web --namespace=shop', 'label pods --all=true a=b --namespace=shop', 'label pods web --list=true --namespace=shop'],
    ...[
      'label rolebindings.rbac.authorization.k8s.io web a=b --namespace=shop',
      'annotate namespaces shop a=b',
      'label pods web a=b c --namespace=shop',
    ],
    ...[
      'patch deployments.apps web --namespace=shop --type=merge --patch-file=/etc/passwd',
      'scale deployments.apps web --namespace=shop --replicas=-1',
    ],
    ...[
      'patch deployments.apps web --namespace=shop --type=merge --patch=@/etc/passwd',
      'patch deployments.apps web --namespace=shop --type=merge',
    ],
    ...['rollout undo deployments.apps web --namespace=shop', 'rollout undo deployments.apps web --namespace=shop --to-revision=0'],
    ...[
      'patch deployments.apps web --namespace=shop --type=merge --patch={"a":1} --dry-run=client',
      'scale deployments.apps web --replicas=1',
    ],
    ...['patch deployments.apps web --namespace=shop --type=merge --patch={"a":1} --dry-run=none', 'set image deployments.apps web a=b'],
  ])('changes nothing by `kubectl %s`', (line) => {
    expect(kubectl(line, 'write')).toBe(false);
    expect(kubectl(line)).toBe(false);
  });

  it.each([
    ...[
      'iam get-role',
      'iam get-role --role-name',
      'iam get-role --role-name web --role-name web',
      'iam get-role --role-nam web',
      'iam create-user',
    ],
    ...[
      'iam get-role --role-name=web',
      'iam get-role --role-name file:///etc/passwd',
      'iam get-role --role-name web --debug',
      'iam get-user --user-name a',
    ],
    ...[
      'iam get-role --role-name web --endpoint-url http://evil.example',
      'iam get-role --role-name web --query x',
      'iam get-role web',
      'configure list',
    ],
    ...[
      'iam get-role --role-name web --no-verify-ssl',
      'iam get-role --role-name web --cli-input-json file://x',
      'iam list-access-keys',
      'iam list-users',
    ],
    ...[
      'iam attach-role-policy --role-name web',
      'iam detach-role-policy --role-name web --policy-arn AWSDenyAll',
      'iam delete-access-key',
    ],
    ...[
      'iam delete-access-key --access-key-id AKIAIOSFODNN7EXAMPLE',
      'iam update-access-key --user-name a --access-key-id AKIAIOSFODNN7EXAMPLE',
    ],
    ...[
      'iam delete-access-key --user-name a --access-key-id ASIAIOSFODNN7EXAMPLE',
      'iam attach-user-policy --user-name a',
      'sts assume-role',
    ],
    ...[
      'iam put-role-policy --role-name a',
      'cloudtrail lookup-events',
      'cloudtrail start-logging --name a',
      's3 ls',
      'sts get-session-token',
      '',
    ],
    ...[
      'secretsmanager get-secret-value --secret-id x',
      'ssm get-parameter --name x',
      'iam',
      '--version',
      'iam list-ssh-public-keys --user-name a',
    ],
  ])('starts no `aws %s`', (line) => {
    expect(aws(line)).toBe(false);
    expect(aws(line, 'write')).toBe(false);
  });

  it('lets no call pass as a read that is none, and takes what the server only tries out for a read', () => {
    for (const command of all) {
      expect(isAllowed({ ...command, access: command.access === 'read' ? 'write' : 'read' }), command.argv.join(' ')).toBe(false);
    }
    expect(kubectl('scale deployments.apps web --replicas=0 --namespace=shop --dry-run=server')).toBe(true);
    expect(kubectl('scale deployments.apps web --replicas=0 --namespace=shop --dry-run=server', 'write')).toBe(false);
  });

  it('lets no other program pass', () => {
    for (const program of ['sh', '/usr/bin/kubectl', 'kubectl ', 'constructor', '__proto__']) {
      expect(isAllowed({ ...(all[0] as Command), program: program as 'kubectl' })).toBe(false);
    }
  });

  it('gives back a copy that nobody can change afterwards', () => {
    const argv = [...(all[0] as Command).argv];
    const allowed = allow({ program: 'kubectl', argv, access: 'read' });
    argv[1] = 'secrets';
    expect(allowed.argv[1]).toBe('deployments.apps');
    expect(() => (allowed.argv as string[]).push('--raw=/')).toThrow(TypeError);
  });

  it('says in three lines what was refused and how to do it by hand', () => {
    const argv = ['get', 'secrets', "it's\nmine", ...server];
    const failure = (() => {
      try {
        return allow({ program: 'kubectl', argv, access: 'read' });
      } catch (error) {
        return error as Failure;
      }
    })();
    expect(failure).toMatchObject({ what: 'The command was not run', fix: expect.stringContaining("kubectl get secrets 'it'\\''s mine'") });
    expect((failure as Failure).message.split('\n')).toHaveLength(3);
  });
});

describe('[R-06] the allow-list, fuzzed', () => {
  const known = [...new Set(all.flatMap(({ argv }) => argv))];
  const nasty = [
    'secrets',
    '--raw=/api',
    '-f',
    '--',
    '-',
    '--all=true',
    '--token=x',
    'a\nb',
    'a\0b',
    '--as=root',
    'pods,secrets',
    '',
    '\u202e',
    '=x',
  ];
  const word = fc.oneof(fc.constantFrom(...known), fc.constantFrom(...nasty), fc.string({ unit: 'binary', maxLength: 12 }));
  const program = fc.constantFrom('kubectl', 'aws') as fc.Arbitrary<'kubectl' | 'aws'>;
  const access = fc.constantFrom('read', 'write') as fc.Arbitrary<'read' | 'write'>;

  const awsVerb =
    /^(?:sts get-caller-identity|cloudtrail lookup-events|iam (?:get|list|attach-role|detach-role|update-access|delete-access)-)/;
  const readVerb = /^(?:get|describe|logs|version|config current-context|config view --minify|auth can-i|rollout (?:status|history))\b/;
  const writeVerb = /^(?:patch|label|annotate|scale|delete networkpolicies\.networking\.k8s\.io|rollout (?:restart|pause|resume|undo))\b/;
  const forbiddenFlag = /^(?:-[a-z]|--$|--(?:raw|token|as|server|filename|template|endpoint-url|all)(?:=|$))/;
  const forbiddenKind = /^(?:get|describe|patch|label|annotate|scale|delete|rollout \w+) \S*(?:secret|configmap|all\b|[,/])/i;

  /** What must hold of each line that passes, told without the grammar. */
  function isHarmless({ program: name, argv, access: told }: Command): boolean {
    const line = argv.join(' ');
    if (/[\p{Cc}\u2028\u202e]/u.test(line) || argv.some((one) => forbiddenFlag.test(one)) || forbiddenKind.test(line)) return false;
    if (name === 'aws') return awsVerb.test(line);
    const changes = writeVerb.test(line) && !argv.includes('--dry-run=server');
    const isNamed = argv.some((one) => /^--context=[^-]/.test(one)) || line.startsWith('config current-context');
    return changes === (told === 'write') && isNamed && (readVerb.test(line) || writeVerb.test(line));
  }

  it('passes nothing harmful of random words', () => {
    fc.assert(
      fc.property(program, fc.array(word, { maxLength: 9 }), access, (name, argv, told) => {
        const command = { program: name, argv, access: told };
        return !isAllowed(command) || isHarmless(command);
      }),
      { numRuns: 20_000 },
    );
  });

  it('passes nothing harmful of an allowed line that was changed in one place', () => {
    const change = fc.record({ at: fc.nat(20), drop: fc.nat(2), put: fc.array(word, { maxLength: 2 }) });
    let passed = 0;
    fc.assert(
      fc.property(fc.constantFrom(...all), change, access, ({ program: name, argv, access: was }, { at, drop, put }, told) => {
        const changed = [...argv.slice(0, at), ...put, ...argv.slice(at + drop)];
        const command: Command = { program: name, argv: changed, access: at % 2 === 0 ? was : told };
        if (!isAllowed(command)) return true;
        passed += 1;
        return isHarmless(command);
      }),
      { numRuns: 20_000 },
    );
    expect(passed).toBeGreaterThan(500);
  });
});
