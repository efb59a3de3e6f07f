/** A Sysdig region (contract §2.4): `url` is its MCP endpoint, `console` the base address of its web console. */
export type Region = { readonly name: string; readonly url: string; readonly console: string };

const mcpPath = '/mcp/secure';

const hosts = {
  us1: 'secure.sysdig.com',
  us2: 'us2.app.sysdig.com',
  us3: 'app.us3.sysdig.com',
  us4: 'app.us4.sysdig.com',
  eu1: 'eu1.app.sysdig.com',
  eu2: 'app.eu2.sysdig.com',
  au1: 'app.au1.sysdig.com',
  in1: 'app.in1.sysdig.com',
  jp1: 'app.jp1.sysdig.com',
  me2: 'app.me2.sysdig.com',
};

export const regions: readonly Region[] = Object.entries(hosts).map(([name, host]) => ({
  name,
  url: `https://${host}${mcpPath}`,
  console: `https://${host}`,
}));

/** The region whose host a URL names; undefined for an own host. */
export function regionOf(url: string): Region | undefined {
  const host = URL.parse(url)?.host;
  return regions.find((region) => new URL(region.url).host === host);
}

/** The MCP endpoint for a host, a base address or a full address: a bare one gets the path of Sysdig Secure. Undefined if it is no address. */
export function mcpUrl(address: string): string | undefined {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `https://${address}`);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  if (url.pathname === '/') url.pathname = mcpPath;
  return url.href;
}
