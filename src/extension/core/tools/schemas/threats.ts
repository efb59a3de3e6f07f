import * as z from 'zod';
import type { Resource, Threat, ThreatGroup } from '../../model/threat.ts';
import type { ReadCalls } from '../readTools.ts';
import { isRecord, malformed, rowsOf } from '../unwrap.ts';
import { firstText, instant, kind, present, readCount, readText, severity, status, text } from './lenient.ts';
import { type Parsed, type ParsedRows, parseRows } from './rows.ts';
import { isDigest, resourceScope } from './scope.ts';

// The threats engine is a private API: few names are known, the time unit is not, severity is a number or a word (contract §3.7).
const shared = {
  name: text,
  aiGeneratedName: text,
  aiGeneratedDescription: text,
  severity,
  status,
  type: kind,
  startTime: instant,
  lastSignal: instant,
};
const sharedShape = z.object(shared);

type Source = Readonly<Record<string, unknown>>;

function common(raw: Source) {
  const { aiGeneratedName: title, aiGeneratedDescription: description, startTime: start, ...rest } = sharedShape.parse(raw);
  const resource = isRecord(raw['resource']) ? raw['resource'] : {};
  const label = readText(raw['resource']) ?? firstText(resource, 'name', 'resourceName', 'id');
  const digest = imageDigest(raw);
  const scope = resourceScope(resource, raw);
  return {
    ...present({ ...rest, title, description, start, resource: label }),
    scope: digest === undefined ? scope : { ...scope, image: { ...scope.image, digest } },
  };
}

export function parseGroup(raw: unknown): ThreatGroup | undefined {
  if (!isRecord(raw)) return undefined;
  const id = firstText(raw, 'id', 'groupId', 'group_id');
  if (id === undefined) return undefined;
  const threatCount = readCount(raw['threatsCount'] ?? raw['threatCount']);
  const eventCount = readCount(raw['eventsCount'] ?? raw['eventCount']);
  return { id, ...common(raw), ...present({ threatCount, eventCount }) };
}

export function parseThreat(raw: unknown): Threat | undefined {
  if (!isRecord(raw)) return undefined;
  const id = firstText(raw, 'id', 'threatId', 'threat_id');
  if (id === undefined) return undefined;
  const groupId = firstText(raw, 'groupId', 'group_id', 'threatGroupId');
  return { id, ...present({ groupId }), ...common(raw), eventIds: eventIds(raw) };
}

function parseResource(raw: unknown): Resource | undefined {
  if (!isRecord(raw)) return undefined;
  const { type, name } = sharedShape.parse(raw);
  const id = firstText(raw, 'id', 'resourceId');
  if (id === undefined && name === undefined) return undefined;
  return { ...present({ id, type, name }), scope: resourceScope(raw) };
}

export function parseGroupDetail(tool: string, value: unknown): ThreatGroup {
  return detail(tool, value, 'group', parseGroup);
}

export function parseThreatDetail(tool: string, value: unknown): Threat {
  return detail(tool, value, 'threat', parseThreat);
}

function detail<T>(tool: string, value: unknown, entity: string, parse: (raw: unknown) => T | undefined): T {
  const bodies = isRecord(value) ? [value, value['data'], value[entity]] : [];
  for (const body of bodies) {
    const parsed = parse(body);
    if (parsed !== undefined) return parsed;
  }
  throw malformed(tool, `a ${entity} with an id was expected`);
}

export function parseThreats(tool: string, value: unknown): ParsedRows<Threat> {
  return parseRows(tool, rowsOf(tool, value, 'threats'), parseThreat);
}

export function parseResources(tool: string, value: unknown): ParsedRows<Resource> {
  return parseRows(tool, rowsOf(tool, value, 'resources'), parseResource);
}

/** A page of groups. `next` is left out where the tool takes no cursor: the next page would be this one again. */
export function parseGroups(tool: string, value: unknown, pageable: boolean): Parsed<ReadCalls['list_threats_engine_groups']['result']> {
  const parsed = parseRows(tool, rowsOf(tool, value, 'groups'), parseGroup);
  const page = isRecord(value) && isRecord(value['page']) ? value['page'] : {};
  const next = pageable ? firstText(page, 'next') : undefined;
  const { value: groups, ...rest } = parsed;
  return { ...rest, value: { groups, ...present({ total: readCount(page['total']), next }) } };
}

/** Every 32-hex id under a key that begins with securityEvent, in the tenant's order: whether it is an object, a list or ids is not known. */
function eventIds(raw: Source): readonly string[] {
  const found = new Set<string>();
  walk(raw, (key, value, inside) => {
    const within = inside || key.startsWith('securityEvent');
    if (within && typeof value === 'string' && /^[0-9a-f]{32}$/i.test(value)) found.add(value);
    return within;
  });
  return [...found];
}

/** The first image digest in a threat's detail; under which path it stands is not known (contract §3.7). */
function imageDigest(raw: Source): string | undefined {
  const found: string[] = [];
  walk(raw, (key, value, inside) => {
    const within = inside || /image|digest/i.test(key);
    if (within && typeof value === 'string' && isDigest(value)) found.push(value);
    return within;
  });
  return found[0];
}

/** Visits every value with the key it stands under; what `visit` returns for a value is `inside` for all that it holds. */
function walk(value: unknown, visit: (key: string, value: unknown, inside: boolean) => boolean, key = '', inside = false): void {
  const within = visit(key, value, inside);
  if (Array.isArray(value)) for (const inner of value) walk(inner, visit, key, within);
  else if (isRecord(value)) for (const [name, inner] of Object.entries(value)) walk(inner, visit, name, within);
}
