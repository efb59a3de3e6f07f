import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runnerOf } from '../../../src/extension/core/investigate/correlate/ancestry.ts';
import { correlate, worthAsking } from '../../../src/extension/core/investigate/correlate/correlate.ts';
import { gate } from '../../../src/extension/core/investigate/correlate/gate.ts';
import { goodFor } from '../../../src/extension/core/investigate/correlate/goodFor.ts';
import { judge } from '../../../src/extension/core/investigate/correlate/judge.ts';
import type { Cited } from '../../../src/extension/core/investigate/correlate/material.ts';
import { postureCandidate } from '../../../src/extension/core/investigate/correlate/postureCandidate.ts';
import { easedBy } from '../../../src/extension/core/investigate/correlate/postureKinds.ts';
import { scoreOf } from '../../../src/extension/core/investigate/correlate/score.ts';
import { type Surroundings, vulnerabilityCandidate } from '../../../src/extension/core/investigate/correlate/vulnerabilityCandidate.ts';
import type { Cites } from '../../../src/extension/core/model/evidence.ts';
import { parseSeverity } from '../../../src/extension/core/model/severity.ts';
import { type Tactic, tacticOrder } from '../../../src/extension/core/model/tactic.ts';
import type { Finding } from '../../../src/extension/core/model/vulnerability.ts';
import { words } from './read.ts';

const cites = ['scan'] as unknown as Cites;
const overNetwork = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

type Parts = Omit<Partial<Finding>, 'severity'> & { severity?: string };

function finding({ severity = 'critical', ...parts }: Parts = {}): Finding {
  const word = parseSeverity(severity);
  return { cve: 'CVE-2026-24061', ...(word && { severity: word }), ...parts };
}

const cited = <T>(value: T): Cited<T> => ({ value, cites });

/** As grave as a finding can be: exploited, listed, in use, its program among the trigger's processes, and a file that is malware. */
const around = {
  forebears: [{ name: 'telnetd', cites }],
  advisories: [cited({ cve: 'CVE-2026-24061', source: 'CISA KEV', kev: true })],
  verdicts: [cited({ sha256: 'f'.repeat(64), malicious: 60 })],
};
const alone: Surroundings = { forebears: [], advisories: [], verdicts: [] };
const telnetd = finding({
  vector: overNetwork,
  cvss: 9.8,
  exploitable: true,
  kev: true,
  inUse: true,
  package: { name: 'inetutils-telnetd', type: 'os' },
});

const scored = (value: Finding, tactic: Tactic | undefined, surroundings = alone) =>
  judge(vulnerabilityCandidate(cited(value), surroundings), { tactic, cites }).row.score;

const triggers: readonly (Tactic | undefined)[] = [...tacticOrder, undefined];

describe('the tactic gate', () => {
  it('[I-24] a discovery trigger (geolocation by locale) is not explained by a hole in telnetd, however grave it is', () => {
    const { rows, refused } = correlate(
      { findings: [cited(telnetd)], violations: [], ...around },
      { trigger: { tactic: 'discovery', cites }, forebears: around.forebears },
    );
    expect(rows).toEqual([]);
    expect(refused.map((one) => words(one.phrase))).toEqual([
      `CVE-2026-24061 is good for initial access or execution, since its CVSS vector is ${overNetwork}; that does not lead straight to discovery, so it scores 3 at most.`,
    ]);
    expect(scored(telnetd, 'discovery', around)).toBe(3);
    expect(scored(telnetd, 'execution', around)).toBe(5);
  });

  it('[I-24] lets through what is at most two steps apart in the kill chain, and what calls home at once', () => {
    const pairs = tacticOrder.flatMap((from) => tacticOrder.filter((to) => gate([from], to).passes).map((to) => [from, to] as const));
    const far = pairs.filter(([from, to]) => Math.abs(tacticOrder.indexOf(from) - tacticOrder.indexOf(to)) > 2);
    expect(far).toEqual([['execution', 'c2']]);
    expect(tacticOrder.filter((tactic) => !gate([tactic], tactic).passes)).toEqual([]);
  });

  it('[I-24] what is unknown on either side does not pass', () => {
    for (const trigger of triggers) expect(gate([], trigger)).toMatchObject({ passes: false, why: 'finding unknown' });
    for (const tactic of tacticOrder) expect(gate([tactic], undefined)).toMatchObject({ passes: false, why: 'trigger unknown' });
  });

  it('[I-24] of several tactics the one nearest to the trigger counts', () => {
    expect(gate(['initial_access', 'execution'], 'persistence')).toMatchObject({ passes: true, tactic: 'execution' });
    expect(gate(['initial_access', 'execution'], 'initial_access')).toMatchObject({ passes: true, tactic: 'initial_access' });
  });
});

