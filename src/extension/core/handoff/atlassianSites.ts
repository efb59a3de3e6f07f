import { Failure } from '../model/failure.ts';
import { askTool, type ToolPorts, toolNamed } from './askTool.ts';
import { quoted } from './quoted.ts';
import { linkAt, rowsIn, textAt } from './toolAnswer.ts';

/** A site of Atlassian's cloud. A server of one site knows no such thing: then there is one, without an id. */
export type AtlassianSite = { readonly id?: string; readonly url?: string; readonly name?: string };

const mostSites = 5;

/** The sites that the account may use, one row each: Jira and Confluence of the same site share its id. Throws Failure. */
export async function atlassianSites(ports: ToolPorts, signal: AbortSignal): Promise<readonly AtlassianSite[]> {
  const tool = toolNamed(ports.tools, /getaccessibleatlassianresources$/);
  if (tool === undefined) return [{}];
  const what = 'The Jira sites could not be listed';
  const byId = new Map<string, AtlassianSite>();
  for (const row of rowsIn(await askTool({ tool, wanted: [], what }, ports, signal))) {
    const id = textAt(row, 'id', 'cloudId');
    const url = linkAt(row, 'url');
    const name = textAt(row, 'name');
    if (id === undefined) continue;
    byId.set(id, { id, ...(url === undefined ? {} : { url: url.replace(/\/$/, '') }), ...(name === undefined ? {} : { name }) });
  }
  if (byId.size > 0) return [...byId.values()].slice(0, mostSites);
  const why = `${tool.name} names no site that this account may use`;
  throw new Failure('forbidden', { what, why, fix: 'Sign in to that server again with an account that has Jira' });
}

/** The site that a draft names; without one, the only one there is. Throws Failure where that is a guess. */
export function siteOf(sites: readonly AtlassianSite[], id: string | undefined): AtlassianSite {
  const site = id === undefined && sites.length === 1 ? sites[0] : sites.find((one) => one.id === id);
  if (site !== undefined) return site;
  const names = sites.map(({ name, url }) => url ?? (name === undefined ? 'one without a name' : quoted(name))).join(', ');
  throw new Failure('invalid', {
    what: 'The Jira ticket was not filed',
    why: `The account has several sites (${names}), and the project is not of a known one`,
    fix: 'Choose the project from the list',
  });
}
