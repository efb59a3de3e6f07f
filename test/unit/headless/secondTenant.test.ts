import { afterEach, describe, expect, it } from 'vitest';
import { hasSecondTenant, type SecondTenant, type SecondTenantOptions, startSecondTenant, whySkipped } from '../../fakes/secondTenant.ts';
import { headless } from './runHeadless.ts';

const group = '019eb0ce-2f6e-7a1c-9b52-3d4e5f607182';
const companions = ['019eb0d4-0a11-7b2c-8c63-4e5f60718293', '019eb0d8-1b22-7c3d-9d74-5f60718293a4'];
const stranger = '019eaf00-5566-7788-99aa-bbccddeeff00';

type Found = {
  readonly status: string;
  readonly tactic: { readonly tactic?: string };
  readonly incident: { readonly status: string; readonly value?: { readonly groups: readonly { readonly id: string }[] } };
  readonly coverage: readonly { readonly status: string; readonly reason?: string }[];
  readonly evidence: readonly { readonly failure?: string }[];
};

describe.skipIf(!hasSecondTenant)(
  hasSecondTenant ? 'headless against a tenant that we did not write' : whySkipped,
  { timeout: 60_000 },
  () => {
    let tenant: SecondTenant;
    afterEach(() => tenant?.stop());

    async function investigate(options: SecondTenantOptions, id = group) {
      tenant = await startSecondTenant(options);
      const args = ['--url', tenant.url, '--token-env', 'TOKEN', id, '--json', '--no-intelligence'];
      const { code, stdout, stderr } = await headless(args, { TOKEN: 'secret' });
      return { code, stderr, found: stdout === '' ? undefined : (JSON.parse(stdout) as Found) };
    }

    const quirks = [
      'none',
      'bareLists',
      'namedLists',
      'wrapResults',
      'structured',
      'jsonResponses',
      'camelIds',
      'plainIds',
      'outputSchema',
      'sysqlUnknownIsError',
    ];
    it.each(quirks)('[X-15] finds the incident with the quirk %s', async (quirk) => {
      const { code, found } = await investigate({ quirks: { [quirk]: true } });
      expect(code).toBe(0);
      expect(found?.tactic.tactic).toBe('execution');
      const ids = found?.incident.value?.groups.map(({ id }) => id) ?? [];
      expect(ids).toEqual(expect.arrayContaining(companions));
      expect(ids).not.toContain(stranger);
    });

    it('[I-02] without a threats engine takes the newest events instead', async () => {
      const { code, found } = await investigate({ quirks: { noEngine: true } }, '--top');
      expect(found?.evidence.length).toBeGreaterThan(0);
      expect([0, 6]).toContain(code);
    });

    it('[C-04] a catalogue without tools is a token that is not accepted', async () => {
      expect(await investigate({ quirks: { noTools: true } })).toMatchObject({ code: 3, found: undefined });
    });

    it.each(['401', '403', '429', '500', 'garbage', 'shape', 'empty', 'huge'])(
      '[I-28] a tool that answers with %s costs its part of the case and no other',
      async (fault) => {
        const { code, found } = await investigate({ faults: [`get_event_process_tree=${fault}`] });
        expect(code).toBe(6);
        expect(found?.status).toBe('partial');
        expect(found?.coverage.filter(({ status }) => status === 'failed')).toHaveLength(1);
        expect(found?.coverage.filter(({ status }) => status === 'done').length).toBeGreaterThan(3);
      },
    );

    it.each(['401', '403', '500', 'garbage'])(
      '[V-20] when every tool answers with %s, says what, why and the fix, and no more',
      async (fault) => {
        const { code, found, stderr } = await investigate({ faults: [`*=${fault}`] });
        expect(found).toBeUndefined();
        expect(code).toBeGreaterThan(0);
        expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
        expect(stderr.trimEnd().split('\n').slice(-3)).toHaveLength(3);
      },
    );

    it('[I-03] when every tool answers with 404, nothing was found', async () => {
      expect(await investigate({ faults: ['*=404'] })).toMatchObject({ code: 5, found: undefined });
    });
  },
);
