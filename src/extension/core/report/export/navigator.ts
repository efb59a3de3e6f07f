import type { Step, ToldCase } from '../../model/case.ts';
import { attackVersion, type Tactic, type TacticOrigin } from '../../model/tactic.ts';
import { plainPhrase, plainText } from '../plainText.ts';
import { tacticShortNames, techniqueId, techniqueOf } from '../techniques.ts';

/** A technique in one tactic, with the steps that show it; none where the verdict alone names it. */
type Shown = { readonly techniqueId: string; readonly tactic: Tactic | undefined; readonly steps: readonly Step[] };

const colours: Readonly<Record<Step['role'], string>> = { entry: '#1a85ff', malicious: '#e51400', step: '#bf8803' };
const legend: Readonly<Record<Step['role'], string>> = { entry: 'Way in', malicious: 'Malicious', step: 'Linked step' };

/**
 * The techniques that a case's data names as a layer of MITRE's ATT&CK Navigator (K-08), format 4.5. A score says how often a technique was
 * seen. Steps whose technique no data names are left out, and the description counts them. Without a tactic, as for defence evasion, the
 * Navigator shows a technique in each of its own tactics.
 */
export function toNavigatorLayer(of: ToldCase): string {
  const shown = shownTechniques(of);
  const scores = shown.map(scoreOf);
  const layer = {
    name: `${of.tenant.sample ? 'Sample: ' : ''}${plainText(of.trigger.title)}`,
    versions: { attack: attackVersion.slice(1), navigator: '5.2.0', layer: '4.5' },
    domain: 'enterprise-attack',
    description: description(of),
    sorting: 3,
    layout: { layout: 'side', showID: true, showName: true, expandedSubtechniques: 'annotated' },
    hideDisabled: false,
    techniques: shown.map(technique),
    gradient: { colors: ['#ffe766', '#ff6666'], minValue: 0, maxValue: Math.max(1, ...scores) },
    legendItems: (['entry', 'malicious', 'step'] as const).map((role) => ({ label: legend[role], color: colours[role] })),
    selectTechniquesAcrossTactics: false,
    selectSubtechniquesWithParent: false,
    metadata: metadata(of),
  };
  return `${JSON.stringify(layer, undefined, 2)}\n`;
}

function shownTechniques(of: ToldCase): readonly Shown[] {
  const found = new Map<string, Shown>();
  for (const step of of.chain.steps) {
    const id = techniqueOf(of, step);
    if (id === undefined) continue;
    const key = `${id} ${step.tactic ?? ''}`;
    found.set(key, { techniqueId: id, tactic: step.tactic, steps: [...(found.get(key)?.steps ?? []), step] });
  }
  const told = techniqueId(of.tactic.technique);
  const isShown = [...found.values()].some(({ techniqueId: id }) => id === told);
  const verdict = told === undefined || isShown ? [] : [{ techniqueId: told, tactic: of.tactic.tactic, steps: [] }];
  return [...found.values(), ...verdict].sort((a, b) => (a.techniqueId < b.techniqueId ? -1 : a.techniqueId > b.techniqueId ? 1 : 0));
}

function scoreOf({ steps }: Shown): number {
  return Math.max(
    1,
    steps.reduce((sum, { times }) => sum + times, 0),
  );
}

function technique(shown: Shown) {
  const tactic = shown.tactic === undefined ? undefined : tacticShortNames[shown.tactic];
  const role = (['entry', 'malicious', 'step'] as const).find((one) => shown.steps.some((step) => step.role === one)) ?? 'step';
  return {
    techniqueID: shown.techniqueId,
    ...(tactic !== undefined && { tactic }),
    score: scoreOf(shown),
    color: colours[role],
    comment: shown.steps.map(stepLine).join('\n') || 'The trigger, which is no step of the attack flow.',
    enabled: true,
    metadata: shown.steps.map(({ id, cites }) => ({ name: `Evidence of ${id}`, value: cites.join(' ') })),
    showSubtechniques: true,
  };
}

/** "S3, 2026-06-10T09:10:45.000Z: bash started kdevtmpfsi [E3]" */
function stepLine({ id, at, action, cites }: Step): string {
  return `${id}, ${new Date(at).toISOString()}: ${plainPhrase(action)} ${cites.map((one) => `[${one}]`).join('')}`;
}

function description(of: ToldCase): string {
  const unnamed = of.chain.steps.filter((step) => techniqueOf(of, step) === undefined).length;
  const left = unnamed === 0 ? '' : ` The data names no technique for ${unnamed} of ${of.chain.steps.length} steps.`;
  return `Techniques that the evidence names, each scored by how often it was seen.${left}`;
}

const origins: Readonly<Record<TacticOrigin, string>> = {
  tag: "the rule's tag",
  technique: "the rule's technique",
  api: 'the API that was called',
  detection: 'the kind of detection',
  words: "the rule's words",
};

/** Where the trigger's technique was read from, since its own tag says more than words do. */
function metadata({ trigger, tactic: { origin, technique }, tenant, completedAt }: ToldCase) {
  return [
    ...(origin === undefined || techniqueId(technique) === undefined ? [] : [{ name: 'Technique read from', value: origins[origin] }]),
    ...(trigger.eventId === undefined ? [] : [{ name: 'Event', value: plainText(trigger.eventId) }]),
    { name: 'Tenant', value: plainText(tenant.name) },
    { name: 'Completed', value: completedAt },
  ];
}
