import type { Case, TenantLabel, TriggerKind } from '../model/case.ts';
import { canonical, type Exhibit, type Source } from '../model/evidence.ts';
import { exactCode, jsonCode } from './exactCode.ts';
import { bullets, table } from './markdown.ts';
import { maskLeaf, maskSecrets } from './secrets.ts';
import { footerSeal } from './verify/footerSeal.ts';

/** An exhibit as the Sources table keeps it: enough to ask again and to see whether the answer changed. */
export type SourceRow = Omit<Exhibit, 'raw'>;

/** What a case file says about itself in its last two sections, the only ones that are ever read back (K-10). */
export type CaseFooter = {
  readonly trigger: { readonly kind: TriggerKind; readonly id: string };
  readonly eventId?: string;
  readonly groupId?: string;
  readonly threatId?: string;
  readonly tenant: TenantLabel;
  readonly startedAt: string;
  readonly completedAt: string;
  readonly status: Case['status'];
  readonly sources: readonly SourceRow[];
  /** a short digest of each unit that the investigation wrote, in order; see verify/seal.ts */
  readonly seal: readonly string[];
};

export const sourcesHeading = '### Sources';
export const auditHeading = '### Audit';
export const caseFormat = 'runtime-threats-case/1';
export const sourcesHeader = ['Id', 'Source', 'Asked for', 'Rows', 'Read at (UTC)', 'SHA-256 of the answer'] as const;

/**
 * Sources table and audit list; parseCaseFooter reads back exactly this, secrets in arguments excepted: they are masked.
 * @param seal of everything above it
 */
export function renderCaseFooter(of: Case, seal: readonly string[]): string {
  const footer = [sourcesHeading, table(sourcesHeader, of.evidence.map(sourceRow)), auditHeading, bullets(auditLines(of))].join('\n\n');
  return `${footer}\n${bullets([`Seal: ${exactCode([...seal, footerSeal(footer.split('\n'), seal)].join(''))}`])}`;
}

/** The cells of a row of Sources, as Markdown. */
export function sourceRow(exhibit: SourceRow): readonly string[] {
  const [kind, asked] = sourceCells(exhibit.source);
  return [exhibit.id, kind, asked, rows(exhibit), exactCode(exhibit.at), exactCode(exhibit.digest)];
}

function sourceCells(source: Source): readonly [string, string] {
  switch (source.kind) {
    case 'mcp': {
      const args = jsonCode(JSON.parse(canonical(source.args), maskLeaf));
      return [exactCode(source.tool), source.row === undefined ? args : `${args} row ${jsonCode(source.row)}`];
    }
    case 'http':
      return ['web', jsonCode(maskSecrets(source.url))];
    case 'command':
      return ['command', jsonCode(maskSecrets(source.line))];
    case 'file':
      return ['file', `${jsonCode(source.path)} line ${source.line}`];
  }
}

function rows(exhibit: SourceRow): string {
  if (exhibit.failure !== undefined) return `failed: ${jsonCode(maskSecrets(exhibit.failure))}`;
  if (exhibit.truncated === undefined) return '–';
  const { shown, total } = exhibit.truncated;
  return total === undefined ? `${shown}` : `${shown} of ${total}`;
}

function auditLines(of: Case): readonly string[] {
  const { trigger, tenant } = of;
  const optional = (name: string, id: string | undefined) => `${name}: ${id === undefined ? 'none' : exactCode(id)}`;
  return [
    `Format: ${exactCode(caseFormat)}`,
    `Trigger: ${trigger.kind} ${exactCode(trigger.id)}`,
    optional('Event', trigger.eventId),
    optional('Threat', trigger.threatId),
    optional('Group', trigger.groupId),
    `Tenant: ${jsonCode(tenant.name)}, region ${tenant.region === undefined ? 'none' : jsonCode(tenant.region)}, ${tenant.sample ? 'sample' : 'live'}`,
    `Started: ${exactCode(of.startedAt)}`,
    `Completed: ${exactCode(of.completedAt)}`,
    `Status: ${of.status}`,
    `Sources: ${of.evidence.length}`,
  ];
}
