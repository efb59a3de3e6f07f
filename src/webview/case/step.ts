import type { CaseView } from '../protocol/casePanel.ts';

export type Flow = Extract<CaseView['flow'], { status: 'done' }>;
export type FlowStep = Flow['steps'][number];
/** What a row of the timeline tells: a step, or one action of a folded one. */
export type FlowAction = FlowStep['members'][number];
