import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../../src/extension/core/model/case.ts';
import type { SecurityEvent } from '../../../src/extension/core/model/threat.ts';
import { words } from './read.ts';
import { call, event, groups, pod, proc, run, storefront } from './scenario.ts';

const id = (nth: number): string => nth.toString(16).padStart(32, '0');
const cloud = { awsAccount: '123456789012' };
const day = 1440;

async function explained(trigger: string, events: readonly SecurityEvent[]): Promise<Record<string, Explanation>> {
  const { explanations } = await run(trigger, { events, groups: [], threats: [] });
  return Object.fromEntries(explanations.map((one) => [one.kind, one]));
}

const standings = (of: Record<string, Explanation>) => Object.fromEntries(Object.entries(of).map(([kind, one]) => [kind, one.standing]));
const said = (claims: Explanation['for']) => claims.map((one) => words(one.phrase)).join(' ');

const detonation = (nth: number, api: string, userAgent: string) =>
  event({
    id: id(nth),
    ago: 30 - nth,
    rule: api,
    severity: 4,
    source: 'awscloudtrail',
    scope: cloud,
    fields: call(api, 'iam', {
      'ct.user': 'kim',
      'ct.user.arn': 'arn:aws:iam::123456789012:user/kim',
      'ct.user.identitytype': 'IAMUser',
      'ct.useragent': userAgent,
    }),
  });

describe('competing explanations', () => {
  it('[X-13] a web shell, stolen credentials and a stopped trail are an attack, and no ordinary work', async () => {
    const { explanations } = await run(groups.web, storefront());
    expect(explanations.map(({ kind, standing }) => [kind, standing])).toEqual([
      ['attack', 'favoured'],
      ['administrator', 'unlikely'],
      ['scanner', 'unlikely'],
      ['testTool', 'unlikely'],
    ]);
    for (const { for: pro, against } of explanations) for (const one of [...pro, ...against]) expect(one.cites.length).toBeGreaterThan(0);
  });

  it('[X-13] a caller whose user agent says that it is a test tool is favoured as one, the attack stays possible', async () => {
    const agent = 'stratus-red-team_1f6a2c';
    const calls = [detonation(1, 'CreateAccessKey', agent), detonation(2, 'StopLogging', agent), detonation(3, 'DeleteTrail', agent)];
    const found = await explained(id(2), calls);
    expect(standings(found)).toMatchObject({ testTool: 'favoured', attack: 'possible' });
    expect(said(found['testTool']!.for)).toContain(`calls itself ${agent}`);
  });

  it('[X-13] what is typed as an argument names no tool: the same calls by another program are an attack', async () => {
    const calls = [detonation(1, 'CreateAccessKey', 'aws-cli/2.15'), detonation(2, 'StopLogging', 'aws-cli/2.15')];
    const shell = event({
      id: id(9),
      ago: 40,
      rule: 'Run shell',
      scope: pod,
      fields: proc('sh', 'sh -c echo stratus-red-team', 'java', 5, 4),
    });
    expect(standings(await explained(id(2), calls))).toMatchObject({ testTool: 'unlikely' });
    expect(standings(await explained(id(9), [shell]))).toMatchObject({ testTool: 'unlikely' });
  });

  it('[X-13] a named person who opens a shell, as on other days, is favoured as an administrator', async () => {
    const terminal = (nth: number, ago: number) =>
      event({
        id: id(nth),
        ago,
        rule: 'Terminal shell in container',
        severity: 5,
        scope: { ...pod, container: `c${nth}`.padEnd(12, '0') },
        fields: { ...proc('bash', 'bash', 'runc', 7000 + nth, 1), 'proc.tty': '34816' },
      });
    const exec = event({
      id: id(8),
      ago: 30.1,
      rule: 'Attach/Exec Pod',
      severity: 5,
      source: 'k8s_audit',
      scope: { cluster: 'prod-eu-1', namespace: 'shop', pod: 'storefront-x2k4q' },
      fields: {
        'ka.user.name': 'noor@acme.example',
        'ka.verb': 'create',
        'ka.target.resource': 'pods',
        'ka.target.subresource': 'exec',
        'ka.target.name': 'storefront-x2k4q',
        'ka.target.namespace': 'shop',
      },
    });
    const found = await explained(id(1), [terminal(1, 30), terminal(2, 30 + day), terminal(3, 30 + 2 * day), exec]);
    expect(standings(found)).toMatchObject({ administrator: 'favoured' });
    expect(said(found['administrator']!.for)).toContain('noor@acme.example came in by name');
    expect(said(found['administrator']!.for)).toContain('fired there on 2 earlier days too');
  });

  it('[X-13] one discovery rule that goes through many workloads under a scanner’s name is favoured as a scanner', async () => {
    const probe = (nth: number) =>
      event({
        id: id(nth),
        ago: 30 + nth,
        rule: 'Network scan from a pod',
        severity: 4,
        tags: ['MITRE_TA0007_discovery'],
        scope: { ...pod, workload: `app-${nth}`, pod: `app-${nth}-0`, container: `d${nth}`.padEnd(12, '0') },
        fields: proc('kube-hunter', 'kube-hunter --pod', 'sh', 100 + nth, 1),
      });
    const found = await explained(id(1), [1, 2, 3, 4, 5, 6].map(probe));
    expect(standings(found)).toMatchObject({ scanner: 'favoured', attack: 'unlikely' });
    expect(said(found['scanner']!.for)).toContain('fired on 6 places within an hour');
  });

  it('[X-13] accounts of any cloud that call from one address speak against an administrator', async () => {
    const read = (nth: number, account: string) =>
      event({
        id: id(nth),
        ago: 30 - nth,
        rule: 'GCP secret read',
        severity: 4,
        source: 'gcp_auditlog',
        scope: { gcpProject: 'shop-prod' },
        fields: { 'gcp.methodname': 'AccessSecretVersion', 'gcp.user': `${account}@acme.example`, 'gcp.callerip': '198.51.100.7' },
      });
    const against = async (...accounts: readonly [string, string]) => {
      const found = await explained(
        id(2),
        accounts.map((account, nth) => read(nth + 1, account)),
      );
      return said(found['administrator']!.against);
    };
    expect(await against('kim', 'lou')).toContain('Several identities call from one address.');
    expect(await against('kim', 'kim')).not.toContain('Several identities');
  });

  it('[X-13] one lonely event of medium severity favours nothing', async () => {
    const lonely = event({ id: id(1), ago: 30, rule: 'Odd thing', severity: 4, scope: pod, fields: proc('date', 'date', 'cron', 90, 80) });
    expect(Object.values(standings(await explained(id(1), [lonely])))).not.toContain('favoured');
  });
});
