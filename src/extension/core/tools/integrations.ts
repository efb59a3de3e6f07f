/** What a window has besides the tenant. `found` is the tool's, variable's or secret's name, never a value. */
export type Integration = {
  readonly name: 'Jira' | 'PagerDuty' | 'VirusTotal';
  readonly state: 'detected' | 'missing' | 'failed';
  readonly found?: string;
};

export type Surroundings = {
  readonly toolNames: readonly string[];
  readonly environmentNames: readonly string[];
  readonly secretNames: readonly string[];
};

const tickets = /atlassian|jira|linear/i;
const pagerDuty = /PAGERDUTY|PD_TOKEN|PD_ROUTING_KEY/i;
const virusTotal = /VIRUSTOTAL|VT_API|VT_KEY/i;

/** Detects by pattern, never by an exact name (C-11): ticket tools by tool name, the rest by the names of variables and secrets. */
export function detectIntegrations({ toolNames, environmentNames, secretNames }: Surroundings): readonly Integration[] {
  const names = [...environmentNames, ...secretNames];
  const jira = [...toolNames, ...secretNames].find((name) => tickets.test(name));
  return [
    detected('Jira', jira),
    detected(
      'PagerDuty',
      names.find((name) => pagerDuty.test(name)),
    ),
    detected('VirusTotal', virusTotalName(names)),
  ];
}

/**
 * The names of the variables that are set and of use: several that C-11 looks for as PagerDuty's hold a REST token or an address, which page nobody.
 * @param environment as process.env is; no value of it is told
 */
export function usableNames(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.keys(environment).filter((name) => {
    const value = environment[name]?.trim();
    return value && (!pagerDuty.test(name) || isRoutingKey(value));
  });
}

/** The integration key of Events API v2. */
export function isRoutingKey(value: string): boolean {
  return /^[A-Za-z0-9]{32}$/.test(value);
}

/** The name of the variable that holds PagerDuty's routing key, and the key, a secret. */
export function routingKeyIn(environment: Readonly<Record<string, string | undefined>>): readonly [name: string, key: string] | undefined {
  const name = usableNames(environment).find((one) => pagerDuty.test(one));
  const key = name === undefined ? undefined : environment[name]?.trim();
  return name === undefined || key === undefined ? undefined : [name, key];
}

/** The name of VirusTotal's key among variables and secrets; one that says "key" or "token" before, say, a URL. */
export function virusTotalName(names: readonly string[]): string | undefined {
  const found = names.filter((name) => virusTotal.test(name));
  return found.find((name) => /KEY|TOKEN/i.test(name)) ?? found.at(0);
}

/** The name of the variable that holds the default Jira project. */
export function jiraProjectVariable(environmentNames: readonly string[]): string | undefined {
  return environmentNames.find((name) => /JIRA_PROJECT/i.test(name));
}

function detected(name: Integration['name'], found: string | undefined): Integration {
  return found === undefined ? { name, state: 'missing' } : { name, state: 'detected', found };
}

const marks = { detected: '✓', missing: '—', failed: '✗' } as const;
const skips = { Jira: 'Jira handoff', PagerDuty: 'PagerDuty handoff', VirusTotal: 'VirusTotal enrichment' } as const;

/** The one connectivity line before work (C-10). The tenant is always ✓: without it nothing begins. */
export function connectivityLine(integrations: readonly Integration[]): string {
  const parts = ['Sysdig MCP ✓', ...integrations.map(({ name, state }) => `${name} ${marks[state]}`)];
  const skipped = integrations.filter(({ state }) => state !== 'detected').map(({ name }) => skips[name]);
  const rest = skipped.length === 0 ? '' : ` Will skip ${listed(skipped)}.`;
  return `Connectivity: ${parts.join(' · ')}.${rest}`;
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