describe('the score', () => {
  const points = [-1, 0, 1, 2, 3, 4];

  it('[I-24] stays within 1 and 5, boosts never lower it, and the gate comes last: table over all combinations', () => {
    const combinations = points.flatMap((heuristic) => [0, 1, 2].map((boost) => ({ heuristic, boost })));
    for (const { heuristic, boost } of combinations) {
      const passed = scoreOf([heuristic], [boost], { passes: true });
      expect(passed).toBe(Math.min(5, Math.max(1, 1 + heuristic) + boost));
      expect(scoreOf([heuristic], [boost], { passes: false })).toBe(Math.min(3, passed));
      expect(scoreOf([heuristic], [boost + 1], { passes: true })).toBeGreaterThanOrEqual(passed);
    }
  });

  const vectors = [undefined, overNetwork, 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H'];
  const flags = [true, false, undefined];
  const combinations = vectors.flatMap((vector) =>
    ['critical', 'high', 'medium', 'low'].flatMap((severity) =>
      flags.flatMap((exploitable) => flags.flatMap((inUse) => flags.map((kev) => ({ vector, severity, exploitable, inUse, kev })))),
    ),
  );
  const defined = (parts: (typeof combinations)[number]): Finding =>
    finding(JSON.parse(JSON.stringify({ ...parts, package: { name: 'inetutils-telnetd', type: 'os' } })) as Parts);

  it('[I-24] nothing lifts a pair that the gate refuses above 3: every combination of finding, surroundings and trigger', () => {
    let refused = 0;
    for (const parts of combinations)
      for (const tactic of triggers) {
        const value = defined(parts);
        const { row, refused: why } = judge(vulnerabilityCandidate(cited(value), around), { tactic, cites });
        const passes = gate(goodFor(value)?.tactics ?? [], tactic).passes;
        expect(why === undefined).toBe(passes);
        if (!passes) refused += Number(row.score <= 3);
        expect(passes || row.score <= 3).toBe(true);
      }
    expect(refused).toBeGreaterThan(1000);
  });

  it('[I-24] being listed by CISA and malware among the files each add one, five at most, where the gate lets them', () => {
    const passing = { vector: overNetwork, cvss: 9.8, package: { name: 'spring-beans', type: 'java' } };
    expect(scored(finding(passing), 'execution')).toBe(2);
    expect(scored(finding({ ...passing, kev: true }), 'execution')).toBe(3);
    expect(scored(finding({ ...passing, kev: true }), 'execution', { ...alone, verdicts: around.verdicts })).toBe(4);
    const four = [cited({ sha256: 'f'.repeat(64), malicious: 4 })];
    expect(scored(finding({ ...passing, kev: true }), 'execution', { ...alone, verdicts: four })).toBe(3);
  });

  it('[I-24] any finding: boosts are monotonous, and a refused pair stays at 3', () => {
    const arbitrary = fc.record(
      {
        cve: fc.constant('CVE-2026-24061'),
        severity: fc.constantFrom('critical', 'high', 'medium', 'low'),
        cvss: fc.double({ min: 0, max: 10, noNaN: true }),
        vector: fc.constantFrom('', 'AV:N/AC:L/Au:N/C:C/I:C/A:C', ...vectors.filter((one) => one !== undefined)),
        exploitable: fc.boolean(),
        inUse: fc.boolean(),
        package: fc.record({ name: fc.constantFrom('sudo', 'runc', 'openssl', 'inetutils-telnetd'), type: fc.constantFrom('os', 'java') }),
      },
      { requiredKeys: ['cve'] },
    );
    fc.assert(
      fc.property(arbitrary, fc.constantFrom(...triggers), (parts, tactic) => {
        const value = finding(parts);
        const plain = scored(value, tactic);
        const listed = scored({ ...value, kev: true }, tactic);
        const both = scored({ ...value, kev: true }, tactic, { ...alone, verdicts: around.verdicts });
        const refused = !gate(goodFor(value)?.tactics ?? [], tactic).passes;
        return plain <= listed && listed <= both && (!refused || both <= 3);
      }),
    );
  });
});

describe('what is shown', () => {
  const passing = (cve: string, parts: Parts = {}): Cited<Finding> =>
    cited(finding({ cve, vector: overNetwork, exploitable: true, inUse: true, ...parts }));
  const beside = { trigger: { tactic: 'execution', cites }, forebears: [] } as const;
  const nothing = { violations: [], advisories: [], verdicts: [] };

  it('[I-24] only 4 and 5, three rows, the best first, in one order whatever the order of the findings', () => {
    const findings = [
      passing('CVE-2026-0001'),
      passing('CVE-2026-0002', { kev: true }),
      passing('CVE-2026-0003'),
      passing('CVE-2026-0004'),
      passing('CVE-2026-0005', { exploitable: false }),
    ];
    const shown = (order: typeof findings) =>
      correlate({ findings: order, ...nothing }, beside).rows.map(({ finding: { text }, score }) => `${text} ${score}`);
    expect(shown(findings)).toEqual(['CVE-2026-0002 5', 'CVE-2026-0001 4', 'CVE-2026-0003 4']);
    expect(shown(findings.toReversed())).toEqual(shown(findings));
  });

  it('[I-24] a CVE in several packages is one row', () => {
    const findings = ['a', 'b', 'c'].map((name) => passing('CVE-2026-0001', { package: { name } }));
    expect(correlate({ findings, ...nothing }, beside).rows).toHaveLength(1);
  });

  it('[I-24] the reasons stand in the order in which they counted, each with a citation', () => {
    const [row] = correlate({ findings: [cited(telnetd)], violations: [], ...around }, { ...beside, forebears: around.forebears }).rows;
    expect(row?.reasons.map((reason) => words(reason.phrase))).toEqual([
      'Its severity is critical.',
      'An exploit for it is known.',
      'inetutils-telnetd is in use.',
      'telnetd, which runs inetutils-telnetd, is among the processes that led to the trigger.',
      'CISA lists it as exploited.',
      `VirusTotal: 60 engines call the file ${'f'.repeat(64)} malicious.`,
      `CVE-2026-24061 is good for initial access or execution, since its CVSS vector is ${overNetwork}; the trigger does just that.`,
    ]);
    expect(row?.reasons.every((reason) => reason.cites.length > 0)).toBe(true);
  });

  it('[I-24] many refusals are told as eight and a number', () => {
    const findings = Array.from({ length: 30 }, (_one, index) => passing(`CVE-2026-${1000 + index}`));
    const { refused } = correlate({ findings, ...nothing }, { ...beside, trigger: { tactic: 'exfiltration', cites } });
    expect(refused).toHaveLength(9);
    expect(words(refused[8]!.phrase)).toBe('22 more findings did not pass the tactic gate.');
  });

  it('[I-24] a medium vulnerability that does not pass is not worth a refusal', () => {
    const { refused } = correlate(
      { findings: [passing('CVE-2026-0001', { severity: 'medium' })], ...nothing },
      {
        ...beside,
        trigger: { tactic: 'impact', cites },
      },
    );
    expect(refused).toEqual([]);
  });

  it('[I-16] five CVEs at most are worth a question, the most dangerous first, and none that the gate refuses', () => {
    const findings = Array.from({ length: 8 }, (_one, index) => passing(`CVE-2026-000${index}`, index === 7 ? { kev: true } : {}));
    const refused = passing('CVE-2026-0099', { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', kev: true });
    const unknown = cited(finding({ cve: 'CVE-2026-0098', kev: true, inUse: true }));
    const mild = passing('CVE-2026-0097', { severity: 'medium', kev: true });
    const unnumbered = passing('GHSA-jfh8-c2jp-5v3q', { kev: true });
    const asked = worthAsking([refused, unknown, mild, unnumbered, ...findings], 'execution', 5);
    expect(asked).toEqual(['CVE-2026-0007', 'CVE-2026-0000', 'CVE-2026-0001', 'CVE-2026-0002', 'CVE-2026-0003']);
    expect(worthAsking(findings, undefined, 5)).toEqual([]);
  });
});

describe('what a vulnerability is good for', () => {
  it.each([
    ['AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', ['initial_access', 'execution']],
    ['AV:N/AC:M/Au:N/C:P/I:P/A:P', ['initial_access', 'execution']],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', ['initial_access', 'execution']],
    ['AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', ['execution', 'privilege_escalation']],
    ['AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', ['privilege_escalation']],
    ['AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H', ['execution']],
    ['AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', ['credential_access', 'collection']],
    ['AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', ['impact']],
    ['AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', undefined],
  ])('[I-24] by its vector %s', (vector, tactics) => {
    expect(goodFor(finding({ vector }))?.tactics).toEqual(tactics);
  });

  it('[I-24] by its score alone only where an exploit is known and nothing local can score as high', () => {
    expect(goodFor(finding({ cvss: 9.8, exploitable: true }))?.tactics).toEqual(['initial_access', 'execution']);
    expect(goodFor(finding({ cvss: 9.8 }))).toBeUndefined();
    expect(goodFor(finding({ cvss: 9.6, exploitable: true }))).toBeUndefined();
    const highest = Math.max(
      ...everyVector()
        .filter(({ av }) => av !== 'N')
        .map(baseScore),
    );
    expect(highest).toBeLessThan(9.7);
  });

  it('[I-24] by its package where that keeps users apart, and not where nothing speaks', () => {
    expect(goodFor(finding({ package: { name: 'sudo' } }))?.tactics).toEqual(['privilege_escalation']);
    expect(goodFor(finding({ package: { name: 'linux-image-6.1.0' } }))?.tactics).toEqual(['privilege_escalation']);
    expect(goodFor(finding({ package: { name: 'linux-libc-dev' } }))).toBeUndefined();
    expect(goodFor(finding({ package: { name: 'openssl' }, cvss: 7.5, severity: 'high' }))).toBeUndefined();
  });

  it.each([
    ['allows remote attackers to execute arbitrary code via a crafted request', ['initial_access', 'execution']],
    ['A local user can escalate privileges to root', ['privilege_escalation']],
    ['allows attackers to escape the container', ['privilege_escalation']],
    ['a request cancellation can cause a denial of service', ['impact']],
    ['attackers may read sensitive information from memory', ['credential_access', 'collection']],
    ['does something odd', undefined],
  ])('[I-24] by what an advisory says: %s', (description, tactics) => {
    expect(goodFor(finding(), [{ description }])?.tactics).toEqual(tactics);
  });
});

describe('what runs a package', () => {
  it.each([
    ['spring-beans', 'java', ['bash', 'java'], 'java'],
    ['inetutils-telnetd', 'os', ['in.telnetd'], 'in.telnetd'],
    ['openssh-server', 'os', ['sshd'], 'sshd'],
    ['requests', 'python', ['gunicorn'], 'gunicorn'],
    ['libnghttp2', 'os', ['java', 'bash'], undefined],
    ['libc-bin', 'os', ['node', 'sh'], undefined],
    ['apache2-bin', 'os', ['httpd'], 'httpd'],
  ])('[I-24] %s (%s) beside %s', (name, type, processes, runner) => {
    expect(
      runnerOf(
        { name, type },
        processes.map((process) => ({ name: process, cites })),
      )?.name,
    ).toBe(runner);
  });
});

describe('posture', () => {
  it.each([
    ['Privileged container', 'privilege', ['privilege_escalation']],
    ['Container running as root', 'privilege', ['privilege_escalation']],
    ['Host PID namespace shared', 'privilege', ['privilege_escalation']],
    ['Ensure that the --automount-service-account-token is not set', 'privilege', ['credential_access', 'privilege_escalation']],
    ['Minimise wildcard use in Roles and ClusterRoles', 'privilege', ['privilege_escalation']],
    ['No network policy selects the workload', 'network', ['lateral_movement', 'discovery']],
    ['Unrestricted egress', 'network', ['c2', 'exfiltration']],
    ['Security group allows 0.0.0.0/0 on port 22', 'network', ['initial_access']],
    ['Password authentication enabled for SSH', 'hardening', ['initial_access', 'credential_access']],
    ['Writable root filesystem', 'hardening', ['execution', 'persistence']],
    ['Seccomp profile not set', 'hardening', ['privilege_escalation']],
    ['Image tag is mutable', 'hardening', ['initial_access', 'persistence']],
    ['Memory limit not set', 'limits', ['impact']],
    ['CPU limits should be defined', 'limits', ['impact']],
    ['CloudTrail is not enabled in all regions', 'logging', ['defense_evasion']],
    ['Audit logging disabled', 'logging', ['defense_evasion']],
  ])('[I-25] %s is about %s', (control, kind, tactics) => {
    expect(easedBy(control)).toMatchObject({ kind, tactics });
  });

  const row = (control: string, tactic: Tactic | undefined, severity = 'High') => {
    const word = parseSeverity(severity);
    return judge(postureCandidate(cited({ control, ...(word && { severity: word }) }), tactic, undefined), { tactic, cites });
  };

  it('[I-25] a control that makes easier just what the trigger does is shown, one that does not is held at 3', () => {
    expect(row('Privileged container', 'privilege_escalation').row.score).toBe(4);
    expect(row('Memory limit not set', 'privilege_escalation')).toMatchObject({ row: { score: 3 }, refused: expect.anything() });
    expect(row('Something without a meaning', 'execution').row.score).toBeLessThanOrEqual(3);
  });

  it('[I-25] the same gate: no control passes 3 where its tactics are distant from the trigger, over all tactics', () => {
    const controls = [
      'Privileged container',
      'Unrestricted egress',
      'Memory limit not set',
      'Audit logging disabled',
      'Image tag is mutable',
    ];
    for (const control of controls)
      for (const tactic of triggers) {
        const passes = gate(easedBy(control)?.tactics ?? [], tactic).passes;
        expect({ control, tactic, ok: passes || row(control, tactic).row.score <= 3 }).toEqual({ control, tactic, ok: true });
      }
  });
});

type Vector = { av: string; ac: string; pr: string; ui: string; s: string; c: string; i: string; a: string };

/** All base vectors of CVSS 3.1. */
function everyVector(): readonly Vector[] {
  const metrics: readonly (readonly [keyof Vector, string])[] = [
    ['av', 'NALP'],
    ['ac', 'LH'],
    ['pr', 'NLH'],
    ['ui', 'NR'],
    ['s', 'UC'],
    ['c', 'HLN'],
    ['i', 'HLN'],
    ['a', 'HLN'],
  ];
  return metrics.reduce<readonly Partial<Vector>[]>(
    (vectors, [name, values]) => vectors.flatMap((vector) => [...values].map((value) => ({ ...vector, [name]: value }))),
    [{}],
  ) as readonly Vector[];
}

/** The base score as the specification of CVSS 3.1 computes it. */
function baseScore({ av, ac, pr, ui, s, c, i, a }: Vector): number {
  const loss = { H: 0.56, L: 0.22, N: 0 } as const;
  const left = [c, i, a].reduce((product, value) => product * (1 - loss[value as 'H']), 1);
  const changed = s === 'C';
  const base = 1 - left;
  const impact = changed ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base;
  const rights = changed ? { N: 0.85, L: 0.68, H: 0.5 } : { N: 0.85, L: 0.62, H: 0.27 };
  const reach = { N: 0.85, A: 0.62, L: 0.55, P: 0.2 };
  const ease = 8.22 * reach[av as 'N'] * (ac === 'L' ? 0.77 : 0.44) * rights[pr as 'N'] * (ui === 'N' ? 0.85 : 0.62);
  if (impact <= 0) return 0;
  return Math.ceil(Math.min((changed ? 1.08 : 1) * (impact + ease), 10) * 10 - 1e-9) / 10;
}
