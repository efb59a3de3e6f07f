import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { headless } from './runHeadless.ts';
import { type Served, serveTenant } from './runTenant.ts';

let tenant: Served | undefined;
afterEach(async () => {
  await tenant?.stop();
  tenant = undefined;
});

const token = { SYSDIG_SECURE_API_TOKEN: 'sesame' };
// Real CloudTrail recordings lie beside the repository, not in it; without them these cases are left out.
const recordings = new URL('../../../../shared/data/cloudtrail/', import.meta.url);
const files = existsSync(recordings) ? readdirSync(recordings) : [];

describe('headless over HTTP', { timeout: 90_000 }, () => {
  it('[C-02] connects with the token of the environment and finds the same case twice', async () => {
    tenant = await serveTenant(['--token', 'sesame']);
    const first = await headless(['--url', tenant.url, '--top', '--json', '--no-intelligence'], token);
    expect([0, 6]).toContain(first.code);
    const { trigger } = JSON.parse(first.stdout);
    const again = JSON.parse((await headless(['--url', tenant.url, trigger.id, '--json', '--no-intelligence'], token)).stdout);
    expect(again.trigger).toEqual(trigger);
    expect(`${first.stdout}${first.stderr}`).not.toContain('sesame');
  });

  it('[C-04] ends with 3, and says what to do, when the token is refused', async () => {
    tenant = await serveTenant(['--token', 'sesame']);
    const { code, stdout, stderr } = await headless(['--url', tenant.url, '--token-env', 'OTHER', '--top'], { OTHER: 'wrong' });
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).not.toContain('wrong');
    expect(stderr.trimEnd().split('\n')).toHaveLength(3);
  });

  it('[X-15] ends with 6 and a case when a part failed', async () => {
    tenant = await serveTenant(['--faults', 'get_event_process_tree=500']);
    const { code, stdout } = await headless(['--url', tenant.url, '--top', '--json', '--no-intelligence'], token);
    expect(code).toBe(6);
    expect(JSON.parse(stdout).processTree.status).toBe('failed');
  });
});

describe('Ctrl-C', { timeout: 90_000 }, () => {
  it('[V-10] gives the case as far as it got, marked partial, and ends with 6', async () => {
    tenant = await serveTenant(['--latency', '400']);
    const { code, stdout } = await headless(
      ['--url', tenant.url, '--top', '--json', '--no-intelligence'],
      token,
      'Looking at the process tree',
    );
    expect(code).toBe(6);
    const found = JSON.parse(stdout);
    expect(found.status).toBe('partial');
    expect(found.coverage.some((one: { status: string }) => one.status === 'pending' || one.status === 'in_progress')).toBe(true);
  });

  it('[V-10] ends with 6 and no case before the trigger is known', async () => {
    tenant = await serveTenant(['--latency', '400']);
    const { code, stdout, stderr } = await headless(['--url', tenant.url, '0123456789abcdef0123456789abcdef'], token, 'Looking for');
    expect(code).toBe(6);
    expect(stdout).toBe('');
    expect(stderr).toContain('Cancelled before anything was found.');
  });
});

/** Strings of the recording that a case may name: actors, addresses, accounts, calls. */
type CloudTrailRecord = { eventName: string; recipientAccountId: string; sourceIPAddress: string; userIdentity: { arn?: string } };

/** User, or role and session, from `arn:aws:sts::123456789012:assumed-role/role/session`. */
function actorNames({ userIdentity }: CloudTrailRecord): readonly string[] {
  return userIdentity.arn?.split('/').slice(1) ?? [];
}

describe.each(files)('a recording of %s', { timeout: 90_000 }, (file) => {
  it('[I-27] becomes a case whose calls, account and actor are those of the recording', async () => {
    const records: CloudTrailRecord[] = JSON.parse(readFileSync(new URL(file, recordings), 'utf8'));
    tenant = await serveTenant(['--cloudtrail', new URL(file, recordings).pathname]);
    const { code, stdout, stderr } = await headless(['--url', tenant.url, '--top', '--json', '--no-intelligence'], token);
    expect([0, 6], stderr).toContain(code);
    const found = JSON.parse(stdout);
    const told = JSON.stringify([found.summary, found.triggerFacts, found.flow]);
    expect(records.some((record) => told.includes(record.eventName))).toBe(true);
    expect(records.flatMap(actorNames).some((name) => told.includes(name))).toBe(true);
    expect(records.map((record) => record.recipientAccountId)).toContain(found.trigger.scope.awsAccount);
    expect(found.tactic.tactic).toBe(file.split('.')[1]?.replaceAll('-', '_'));
  });
});
