import type { Command } from '../../../src/extension/core/model/command.ts';
import * as aws from '../../../src/extension/core/remediate/surfaces/aws.ts';
import type { KubectlScope } from '../../../src/extension/core/remediate/surfaces/kubectl.ts';
import * as reads from '../../../src/extension/core/remediate/surfaces/kubectlReads.ts';
import * as writes from '../../../src/extension/core/remediate/surfaces/kubectlWrites.ts';

const shop = { kind: 'deployments.apps', namespace: 'shop', name: 'storefront' } as const;
export const denyAll = 'arn:aws:iam::aws:policy/AWSDenyAll';
export const backup = { user: 'ci-backup', key: 'AKIAIOSFODNN7EXAMPLE' } as const;
const role = 'storefront-irsa';

/** Every builder of a kubectl call once, by what it does. */
export function everyKubectl(scope: KubectlScope): Readonly<Record<string, Command>> {
  return {
    getObject: reads.getObject(scope, shop),
    getClusterWide: reads.getObject(scope, { kind: 'clusterroles.rbac.authorization.k8s.io', name: 'system:node' }),
    listObjects: reads.listObjects(scope, { kind: 'pods', namespace: 'shop', labels: { app: 'storefront' } }),
    listEverywhere: reads.listObjects(scope, { kind: 'pods', namespace: 'everywhere', serviceAccount: 'storefront' }),
    listClusterWide: reads.listObjects(scope, { kind: 'nodes', namespace: 'everywhere' }),
    describeObject: reads.describeObject(scope, { kind: 'pods', namespace: 'shop', name: 'storefront-1' }),
    podLogs: reads.podLogs(scope, { namespace: 'shop', pod: 'storefront-1', container: 'web', lines: 200, previous: true }),
    kubectlVersion: reads.kubectlVersion(scope),
    currentContext: reads.currentContext(scope.kubeconfig),
    contextView: reads.contextView(scope),
    canI: reads.canI(scope, { ...shop, verb: 'patch', subresource: 'scale' }),
    canIEverywhere: reads.canI(scope, { verb: 'list', kind: 'namespaces', namespace: 'everywhere' }),
    rolloutStatus: reads.rolloutStatus(scope, shop),
    rolloutHistory: reads.rolloutHistory(scope, shop, 2),
    patchObject: writes.patchObject(scope, shop, { type: 'merge', body: { spec: { paused: true } } }),
    patchTried: writes.patchObject(scope, shop, { type: 'json', body: [{ op: 'remove', path: '/spec/paused' }] }, { dryRun: true }),
    labelObject: writes.labelObject(
      scope,
      { kind: 'pods', namespace: 'shop', name: 'storefront-1' },
      { quarantine: 'true', app: null },
      { ifVersion: '42' },
    ),
    annotateObject: writes.annotateObject(scope, shop, { 'acme.com/case': "it's 4f7a…, $(held)" }),
    scaleObject: writes.scaleObject(scope, shop, { to: 0, from: 3 }),
    deleteNetworkPolicy: writes.deleteNetworkPolicy(scope, { namespace: 'shop', name: 'isolate-storefront' }),
    rolloutRestart: writes.rolloutRestart(scope, shop),
    rolloutPause: writes.rolloutPause(scope, shop),
    rolloutResume: writes.rolloutResume(scope, shop),
    rolloutUndo: writes.rolloutUndo(scope, shop, 1),
  };
}

/** Every builder of an AWS call once, by what it does. */
export function everyAws(scope: aws.AwsScope): Readonly<Record<string, Command>> {
  const window = { from: new Date('2026-07-15T08:00:00Z'), to: new Date('2026-07-15T12:00:00Z'), most: 50 };
  return {
    callerIdentity: aws.callerIdentity(scope),
    getRole: aws.getRole(scope, role),
    getRolePolicy: aws.getRolePolicy(scope, role, 'inline'),
    accessKeyLastUsed: aws.accessKeyLastUsed(scope, backup.key),
    attachedPolicies: aws.listOfRole(scope, 'list-attached-role-policies', role),
    rolePolicies: aws.listOfRole(scope, 'list-role-policies', role),
    roleTags: aws.listOfRole(scope, 'list-role-tags', role),
    instanceProfiles: aws.listOfRole(scope, 'list-instance-profiles-for-role', role),
    accessKeys: aws.listOfUser(scope, 'list-access-keys', backup.user),
    userAttached: aws.listOfUser(scope, 'list-attached-user-policies', backup.user),
    userPolicies: aws.listOfUser(scope, 'list-user-policies', backup.user),
    userGroups: aws.listOfUser(scope, 'list-groups-for-user', backup.user),
    mfaDevices: aws.listOfUser(scope, 'list-mfa-devices', backup.user),
    policyHolders: aws.listPolicyHolders(scope, denyAll),
    accountAliases: aws.listAccountAliases(scope),
    lookupEvents: aws.lookupEvents(scope, { attribute: 'AccessKeyId', value: backup.key, ...window }),
    attachRolePolicy: aws.attachRolePolicy(scope, role, denyAll),
    detachRolePolicy: aws.detachRolePolicy(scope, role, denyAll),
    deactivateKey: aws.updateAccessKey(scope, backup, 'Inactive'),
    activateKey: aws.updateAccessKey(scope, backup, 'Active'),
    deleteKey: aws.deleteAccessKey(scope, backup),
  };
}
