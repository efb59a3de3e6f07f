import { code, type Phrase, phrase } from '../../model/phrase.ts';
import type { SecurityEvent } from '../../model/threat.ts';

/** A tool that says what it is, and where it says so: in words that read on after "it". */
export type SelfNaming = { readonly tool: 'testTool' | 'scanner'; readonly says: Phrase };

/** Attack simulators and red-team kits, by the names that they give themselves. Each is also a technique's real tool: hence evidence, not proof. */
const testTools =
  /\b(stratus(-red-team)?|atomic-?red-?team|invoke-atomic\w*|caldera|infection-?monkey|leonidas|event-generator|falco-?tester|purple-?team\w*|red-?team\w*|breach-?(and-?)?attack|pen-?test\w*|attack-?(simulat\w+|range)|cymulate|safebreach|attackiq)\b/i;

/** Scanners of hosts, clusters, images and accounts. */
const scanners =
  /\b(nmap|masscan|zmap|nuclei|nessus\w*|tenable\w*|qualys\w*|openvas|rapid7|insightvm|trivy(-operator)?|grype|clair|prowler|scout-?suite|cloudsploit|steampipe|kube-?(bench|hunter)|kubescape|polaris|zap(roxy)?|nikto|vulnerability-?scan\w*|security-?scanner|(vuln|port|image|compliance)-?scan(ner)?)\b/i;

/** Where a program or a person says who it is; what an attacker typed as an argument is not among them. */
const places: readonly (readonly [field: string, said: (value: Phrase) => Phrase])[] = [
  ['ct.useragent', (value) => phrase`calls itself ${value}`],
  ['ka.useragent', (value) => phrase`calls itself ${value}`],
  ['okta.client.user_agent.raw', (value) => phrase`calls itself ${value}`],
  ['ct.user', (value) => phrase`acts as ${value}`],
  ['ka.user.name', (value) => phrase`acts as ${value}`],
  ['proc.name', (value) => phrase`is the process ${value}`],
  ['proc.pname', (value) => phrase`was started by ${value}`],
  ['container.image.repository', (value) => phrase`runs in the image ${value}`],
];

/** What an event's own actor is called, where that is the name of a test tool or a scanner. */
export function selfNamingOf({ fields, scope }: SecurityEvent): SelfNaming | undefined {
  const named = [
    ...places.map(([field, said]) => [fields[field], said] as const),
    [scope.image?.repository, (value: Phrase) => phrase`runs in the image ${value}`] as const,
    [scope.workload, (value: Phrase) => phrase`runs in the workload ${value}`] as const,
  ];
  for (const [value, said] of named) {
    if (value === undefined) continue;
    if (testTools.test(value)) return { tool: 'testTool', says: said([code(value)]) };
    if (scanners.test(value)) return { tool: 'scanner', says: said([code(value)]) };
  }
  return undefined;
}
