/** Names that are one word to us, however they are capitalised; every other change of case starts a word (`CreateAccessKey`). */
const oneWord =
  /github|gitlab|debugfs|oauth|powershell|javascript|devops|guardduty|cloudtrail|cloudwatch|cloudshell|apparmor|selinux|ebpf|macos|iptables|mysql|postgresql|mongodb|anydesk|teamviewer|xmrig|daemonset|statefulset|bitcoin|cryptocurrency|ipv[46]|keyvault|devtools|ciphertext|configmap|wireguard|openssl|openvpn|whatsapp|onedrive|sharepoint|dropbox|pastebin|linux|unix/gi;

/** Other ways to write a word, and forms that no rule of endings brings together. */
const irregular: Readonly<Record<string, string>> = {
  ran: 'run',
  running: 'run',
  written: 'write',
  wrote: 'write',
  stolen: 'steal',
  theft: 'steal',
  found: 'find',
  sent: 'send',
  made: 'make',
  hidden: 'hide',
  hiding: 'hide',
  hides: 'hide',
  discovery: 'discover',
  recovery: 'recover',
  modification: 'modify',
  execve: 'exec',
  persistent: 'persistence',
  modifications: 'modify',
  deployment: 'deploy',
  deployments: 'deploy',
  cc: 'c2',
  cnc: 'c2',
  recon: 'reconnaissance',
  miner: 'mine',
  miners: 'mine',
  mining: 'mine',
  creds: 'credential',
  cred: 'credential',
  exfil: 'exfiltration',
  privesc: 'escalation',
  priv: 'privilege',
  repo: 'repository',
  repos: 'repository',
  config: 'configuration',
  configs: 'configuration',
  auth: 'authentication',
  k8s: 'kubernetes',
  kube: 'kubernetes',
  sg: 'security_group',
  passwd: 'password',
  logon: 'login',
  logons: 'login',
  signin: 'login',
  malicious: 'malicious',
  removal: 'remove',
  deletion: 'delete',
  retrieval: 'retrieve',
  defence: 'defense',
  tty: 'terminal',
  pty: 'terminal',
  uploads: 'upload',
  exploitation: 'exploit',
  scanner: 'scan',
  scanners: 'scan',
  sniffer: 'sniff',
  logger: 'log',
  logging: 'log',
  dumper: 'dump',
  stealer: 'steal',
  addition: 'add',
  stoppage: 'stop',
  stopped: 'stop',
  downloader: 'download',
  spoofing: 'spoof',
  unauthorised: 'unauthorized',
};

const ending = /(?:ations?|ating|ated|ates?|ions?|ing|ed|e)$/;

/** One form for the forms of a word: `deleted`, `deleting` and `deletion` are `delet`. Crude, and the same for text and vocabulary. */
export function stem(word: string): string {
  const known = Object.hasOwn(irregular, word) ? irregular[word] : undefined;
  if (known !== undefined) return known === word ? word : stem(known);
  const singular =
    word.length <= 3
      ? word
      : word
          .replace(/(s|x|ch|sh)es$/, '$1')
          .replace(/ies$/, 'y')
          .replace(/([^sui])s$/, '$1');
  const base = singular.replace(ending, '');
  if (base.length < 3) return singular.length > 3 ? singular.replace(/e$/, '') : singular;
  const undoubled = base === singular ? base : base.replace(/([bdgmnprt])\1$/, '$1');
  return undoubled.replace(/i$/, 'y');
}

/** Several words for one thing, brought to one word before the text falls apart. */
const sameThing: readonly (readonly [RegExp, string])[] = [
  [/\bC&C|\bcommand[- ](?:and|&)[- ]control\b|\bC2\b/gi, ' c2 '],
  [/\bd?dos\b/gi, ' dos '],
  [/\baccess control list/gi, ' acl'],
  [/\bsingle[- ]sign[- ]on\b/gi, ' sso '],
  [/\b(?:multi|two)[- ]?factor(?:[- ]auth\w*)?\b|\b2[- ]?(?:fa|sv)\b|\b2[- ]step verification\b/gi, ' mfa '],
  [/\b(?:sign|signed|signing|log|logged|logging)[- ]?(?:in|on)s?\b/gi, ' login '],
  [/\bbrute[- ]?forc\w+/gi, ' bruteforce '],
  [/\bweb[- ]?shell/gi, ' webshell'],
  [/\bvirtual machine/gi, ' vm'],
  [/\bservice[- ]?account/gi, ' service account'],
  [/\bcluster ?role/gi, ' cluster role'],
  [/\brole ?binding/gi, ' role binding'],
  [/\bcrypto ?coin ?min/gi, ' cryptomin'],
];

/** What a rule says of itself: that it detected. */
const ruleOwn: ReadonlySet<string> = new Set(['detected', 'detects', 'detecting']);

/** A text's word: as it stands there, and its stem. */
export type Word = { readonly said: string; readonly stem: string };

/** A text as its words. A path, an API name or an identifier falls into the words that it is made of. */
export function wordsOf(text: string): readonly Word[] {
  return sameThing
    .reduce((said, [written, word]) => said.replaceAll(written, word), text)
    .replaceAll(oneWord, (name) => ` ${name.toLowerCase()} `)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z]{2})/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '' && !ruleOwn.has(word.toLowerCase()))
    .map((said) => ({ said, stem: stem(said.toLowerCase()) }));
}
