import type { Tactic } from '../../model/tactic.ts';

/** What a violated control makes easier (I-25). */
export type PostureKind = 'privilege' | 'network' | 'hardening' | 'limits' | 'logging';

export type Eases = { readonly kind: PostureKind; readonly tactics: readonly Tactic[]; readonly how: string };

/**
 * Benchmarks name the same control in many ways, so it is read by what it is about; the first that fits. Privilege stands late, since its words
 * occur in the names of others ("root filesystem", "admin password").
 */
const meanings: readonly (readonly [RegExp, Eases])[] = [
  [
    /\b(audit|audits|auditing|logs?|logging|trails?|cloudtrail|flow logs?|monitor\w*|alert\w*|diagnostic settings?)\b/i,
    { kind: 'logging', tactics: ['defense_evasion'], how: 'what is not recorded is not seen' },
  ],
  [
    /\b(cpu|memory|resource|process|pids?|ephemeral storage) (\w+ )?(limits?|requests?|quotas?)\b|\b(limit|quota)s? ?ranges?\b|\bunlimited\b|\bulimits?\b/i,
    { kind: 'limits', tactics: ['impact'], how: 'nothing keeps a process from taking all there is' },
  ],
  [
    /\b(service account|sa|api) ?tokens?\b|\bautomount\w*|\bsecrets? (in|as) (env\w*|plain\w*|clear\w*)|\b(metadata service|imds|imdsv1)\b|\bhard-?coded\b/i,
    { kind: 'privilege', tactics: ['credential_access', 'privilege_escalation'], how: 'credentials lie where a process can read them' },
  ],
  [/\begress\b|\boutbound\b/i, { kind: 'network', tactics: ['c2', 'exfiltration'], how: 'connections to the outside are not held back' }],
  [
    /\b(network (polic|segment)\w*|lateral|east.west|host ?(network|port)s?)\b/i,
    { kind: 'network', tactics: ['lateral_movement', 'discovery'], how: 'other machines can be reached from there' },
  ],
  [
    /\b(public(ly)?|internet|exposed|exposure|ingress|inbound|0\.0\.0\.0(\/0)?|open ports?|node ?ports?|load ?balancers?|security groups?|firewall\w*|anonymous|unauthenticated)\b/i,
    { kind: 'network', tactics: ['initial_access'], how: 'it can be reached from the outside' },
  ],
  [
    /\b(passwords?|mfa|multi-factor|2fa|ssh|rdp)\b.{0,40}\b(authentication|login|log-?in|enabled|disabled|allowed|polic\w*)\b|\bmfa\b/i,
    { kind: 'hardening', tactics: ['initial_access', 'credential_access'], how: 'a guessed or stolen password is enough' },
  ],
  [
    /\b(read-?only|writable|immutable)\b/i,
    { kind: 'hardening', tactics: ['execution', 'persistence'], how: 'programs can be written and started there' },
  ],
  [
    /\b(privileged?|privileges|root|setuid|suid|capabilit\w*|sys_admin|cap_\w+|host ?(pid|ipc|path|process)\w*|host namespaces?|pid namespace|docker ?sock\w*|container ?runtime sock\w*|cluster-?admin|admin(istrator)?|wildcards?|escalat\w*|impersonat\w*|rbac|over-?permissive|excessive)\b/i,
    { kind: 'privilege', tactics: ['privilege_escalation'], how: 'a process there has, or can get, rights beyond its own' },
  ],
  [
    /\bimages?\b.{0,40}\b(tags?|digests?|mutable|signed|signature\w*|unsigned|trusted|registr\w*|provenance|pull policy)\b|\blatest tag\b/i,
    { kind: 'hardening', tactics: ['initial_access', 'persistence'], how: 'another image can take the place of the one that was meant' },
  ],
  [
    /\b(seccomp|apparmor|selinux|security ?context|allowprivilege\w*)\b/i,
    { kind: 'hardening', tactics: ['privilege_escalation'], how: 'nothing confines what a process may ask of the kernel' },
  ],
  [
    /\b(drift|unknown executables?|package managers?|shells?)\b/i,
    { kind: 'hardening', tactics: ['execution'], how: 'programs that were not shipped can be started there' },
  ],
];

/** Undefined for a control whose name says nothing that is known here: it eases no tactic, and scores nothing. */
export function easedBy(control: string): Eases | undefined {
  return meanings.find(([words]) => words.test(control))?.[1];
}
