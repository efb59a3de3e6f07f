import type { FlowStep } from './step.ts';

export const roleWords = { entry: 'the way in', malicious: 'malicious', step: '' } as const;

/** What a screen reader hears of a node beside its words: "Step 3 of 11, in pod storefront, malicious. After step 2 (inferred): same process". */
export function describeStep(steps: readonly FlowStep[], step: FlowStep): string {
  const folded = step.members.length === 0 ? '' : `${step.members.length} actions folded`;
  const facts = [`Step ${numberOf(steps, step.id)} of ${steps.length}`, `in ${step.boundary}`, roleWords[step.role], folded];
  const after = step.after.map(({ from, inferred, why }) => `After step ${numberOf(steps, from)}${inferred ? ' (inferred)' : ''}: ${why}`);
  return [facts.filter((fact) => fact !== '').join(', '), ...after].join('. ');
}

/** Said when the selection comes from the case file, where the eye is elsewhere. */
export function announceStep(steps: readonly FlowStep[], id: string): string {
  const step = holderOf(steps, id);
  if (step === undefined) return '';
  const { action, at } = step.members.find((one) => one.id === id) ?? step;
  return `Selected step ${numberOf(steps, step.id)} of ${steps.length}: ${at.slice(11, 19)} ${action}`;
}

/** The drawn step that has this id or was folded from it. */
export function holderOf(steps: readonly FlowStep[], id: string | undefined): FlowStep | undefined {
  return steps.find((step) => step.id === id || step.members.some((member) => member.id === id));
}

function numberOf(steps: readonly FlowStep[], id: string): number {
  return steps.findIndex((step) => step.id === id) + 1;
}
