import type { SysqlRow } from '../../model/inventory.ts';
import { code, phrase, text } from '../../model/phrase.ts';
import { mostRows, placeFields, textIn } from '../../tools/sysqlQuery.ts';
import { combine, type Unknown, unknown } from './answered.ts';
import { type AskInventory, whereNamed } from './askInventory.ts';
import { counted, type Line, lineOf, listed, type Question, type Told } from './line.ts';
import type { ProbeTarget } from './probeTarget.ts';

const from = { probeWith: 'sysql' } as const;
const asked = {
  inventory: { ...from, topic: 'identity', about: 'inventory', asked: 'whether the inventory knows it' },
  neighbours: { ...from, topic: 'identity', about: 'neighbours', asked: 'what else runs in its namespace' },
  exposure: { ...from, topic: 'inbound', about: 'exposure', asked: 'whether it is exposed to the outside' },
  roles: { ...from, topic: 'rbac', about: 'inventoryRoles', asked: 'which cluster roles its namespace has' },
} as const satisfies Readonly<Record<string, Question>>;

/** Rows that are there and can not be read must not become "there is none". */
const unreadable = 'the tenant answered with columns that are not known';

/** What the tenant's inventory tells: all at once, and only what the threat's names can ask for. */
export async function inventoryLines(target: ProbeTarget, ask: AskInventory): Promise<readonly Line[]> {
  const { workload, namespace, cluster, host } = target;
  const inNamespace = namespace !== undefined && cluster !== undefined;
  const none: readonly Line[] = [];
  const lines = await Promise.all([
    workload === undefined && host === undefined ? none : knownLines(target, ask),
    inNamespace ? neighbourLines(target, ask) : none,
    inNamespace ? roleLines(target, ask) : none,
  ]);
  return lines.flat();
}

async function knownLines({ workload, namespace, cluster, host }: ProbeTarget, ask: AskInventory): Promise<readonly Line[]> {
  const name = workload ?? host ?? '';
  const shape = (entity: string, conditions: string) =>
    `MATCH ${entity} AS it${conditions} RETURN it.name AS name, it.type AS type, it.isExposed AS exposed LIMIT ${mostRows};`;
  const asking = await ask(() =>
    workload === undefined
      ? [shape('Host', whereNamed(['it.hostname', host])), shape('Host', whereNamed(['it.name', host]))]
      : placeFields.map((fields) =>
          shape(
            'KubeWorkload',
            whereNamed(['it.name', workload], [`it.${fields.namespace}`, namespace], [`it.${fields.cluster}`, cluster]),
          ),
        ),
  );
  // A tenant that takes a condition and does not apply it would tell of others.
  const isIts = (row: SysqlRow) => workload === undefined || (textIn(row, 'name') ?? workload) === workload;
  const answer = combine([asking], ({ rows }) => ({ rows: rows.filter(isIts) }));
  const known = combine([answer], ({ rows }): Told => {
    const types = [...new Set(rows.map((row) => textIn(row, 'type')).filter((type) => type !== undefined))].sort();
    const as = types.length === 0 ? phrase`` : phrase` as ${listed(types.map((type) => phrase`${text(type)}`))}`;
    const told = rows.length === 0 ? phrase`The inventory does not know ${text(name)}.` : phrase`The inventory knows ${text(name)}${as}.`;
    return { phrase: told, value: { about: 'inventory', known: rows.length > 0, types } };
  });
  const exposure = combine([answer], ({ rows }): Told | Unknown => {
    // Some releases write it as a word; anything but yes and no says nothing, and one that is exposed counts for all of this name.
    const words = rows.map((row) => String(row['exposed']).toLowerCase());
    const isExposed = words.includes('true');
    if (!isExposed && (words.length === 0 || words.some((word) => word !== 'false'))) return unknown('the inventory does not say');
    const told = isExposed ? phrase`exposed` : phrase`not exposed`;
    return { phrase: phrase`The inventory counts it as ${told} to the outside.`, value: { about: 'exposure', exposed: isExposed } };
  });
  return [lineOf(asked.inventory, known), lineOf(asked.exposure, exposure)];
}

async function neighbourLines({ workload, namespace, cluster }: ProbeTarget, ask: AskInventory): Promise<readonly Line[]> {
  const answer = await ask(() =>
    placeFields.map(
      (fields) =>
        `MATCH KubeWorkload AS wl${whereNamed([`wl.${fields.cluster}`, cluster], [`wl.${fields.namespace}`, namespace])} ` +
        `RETURN wl.name AS name LIMIT ${mostRows};`,
    ),
  );
  const told = combine([answer], ({ rows, all }): Told | Unknown => {
    if (rows.some((row) => textIn(row, 'name') === undefined)) return unknown(unreadable);
    const found = new Set(rows.map((row) => textIn(row, 'name')).filter((name) => name !== undefined && name !== workload));
    const names = [...found].filter((name) => name !== undefined).sort();
    const least = all ? phrase`` : phrase`at least `;
    const list = names.length === 0 ? phrase`` : phrase`: ${listed(names.map((name) => phrase`${code(name)}`))}`;
    return {
      phrase: phrase`The inventory knows ${least}${counted(names.length, 'other workload')} in its namespace${list}.`,
      value: { about: 'neighbours', names, all },
    };
  });
  return [lineOf(asked.neighbours, told)];
}

/** Tenants join the three by HAS or by BINDS_TO (contract §6). */
async function roleLines({ namespace, cluster }: ProbeTarget, ask: AskInventory): Promise<readonly Line[]> {
  const answer = await ask(() =>
    placeFields.flatMap((fields) =>
      ['HAS', 'BINDS_TO'].map(
        (relation) =>
          `MATCH KubeServiceAccount AS sa ${relation} KubeRoleBinding AS rb ${relation} KubeClusterRole AS cr` +
          `${whereNamed([`sa.${fields.cluster}`, cluster], [`sa.${fields.namespace}`, namespace])} ` +
          `RETURN sa.name AS account, cr.name AS role LIMIT ${mostRows};`,
      ),
    ),
  );
  const told = combine([answer], ({ rows, all }): Told | Unknown => {
    const pairs = rows.flatMap((row) => {
      const [account, role] = [textIn(row, 'account') ?? textIn(row, 'serviceAccount'), textIn(row, 'role')];
      return account === undefined || role === undefined ? [] : [{ account, role }];
    });
    if (pairs.length < rows.length) return unknown(unreadable);
    const roles = [...new Map(pairs.map((pair) => [JSON.stringify([pair.account, pair.role]), pair])).entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, pair]) => pair);
    const least = all ? phrase`` : phrase`at least `;
    const each = roles.map(({ account, role }) => phrase`${code(account)} has ${code(role)}`);
    const words =
      roles.length === 0
        ? phrase`The inventory knows no cluster role in its namespace.`
        : phrase`By the inventory, ${least}${listed(each)}.`;
    return { phrase: words, value: { about: 'inventoryRoles', roles, all } };
  });
  return [lineOf(asked.roles, told)];
}
