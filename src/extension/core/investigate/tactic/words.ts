import type { Tactic } from '../../model/tactic.ts';
import type { Reading } from './reading.ts';

/** ATT&CK's own vocabulary, small: what is done to what. Tried in order, the goals before the means; nothing matching means nothing said. */
const vocabulary: readonly { readonly words: RegExp; readonly tactic: Tactic; readonly technique?: string }[] = [
  { words: /\b(crypto-?min(er|ing)|coin-?min(er|ing)|miner|resource hijack\w*)\b/i, tactic: 'impact', technique: 'T1496' },
  {
    words: /\b(ransomware|encrypt\w* (files|data) for|wip(e|ing) (disk|data)|bulk data|data destruction|denial of service)\b/i,
    tactic: 'impact',
  },
  { words: /\b(exfiltrat\w*|remote file copy|data transfer to|upload\w* (data|files|archive))\b/i, tactic: 'exfiltration' },
  { words: /\b(instance )?metadata service\b|\bimds\b/i, tactic: 'credential_access', technique: 'T1552.005' },
  {
    words:
      /\b(credentials?|passwords?|secrets?|private keys?|access tokens?|sensitive files?|shadow file|keylog\w*|brute.?force|password spray\w*)\b/i,
    tactic: 'credential_access',
  },
  { words: /\b(lateral movement|port-?forward\w*|remote services?|pass the (hash|ticket))\b/i, tactic: 'lateral_movement' },
  {
    words:
      /\b(command and control|c2|beacon\w*|reverse shell|tor (exit )?(node|network)|dns tunnel\w*|malicious (domain|ip)|ingress (remote )?(file|tool))\b/i,
    tactic: 'c2',
  },
  {
    words:
      /\b(container escape|escape\w* to host|privilege escalation|setuid|setgid|sudo|release_agent|privileged container|namespace change|unshare|capabilit(y|ies))\b/i,
    tactic: 'privilege_escalation',
  },
  {
    words:
      /\b(log(ging|s)? (activities|stopped|disabled|deleted|cleared)|(clear|delete|disable|tamper)\w* .{0,20}(log|history|trail|audit)\w*|shell history|memfd|fileless|rootkit|masquerad\w*|obfuscat\w*|timestomp\w*|hide artifacts?|hidden file|process injection)\b/i,
    tactic: 'defense_evasion',
  },
  {
    words:
      /\b(cron(tab|job)?|scheduled? (task|cron)\w*|systemd (unit|service)|authorized_keys|ssh keys?|(access key|user|account|role|login profile)s? created|create (access key|user|account)|shell configuration|init script|kernel module|web ?shell|backdoor\w*|startup)\b/i,
    tactic: 'persistence',
  },
  {
    words: /\b(exploit\w* (public|of)|phishing|log-?in without mfa|console log-?in|initial access|supply chain|drive-by)\b/i,
    tactic: 'initial_access',
  },
  { words: /\b(reconnaissance|active scanning|vulnerability scan\w*)\b/i, tactic: 'reconnaissance' },
  { words: /\b(archive collected|screen capture|clipboard|data from (local|cloud|network)|collect(ed|ion))\b/i, tactic: 'collection' },
  { words: /\b(discover\w*|enumerat\w*|port scan\w*|whoami|geolocation|network scan\w*|lookup)\b/i, tactic: 'discovery' },
  {
    words:
      /\b(execut\w*|shell (spawned|in)|spawned|command injection|prompt injection|run shell|terminal shell|exec(ed)? (in)?to|remote code|interactive)\b/i,
    tactic: 'execution',
    technique: 'T1059',
  },
];

/** @param sure 2 for a rule's name, 1 for prose that a model wrote */
export function readWords(text: string, sure: 1 | 2): Reading | undefined {
  const hits = vocabulary.flatMap(({ words, tactic, technique }) => {
    const because = words.exec(text)?.[0];
    return because === undefined ? [] : [{ tactic, technique, because }];
  });
  const [first, second] = hits;
  if (first === undefined) return undefined;
  const { tactic, technique, because } = first;
  return {
    tactic,
    origin: 'words',
    confidence: sure,
    because,
    ...(technique !== undefined && { technique }),
    ...(second !== undefined && second.tactic !== tactic && { secondary: second.tactic }),
  };
}
