import { ancestorNames } from '../../facts/ancestors.ts';
import { processOf } from '../../facts/processOf.ts';
import type { Cites } from '../../model/evidence.ts';
import type { ProcessNode, ProcessTree } from '../../model/threat.ts';
import type { VulnerablePackage } from '../../model/vulnerability.ts';
import type { Sighting } from '../ledger.ts';

/** A process that led to the trigger, or its own, with what shows it. */
export type Forebear = { readonly name: string; readonly exe?: string; readonly cites: Cites };

/** The trigger's processes: from its event's own fields, then along its branch of the tree. */
export function ancestry(event: Sighting | undefined, tree: { readonly tree: ProcessTree; readonly cites: Cites } | undefined): Forebear[] {
  const own = event === undefined ? [] : ofEvent(event);
  const branch = (tree?.tree.roots ?? []).flatMap(branchTo);
  const known = new Set(own.map((one) => one.name));
  const nodes = branch.flatMap(({ name, exe }) =>
    name === undefined || tree === undefined ? [] : [{ name, cites: tree.cites, ...(exe !== undefined && { exe }) }],
  );
  return [...own, ...nodes.filter(({ name }) => !known.has(name))];
}

function ofEvent(event: Sighting): Forebear[] {
  const process = processOf(event.value);
  const cites = [event.id] as const;
  const own = process?.name === undefined ? [] : [{ name: process.name, cites, ...(process.exe !== undefined && { exe: process.exe }) }];
  return [...own, ...ancestorNames(event.value).map((name) => ({ name, cites }))];
}

/** From a root down to the process that is marked as the trigger; a branch without a mark is none of its forebears. */
function branchTo(node: ProcessNode): readonly ProcessNode[] {
  if (node.trigger) return [node];
  const below = node.children.map(branchTo).find((branch) => branch.length > 0);
  return below === undefined ? [] : [node, ...below];
}

/** What runs packages of an ecosystem, by the scanner's name for it. */
const runtimes: readonly (readonly [type: RegExp, process: RegExp])[] = [
  [/java|maven|jar/i, /^(java|catalina|tomcat|jetty|jboss|wildfly)/i],
  [/python|pypi|pip/i, /^(python|pypy|gunicorn|uwsgi|celery|uvicorn|jupyter|flask|airflow)/i],
  [/javascript|node|npm/i, /^(node|nodejs|npm|yarn|deno|bun|next-server)/i],
  [/ruby|gem/i, /^(ruby|puma|unicorn|rails|rake)/i],
  [/php|composer/i, /^(php|apache2|httpd)/i],
  [/^(\.net|nuget|csharp|c#)/i, /^dotnet/i],
];

/** Programs whose package has another name than they. */
const packaged: ReadonlyMap<string, string> = new Map([
  ['sshd', 'openssh'],
  ['httpd', 'apache2'],
  ['postgres', 'postgresql'],
  ['postmaster', 'postgresql'],
  ['mysqld', 'mysql'],
  ['mariadbd', 'mariadb'],
  ['named', 'bind9'],
  ['smbd', 'samba'],
]);

/** Parts of package names that tell nothing of what runs. */
const common = new Set([
  'lib',
  'libs',
  'bin',
  'common',
  'core',
  'base',
  'utils',
  'tools',
  'server',
  'client',
  'daemon',
  'service',
  'linux',
  'data',
]);

/** The forebear that runs the package: its ecosystem's runtime, the program of that name, or the very file. Undefined where none does. */
export function runnerOf(found: VulnerablePackage, forebears: readonly Forebear[]): Forebear | undefined {
  const runtime = runtimes.find(([type]) => type.test(found.type ?? ''))?.[1];
  const names = new Set(wordsOf(found.name));
  return forebears.find(({ name, exe }) => {
    if (exe !== undefined && exe === found.path) return true;
    if (runtime?.test(name) === true) return true;
    return [...wordsOf(name), packaged.get(name) ?? name].some((word) => names.has(word));
  });
}

function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[-_./:+\s]+/)
    .filter((word) => word.length > 2 && !common.has(word) && !/^\d/.test(word));
}
