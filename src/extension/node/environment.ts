import { usableNames, virusTotalName } from '../core/tools/integrations.ts';
import { mcpUrl } from '../core/tools/regions.ts';

/** As process.env is. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where to connect and with what, as the environment says (C-02). `token` is a secret. */
export type EnvironmentCredentials = { readonly token: string; readonly url: string };

// In the order of precedence. A token goes only to the address that its own pair names.
const pairs = [
  ['SYSDIG_SECURE_API_TOKEN', 'SYSDIG_SECURE_URL'],
  ['SYSDIG_MCP_API_TOKEN', 'SYSDIG_MCP_API_HOST'],
  ['SYSDIG_API_TOKEN', 'SYSDIG_API_HOST'],
  ['SECURE_API_TOKEN', 'SECURE_BACKEND'],
] as const;

/** The first complete pair of token and address, the address as MCP URL; undefined if there is none. */
export function environmentCredentials(environment: Environment): EnvironmentCredentials | undefined {
  for (const [tokenName, addressName] of pairs) {
    const token = environment[tokenName]?.trim();
    const address = environment[addressName]?.trim();
    const url = address ? mcpUrl(address) : undefined;
    if (token && url !== undefined) return { token, url };
  }
  return undefined;
}

/** The names of the variables that can be used, for the detection of integrations (C-11); never a value. */
export function environmentNames(environment: Environment): readonly string[] {
  return usableNames(environment);
}

/** VirusTotal's key, whatever its variable is called exactly (C-11). A secret. */
export function virusTotalKey(environment: Environment): string | undefined {
  const name = virusTotalName(environmentNames(environment));
  return name === undefined ? undefined : environment[name]?.trim() || undefined;
}

/** The variables that a server started over stdio needs: where the tenant is and with what, and the way through a proxy. Secrets are among them. */
export function serverVariables(environment: Environment): Readonly<Record<string, string>> {
  const wanted = /^(SYSDIG_|SECURE_API_TOKEN$|SECURE_BACKEND$|(HTTPS?|NO|ALL)_PROXY$|NODE_EXTRA_CA_CERTS$)/i;
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => wanted.test(entry[0]) && entry[1] !== undefined),
  );
}
