import type { ProposedAction } from '../../model/remediation.ts';
import type { LookingPorts } from './looking.ts';
import type { Road } from './road.ts';
import type { RemediationState } from './state.ts';

/** What a host supplies beside the road. */
export type SessionPorts = Omit<Road, 'live' | 'note' | 'onRun' | 'caseFile'> &
  Pick<LookingPorts, 'tools' | 'seed' | 'tickets'> & {
    readonly caseFile?: string;
    /** Files an action as a ticket or page, with its own preview and yes. @returns where it is, undefined where it was not filed */
    readonly file: (action: ProposedAction) => Promise<string | undefined>;
    /** after every change, with the whole state */
    readonly onState: (state: RemediationState) => void;
    /** a fault or failure that belongs to no row */
    readonly report: (error: unknown) => void;
    /** whether acting is switched off by now, in whichever window */
    readonly isReadOnly?: () => boolean;
    /** fires when the tenant is left or the window closes */
    readonly ended: AbortSignal;
  };
