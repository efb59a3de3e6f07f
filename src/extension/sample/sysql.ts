import { badRequest } from './refusal.ts';
import type { AssetRecord } from './world.ts';

type Value = string | number | boolean | undefined;
type Entity = Readonly<Record<string, Value>>;
type Row = Readonly<Record<string, Entity>>;

const statement =
  /^\s*(?:OPTIONAL\s+)?MATCH\s+(?<match>.+?)(?:\s+WHERE\s+(?<where>.+?))?\s+RETURN\s+(?:DISTINCT\s+)?(?<items>.+?)(?:\s+ORDER\s+BY\s+.+?)?(?:\s+LIMIT\s+(?<limit>\d+))?(?:\s+OFFSET\s+(?<offset>\d+))?\s*;?\s*$/is;
const condition = /^(?<field>[\w.]+)\s*(?<operator>=|!=|CONTAINS|IN)\s*(?<value>'(?:[^'\\]|\\.)*'|\[[^\]]*\]|true|false|\d+(?:\.\d+)?)$/is;

/** The inventory as paths: which entities stand in which relation. Anything else is a schema error, as on a tenant of another release. */
const paths: Readonly<Record<string, (asset: AssetRecord) => Row[]>> = {
  KubeWorkload: (asset) => (asset.kind === 'workload' ? [{ KubeWorkload: workload(asset) }] : []),
  Host: (asset) => (asset.kind === 'host' ? [{ Host: host(asset) }] : []),
  Image: (asset) => (asset.kind === 'workload' ? [{ Image: image(asset) }] : []),
  'KubeWorkload AFFECTED_BY Vulnerability': (asset) =>
    asset.kind === 'workload' ? vulnerabilities(asset).map((Vulnerability) => ({ KubeWorkload: workload(asset), Vulnerability })) : [],
  'Image AFFECTED_BY Vulnerability': (asset) =>
    asset.kind === 'workload' ? vulnerabilities(asset).map((Vulnerability) => ({ Image: image(asset), Vulnerability })) : [],
  'Host AFFECTED_BY Vulnerability': (asset) =>
    asset.kind === 'host' ? vulnerabilities(asset).map((Vulnerability) => ({ Host: host(asset), Vulnerability })) : [],
  'KubeWorkload VIOLATES Control': (asset) =>
    asset.kind === 'workload' ? controls(asset).map((Control) => ({ KubeWorkload: workload(asset), Control })) : [],
  'Host VIOLATES Control': (asset) => (asset.kind === 'host' ? controls(asset).map((Control) => ({ Host: host(asset), Control })) : []),
  'KubeServiceAccount BINDS_TO KubeRoleBinding BINDS_TO KubeClusterRole': (asset) => {
    const account = serviceAccount(asset);
    return (asset.roles ?? []).map((role) => ({
      KubeServiceAccount: account,
      KubeRoleBinding: { ...account, name: `${asset.serviceAccount}-${role}` },
      KubeClusterRole: { name: role, clusterName: account['clusterName'] },
    }));
  },
};

/** Answers the queries of contract §6 over the scanned assets. @throws Refusal 400 on a shape, entity, relation or field it does not know */
export function runSysql(query: string, assets: readonly AssetRecord[]): Record<string, unknown>[] {
  const parts = statement.exec(query)?.groups;
  if (parts === undefined) throw badRequest('syntax error: MATCH … RETURN … expected');
  const { path, aliases } = readMatch(parts['match'] ?? '');
  const rowsOf = paths[path];
  if (rowsOf === undefined) throw badRequest(`unknown entity or relation: ${path}`);
  const conditions =
    parts['where'] === undefined ? [] : parts['where'].split(/\s+AND\s+/i).map((text) => readCondition(text.trim(), aliases));
  const items = (parts['items'] ?? '').split(',').map((item) => readItem(item.trim(), aliases));
  const rows = assets.flatMap(rowsOf).filter((row) => conditions.every((holds) => holds(row)));
  const offset = Number(parts['offset'] ?? 0);
  return rows
    .slice(offset, offset + Math.min(Number(parts['limit'] ?? 50), 1000))
    .map((row) => Object.fromEntries(items.map((item) => item(row))));
}

