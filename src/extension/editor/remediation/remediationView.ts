import type { RemediationView } from '../../../webview/protocol/remediationPanel.ts';
import { type BlastTopic, blastTopics } from '../../core/model/blastRadius.ts';
import type { TenantLabel } from '../../core/model/case.ts';
import { stages } from '../../core/model/remediation.ts';
import type { Grants } from '../../core/remediate/places/grants.ts';
import { numberedEvidence, shortIds } from '../../core/remediate/session/exhibits.ts';
import type { RemediationState } from '../../core/remediate/session/state.ts';
import { plainPhrase, plainText } from '../../core/report/plainText.ts';
import { viewAction } from './viewAction.ts';
import { viewGuard } from './viewGuard.ts';
import { viewWatch } from './viewWatch.ts';

/** What the view is told beside the state. */
export type ViewSetting = {
  readonly title: string;
  readonly eventId: string;
  readonly tenant: TenantLabel;
  readonly grants: Grants;
  readonly banner?: string;
  readonly caseFile?: string;
  readonly summary: readonly string[];
};

const partNames = {
  threat: 'The threat, fetched again',
  catalogue: 'What the tenant can do',
  places: 'Where kubectl and aws point',
  blastRadius: 'Blast radius',
  permissions: 'Permissions',
} as const;

const topicNames: Readonly<Record<BlastTopic, string>> = {
  identity: 'Workload',
  inbound: 'Inbound',
  outbound: 'Outbound',
  sidecars: 'Beside it',
  cloudIdentity: 'Cloud identity',
  disruption: 'Budgets and autoscalers',
  rbac: 'Rights',
};

/** The whole checklist as its panel shows it: plain text, ids, and which buttons work. */
export function toRemediationView(state: RemediationState, setting: ViewSetting): RemediationView {
  const { tenant, banner, caseFile, summary } = setting;
  const cite = shortIds(numberedEvidence(state));
  const { region } = tenant;
  const decided = state.runs.size + state.decisions.size > 0;
  return {
    title: plainText(state.threat?.title ?? setting.title),
    eventId: setting.eventId,
    tenant: { name: plainText(tenant.name), sample: tenant.sample, ...(region !== undefined && { region: plainText(region) }) },
    threatPlace: threatPlace(state),
    ...(banner !== undefined && { banner }),
    parts: state.parts.map(({ name, status, detail }) => ({
      name: partNames[name],
      status,
      ...(detail !== undefined && { detail: plainText(detail) }),
    })),
    ...(state.stopped !== undefined && { stopped: lines(state.stopped) }),
    guard: viewGuard(state, setting.grants),
    known: state.inventory.known.map(({ phrase, cites }) => ({ text: plainPhrase(phrase), cites: cite(cites) })),
    missing: state.inventory.missing.map(plainText),
    radius: radius(state, cite),
    permissions: state.permissions.map(({ what, may, why, fix }) => ({
      ...{ what: plainText(what), may, why: plainText(why) },
      ...(fix !== undefined && { fix: plainText(fix) }),
    })),
    others: state.others.map(({ phrase, cites }) => ({ text: plainPhrase(phrase), cites: cite(cites) })),
    order: plainPhrase(state.proposals.order),
    stages: stages.map((stage) => ({
      stage,
      actions: state.proposals.actions.filter((one) => one.stage === stage).map((action) => viewAction(action, state, cite)),
    })),
    ...reading(state),
    ...(state.queue.length > 0 && { queue: { left: state.queue.length } }),
    ...viewWatch(state),
    ...(caseFile !== undefined && { caseFile }),
    summary: [...summary],
    canReport: decided && state.busy === undefined,
    readOnly: state.readOnly,
    grants: [...setting.grants.given()],
  };
}

function threatPlace({ threat }: RemediationState): string {
  const { cluster, awsAccount, gcpProject, azureSubscription, host } = threat?.scope ?? {};
  const parts = [cluster, awsAccount ?? gcpProject ?? azureSubscription].filter((part) => part !== undefined);
  return plainText((parts.length === 0 ? [host].filter((part) => part !== undefined) : parts).join(' / '));
}

function radius({ radius: found }: RemediationState, cite: ReturnType<typeof shortIds>): RemediationView['radius'] {
  const all = (found?.lines ?? []).map((line) => ({
    topic: line.topic,
    shown: { text: plainPhrase(line.phrase), cites: cite(line.sources), gap: line.kind === 'gap' },
  }));
  return blastTopics
    .map((topic) => ({ topic: topicNames[topic], lines: all.filter((one) => one.topic === topic).map(({ shown }) => shown) }))
    .filter(({ lines: told }) => told.length > 0);
}

function reading({ reading: read, proposals }: RemediationState): Pick<RemediationView, 'reading'> {
  if (read === undefined) return {};
  const understood = read.understood.flatMap((id) => {
    const action = proposals.actions.find((one) => one.id === id);
    return action === undefined ? [] : [{ id, text: `${action.name} ${plainPhrase(action.on)}` }];
  });
  return { reading: { words: plainText(read.words), understood, unclear: read.unclear.map(plainText) } };
}

function lines({ what, why, fix }: { readonly what: string; readonly why: string; readonly fix: string }) {
  return { what: plainText(what), why: plainText(why), fix: plainText(fix) };
}
