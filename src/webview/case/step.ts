import type { CaseView } from '../protocol/casePanel.ts';

export type Flow = Extract<CaseView['flow'], { status: 'done' }>;
export type FlowStep = Flow['steps'][number];