function readMatch(text: string): { path: string; aliases: Map<string, string> } {
  const aliases = new Map<string, string>();
  const path = text.trim().replace(/(\w+)\s+AS\s+(\w+)/gi, (_whole, entity: string, alias: string) => {
    aliases.set(alias, entity);
    return entity;
  });
  for (const entity of path.split(/\s+/)) aliases.set(entity, entity);
  return { path: path.replace(/\s+/g, ' '), aliases };
}

function readField(text: string, aliases: ReadonlyMap<string, string>): (row: Row) => Value {
  const [alias = '', field = ''] = text.split('.');
  const entity = aliases.get(alias);
  return (row) => {
    const found = entity === undefined ? undefined : row[entity];
    if (found === undefined || !Object.hasOwn(found, field)) throw badRequest(`unknown field ${text}`);
    return found[field];
  };
}

function readCondition(text: string, aliases: ReadonlyMap<string, string>): (row: Row) => boolean {
  const parts = condition.exec(text)?.groups;
  if (parts === undefined) throw badRequest(`syntax error near: ${text}`);
  const field = readField(parts['field'] ?? '', aliases);
  const literals = (parts['value'] ?? '').match(/'(?:[^'\\]|\\.)*'|[\w.]+/g) ?? [];
  const wanted = literals.map((literal) => (literal.startsWith("'") ? literal.slice(1, -1).replace(/\\(.)/g, '$1') : literal));
  switch ((parts['operator'] ?? '').toUpperCase()) {
    case '!=':
      return (row) => String(field(row)) !== wanted[0];
    case 'CONTAINS':
      return (row) => String(field(row)).includes(wanted[0] ?? '');
    default:
      return (row) => wanted.includes(String(field(row)));
  }
}

/** An entity comes back nested under its name or alias, a field under its alias or as written (contract §3.8). */
function readItem(text: string, aliases: ReadonlyMap<string, string>): (row: Row) => [string, unknown] {
  const [, source = text, alias = source] = /^(\S+)(?:\s+AS\s+(\w+))?$/i.exec(text) ?? [];
  const entity = aliases.get(source);
  if (entity !== undefined) return (row) => [alias, row[entity]];
  const field = readField(source, aliases);
  return (row) => [alias, field(row)];
}

function workload({ scope, exposed }: AssetRecord): Entity {
  const type = scope['kubernetes.workload.type'] ?? '';
  return {
    name: scope['kubernetes.workload.name'],
    namespaceName: scope['kubernetes.namespace.name'],
    clusterName: scope['kubernetes.cluster.name'],
    // Upper case here, lower case in labels (contract, trap 12).
    type: `${type.slice(0, 1).toUpperCase()}${type.slice(1)}`,
    isExposed: exposed,
  };
}

function serviceAccount({ scope, serviceAccount: name }: AssetRecord): Entity {
  return { name, namespaceName: scope['kubernetes.namespace.name'], clusterName: scope['kubernetes.cluster.name'] };
}

function host({ name, exposed }: AssetRecord): Entity {
  return { name, hostname: name, type: 'Host', isExposed: exposed };
}

function image({ name, digest, scope }: AssetRecord): Entity {
  return { imageReference: name, manifestDigest: digest, repository: scope['container.image.repo'], tag: scope['container.image.tag'] };
}

function controls({ violations }: AssetRecord): Entity[] {
  return violations.map((name) => ({ name, severity: 'High' }));
}

function vulnerabilities(asset: AssetRecord): Entity[] {
  return asset.vulnerabilities.map(
    ({ cve, severity, cvss, packageName, packageVersion, packageType, exploitable, inUse, fixVersion, kevDate }) => ({
      name: cve,
      severity: `${severity.slice(0, 1).toUpperCase()}${severity.slice(1)}`,
      cvssScore: cvss,
      packageName,
      packageVersion,
      packageType,
      hasExploit: exploitable,
      hasFix: fixVersion !== undefined,
      fixedInVersion: fixVersion,
      inUse,
      cisaKevDueDate: kevDate,
    }),
  );
}
