import type { Case, TriggerKind } from '../model/case.ts';
import type { EvidenceId, Source, Truncation } from '../model/evidence.ts';
import { type CaseFooter, caseFormat, type SourceRow, sourcesHeader } from './caseFooter.ts';
import { readExact, readJson } from './exactCode.ts';
import { footerPlace } from './footerPlace.ts';
import { footerSeal } from './verify/footerSeal.ts';

export type ParsedFooter =
  | { readonly status: 'ok'; readonly footer: CaseFooter }
  | { readonly status: 'malformed'; readonly reason: string };

/**
 * Reads a case file's last two sections strictly; everything above and below them is prose (K-10). Only the spacing of the table may differ, since
 * Markdown formatters align it. Data can not forge a section: no datum reaches the file as a line of its own.
 */
export function parseCaseFooter(markdown: string): ParsedFooter {
  const lines = markdown.split(/\r?\n/).map((line) => line.trim());
  const place = footerPlace(lines);
  if (place === undefined) return malformed('it has no Sources and Audit sections');
  const sources = readTable(lines.slice(place.sources + 1, place.audit).filter((line) => line !== ''));
  if (sources === undefined) return malformed('its Sources table was changed');
  const audit = readAudit(lines.slice(place.audit + 1, place.end).filter((line) => line !== ''));
  if (audit === undefined) return malformed('its Audit section was changed');
  if (audit.sourceCount !== sources.length) return malformed('its Sources table is incomplete');
  const { sourceCount: _counted, seal: sealed, ...footer } = audit;
  const seal = sealed.slice(0, -1);
  if (footerSeal(lines.slice(place.sources, place.end - 1), seal) !== sealed.at(-1))
    return malformed('its Sources or its Audit section was changed');
  return { status: 'ok', footer: { ...footer, sources, seal } };
}

function malformed(reason: string): ParsedFooter {
  return { status: 'malformed', reason };
}

function readTable(lines: readonly string[]): readonly SourceRow[] | undefined {
  const [header, rule, ...rows] = lines.map(cells);
  if (header?.join('|') !== sourcesHeader.join('|') || !rule?.every((cell) => /^:?-+:?$/.test(cell))) return undefined;
  return all(rows.map(readRow));
}

function cells(line: string): readonly string[] {
  return line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());
}

function readRow(row: readonly string[]): SourceRow | undefined {
  const [id, kind = '', asked = '', rows = '', at = '', digest = ''] = row;
  const source = readSource(kind, asked);
  const outcome = readRows(rows);
  const when = readExact(at);
  const sum = readExact(digest);
  if (row.length !== sourcesHeader.length || id === undefined || !/^E\d+$/.test(id)) return undefined;
  if (source === undefined || outcome === undefined || when === undefined || sum === undefined) return undefined;
  return { id: id as EvidenceId, source, at: when, digest: sum, ...outcome };
}

function readSource(kind: string, asked: string): Source | undefined {
  const [, json = '', suffix = '', rest = ''] = /^(`[^`]*`)(?: (row|line) (.+))?$/.exec(asked) ?? [];
  const value = readJson(json);
  const tool = readExact(kind);
  if (tool !== undefined) return mcpSource(tool, value, suffix === '' ? undefined : readJson(rest));
  if (typeof value !== 'string') return undefined;
  if (kind === 'web') return { kind: 'http', url: value };
  if (kind === 'command') return { kind: 'command', line: value };
  return kind === 'file' && suffix === 'line' && /^\d+$/.test(rest) ? { kind: 'file', path: value, line: Number(rest) } : undefined;
}

function mcpSource(tool: string, args: unknown, row: unknown): Source | undefined {
  if (args === null || typeof args !== 'object' || Array.isArray(args)) return undefined;
  const base = { kind: 'mcp', tool, args: args as Readonly<Record<string, unknown>> } as const;
  if (row === undefined) return base;
  return typeof row === 'string' ? { ...base, row } : undefined;
}

function readRows(cell: string): { truncated?: Truncation; failure?: string } | undefined {
  if (cell === '–') return {};
  if (cell.startsWith('failed: ')) {
    const failure = readJson(cell.slice('failed: '.length));
    return typeof failure === 'string' ? { failure } : undefined;
  }
  const match = /^(\d+)(?: of (\d+))?$/.exec(cell);
  if (match === null) return undefined;
  const shown = Number(match[1]);
  return { truncated: match[2] === undefined ? { shown } : { shown, total: Number(match[2]) } };
}

type Audit = Omit<CaseFooter, 'sources'> & { readonly sourceCount: number };

const names = ['Format', 'Trigger', 'Event', 'Threat', 'Group', 'Tenant', 'Started', 'Completed', 'Status', 'Sources', 'Seal'] as const;

function readAudit(lines: readonly string[]): Audit | undefined {
  const values = lines.map((line, index) => after(line, `- ${names[index]}: `));
  const [format = '', trigger = '', event = '', threat = '', group = '', tenant = '', started = '', completed = '', status, count, sealed] =
    values;
  if (lines.length !== names.length || readExact(format) !== caseFormat || !/^\d+$/.test(count ?? '')) return undefined;
  const of = readTrigger(trigger);
  const label = readTenant(tenant);
  const ids = { eventId: optional(event), threatId: optional(threat), groupId: optional(group) };
  const startedAt = readExact(started);
  const completedAt = readExact(completed);
  const seal = readSeal(sealed);
  if (of === undefined || label === undefined || startedAt === undefined || completedAt === undefined || seal === undefined)
    return undefined;
  if ((status !== 'done' && status !== 'partial') || Object.values(ids).some((id) => id === undefined)) return undefined;
  return { trigger: of, ...named(ids), tenant: label, startedAt, completedAt, status, sourceCount: Number(count), seal };
}

/** Digests of 8 digits, one after the other; the last one is the footer's own. */
function readSeal(value: string | undefined): readonly string[] | undefined {
  const digits = /^`((?:[0-9a-f]{8})+)`$/.exec(value ?? '')?.[1];
  return digits?.match(/.{8}/g) ?? undefined;
}

function after(line: string, prefix: string): string | undefined {
  return line.startsWith(prefix) ? line.slice(prefix.length) : undefined;
}

function readTrigger(value: string): CaseFooter['trigger'] | undefined {
  const [, kind, span = ''] = /^(threat|group|event) (`[^`]+`)$/.exec(value) ?? [];
  const id = readExact(span);
  return kind === undefined || id === undefined ? undefined : { kind: kind as TriggerKind, id };
}

function readTenant(value: string): Case['tenant'] | undefined {
  const [, nameSpan = '', regionSpan = '', kind] = /^(`[^`]+`), region (none|`[^`]+`), (sample|live)$/.exec(value) ?? [];
  const name = readJson(nameSpan);
  const region = regionSpan === 'none' ? 'none' : readJson(regionSpan);
  if (typeof name !== 'string' || typeof region !== 'string') return undefined;
  return { name, sample: kind === 'sample', ...(regionSpan === 'none' ? {} : { region }) };
}

/** null for a stated "none", undefined for something else. */
function optional(value: string): string | null | undefined {
  return value === 'none' ? null : readExact(value);
}

function named(ids: Readonly<Record<'eventId' | 'threatId' | 'groupId', string | null | undefined>>) {
  const { eventId, threatId, groupId } = ids;
  return { ...(eventId ? { eventId } : {}), ...(threatId ? { threatId } : {}), ...(groupId ? { groupId } : {}) };
}

function all<T>(items: readonly (T | undefined)[]): readonly T[] | undefined {
  const present = items.filter((item) => item !== undefined);
  return present.length === items.length ? present : undefined;
}
