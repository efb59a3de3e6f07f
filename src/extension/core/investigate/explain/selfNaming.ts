import { cloudCallOf } from '../../facts/cloudCall.ts';
import { codeEventOf } from '../../facts/codeEvent.ts';
import { fieldOf } from '../../facts/fields.ts';
import { identityEventOf } from '../../facts/identityEvent.ts';
import { kubeRequestOf } from '../../facts/k8sRequest.ts';
import { processOf } from '../../facts/processOf.ts';
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

/** What an event's own actor is called, where that is the name of a test tool or a scanner. */
export function selfNamingOf(event: SecurityEvent): SelfNaming | undefined {
  const named = namesIn(event).flatMap(([said, ...names]) =>
    names.flatMap((name): readonly SelfNaming[] => {
      const tool = name === undefined ? undefined : toolCalled(name);
      return name === undefined || tool === undefined ? [] : [{ tool, says: phrase`${[said]} ${code(name)}` }];
    }),
  );
  return named[0];
}

function toolCalled(name: string): SelfNaming['tool'] | undefined {
  if (testTools.test(name)) return 'testTool';
  return scanners.test(name) ? 'scanner' : undefined;
}

/** Where a program or a person says who it is; what an attacker typed as an argument is not among them. */
function namesIn(event: SecurityEvent): readonly (readonly [said: string, ...names: readonly (string | undefined)[]])[] {
  const { image, workload } = event.scope;
  const [call, identity, process] = [cloudCallOf(event), identityEventOf(event), processOf(event)];
  return [
    // Of a client of the cluster the whole line: its first word may be a browser's.
    ['calls itself', call?.agent, fieldOf(event, 'ka.useragent'), identity?.agent],
    ['acts as', call?.user, kubeRequestOf(event)?.user, identity?.actor, codeEventOf(event)?.user],
    ['is the process', process?.name],
    ['was started by', process?.parent],
    ['runs in the image', image?.repository],
    ['runs in the workload', workload],
  ];
}
