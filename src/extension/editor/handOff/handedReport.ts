import type { Ticket } from '../../core/handoff/ticketDoor.ts';
import type { TenantLabel, ToldCase } from '../../core/model/case.ts';
import { plainText } from '../../core/report/plainText.ts';
import { type Handed, handedCase } from './handedCase.ts';

/**
 * The report of a remediation. `told` and `file` are the case that it started from, if it started from one; `ticket` is where it goes, if
 * the caller knows. `markdown` begins with its heading.
 */
export type GivenReport = {
  readonly eventId: string;
  readonly tenant: TenantLabel;
  readonly markdown: string;
  readonly told?: ToldCase;
  readonly file?: string;
  readonly ticket?: Ticket;
};

/** What a case says of itself, its severity and its places among it, goes for its report as well. @param now milliseconds */
export function handedReport({ eventId, tenant, markdown, told, file }: GivenReport, now: number): Handed {
  const completedAt = new Date(now).toISOString();
  const { of } = told === undefined ? { of: undefined } : handedCase(told, { file: file ?? '', markdown, verified: true });
  const { verified: _case, file: _path, ...known } = of ?? {};
  const bare = {
    title: tenant.sample ? `Sample: event ${plainText(eventId)}` : `Event ${plainText(eventId)}`,
    resource: plainText(tenant.name),
  };
  return {
    of: {
      ...bare,
      ...known,
      kind: 'report',
      eventId,
      tenant,
      title: `Remediation log: ${(of ?? bare).title}`,
      firstSentence: `What was done about event ${plainText(eventId)}.`,
      isIncident: false,
      markdown,
      completedAt,
      ...(file !== undefined && { file }),
    },
  };
}
