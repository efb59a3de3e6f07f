import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/extension/core/model/command.ts';
import { allow } from '../../../src/extension/core/remediate/surfaces/allow.ts';
import { shown } from '../../../src/extension/core/remediate/surfaces/shown.ts';
import { everyAws, everyKubectl } from './everyCommand.ts';

function told(commands: Readonly<Record<string, Command>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(commands).map(([name, command]) => [name, `${command.access} ${shown(allow(command))}`]));
}

describe('[R-05] [R-06] a command line names where it goes, and the allow-list has it', () => {
  const place = '--context=prod-eu-1 --kubeconfig=/home/u/.kube/config';
  const server = `${place} --request-timeout=15s`;
  const end = '--profile prod --region eu-west-1 --output json --cli-connect-timeout 10 --cli-read-timeout 10';

  it('kubectl', () => {
    expect(told(everyKubectl({ context: 'prod-eu-1', kubeconfig: '/home/u/.kube/config' }))).toEqual({
      getObject: `read kubectl get deployments.apps storefront --namespace=shop --output=json ${server}`,
      getClusterWide: `read kubectl get clusterroles.rbac.authorization.k8s.io system:node --output=json ${server}`,
      listObjects: `read kubectl get pods --namespace=shop --selector=app=storefront --output=json ${server}`,
      listEverywhere: `read kubectl get pods --all-namespaces --field-selector=spec.serviceAccountName=storefront --output=json ${server}`,
      listClusterWide: `read kubectl get nodes --output=json ${server}`,
      describeObject: `read kubectl describe pods storefront-1 --namespace=shop ${server}`,
      podLogs: `read kubectl logs storefront-1 --namespace=shop --container=web --tail=200 --timestamps=true --previous=true ${server}`,
      kubectlVersion: `read kubectl version --output=json ${server}`,
      currentContext: `read kubectl config current-context --kubeconfig=/home/u/.kube/config`,
      contextView: `read kubectl config view --minify --output=json ${place}`,
      canI: `read kubectl auth can-i patch deployments.apps/storefront --subresource=scale --namespace=shop ${server}`,
      canIEverywhere: `read kubectl auth can-i list namespaces ${server}`,
      rolloutStatus: `read kubectl rollout status deployments.apps storefront --namespace=shop --watch=false ${server}`,
      rolloutHistory: `read kubectl rollout history deployments.apps storefront --namespace=shop --revision=2 ${server}`,
      patchObject: `write kubectl patch deployments.apps storefront --namespace=shop --type=merge '--patch={"spec":{"paused":true}}' --output=json ${server}`,
      patchTried: `read kubectl patch deployments.apps storefront --namespace=shop --type=json '--patch=[{"op":"remove","path":"/spec/paused"}]' --output=json --dry-run=server ${server}`,
      labelObject: `write kubectl label pods storefront-1 quarantine=true app- --namespace=shop --overwrite=true --resource-version=42 --output=json ${server}`,
      annotateObject: `write kubectl annotate deployments.apps storefront 'acme.com/case=it'\\''s 4f7a…, $(held)' --namespace=shop --overwrite=true --output=json ${server}`,
      scaleObject: `write kubectl scale deployments.apps storefront --namespace=shop --replicas=0 --current-replicas=3 ${server}`,
      deleteNetworkPolicy: `write kubectl delete networkpolicies.networking.k8s.io isolate-storefront --namespace=shop --wait=false ${server}`,
      rolloutRestart: `write kubectl rollout restart deployments.apps storefront --namespace=shop ${server}`,
      rolloutPause: `write kubectl rollout pause deployments.apps storefront --namespace=shop ${server}`,
      rolloutResume: `write kubectl rollout resume deployments.apps storefront --namespace=shop ${server}`,
      rolloutUndo: `write kubectl rollout undo deployments.apps storefront --namespace=shop --to-revision=1 ${server}`,
    });
  });

  it('aws', () => {
    expect(told(everyAws({ profile: 'prod', region: 'eu-west-1' }))).toEqual({
      callerIdentity: `read aws sts get-caller-identity ${end}`,
      getRole: `read aws iam get-role --role-name storefront-irsa ${end}`,
      getRolePolicy: `read aws iam get-role-policy --role-name storefront-irsa --policy-name inline ${end}`,
      accessKeyLastUsed: `read aws iam get-access-key-last-used --access-key-id AKIAIOSFODNN7EXAMPLE ${end}`,
      attachedPolicies: `read aws iam list-attached-role-policies --role-name storefront-irsa ${end}`,
      rolePolicies: `read aws iam list-role-policies --role-name storefront-irsa ${end}`,
      roleTags: `read aws iam list-role-tags --role-name storefront-irsa ${end}`,
      instanceProfiles: `read aws iam list-instance-profiles-for-role --role-name storefront-irsa ${end}`,
      accessKeys: `read aws iam list-access-keys --user-name ci-backup ${end}`,
      userAttached: `read aws iam list-attached-user-policies --user-name ci-backup ${end}`,
      userPolicies: `read aws iam list-user-policies --user-name ci-backup ${end}`,
      userGroups: `read aws iam list-groups-for-user --user-name ci-backup ${end}`,
      mfaDevices: `read aws iam list-mfa-devices --user-name ci-backup ${end}`,
      policyHolders: `read aws iam list-entities-for-policy --policy-arn arn:aws:iam::aws:policy/AWSDenyAll ${end}`,
      accountAliases: `read aws iam list-account-aliases ${end}`,
      lookupEvents: `read aws cloudtrail lookup-events --lookup-attributes '[{"AttributeKey":"AccessKeyId","AttributeValue":"AKIAIOSFODNN7EXAMPLE"}]' --start-time 2026-07-15T08:00:00.000Z --end-time 2026-07-15T12:00:00.000Z --max-items 50 ${end}`,
      attachRolePolicy: `write aws iam attach-role-policy --role-name storefront-irsa --policy-arn arn:aws:iam::aws:policy/AWSDenyAll ${end}`,
      detachRolePolicy: `write aws iam detach-role-policy --role-name storefront-irsa --policy-arn arn:aws:iam::aws:policy/AWSDenyAll ${end}`,
      deactivateKey: `write aws iam update-access-key --user-name ci-backup --access-key-id AKIAIOSFODNN7EXAMPLE --status Inactive ${end}`,
      activateKey: `write aws iam update-access-key --user-name ci-backup --access-key-id AKIAIOSFODNN7EXAMPLE --status Active ${end}`,
      deleteKey: `write aws iam delete-access-key --user-name ci-backup --access-key-id AKIAIOSFODNN7EXAMPLE ${end}`,
    });
  });

  it('names no kubeconfig and no profile where none is set', () => {
    const bare = [everyKubectl({ context: 'prod-eu-1' }), everyAws({ region: 'eu-west-1' })].flatMap((all) => Object.values(told(all)));
    expect(bare.filter((line) => /--kubeconfig|--profile/.test(line))).toEqual([]);
    expect(bare.filter((line) => !/--context=prod-eu-1|config current-context|--region eu-west-1/.test(line))).toEqual([]);
  });
});

describe('[R-13] the text of a command', () => {
  it('is the same words to a shell, whatever they hold', () => {
    const word = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...`'"\\$\`!*?~=#&;|<>(){}[] \t\n-a`) }));
    fc.assert(
      fc.property(
        fc.array(
          word.map((one) => one.replaceAll('\0', '').toWellFormed()),
          { maxLength: 8 },
        ),
        (argv) => {
          // `printf` stands for the program: it gives every word back as it got it.
          const line = shown({ program: 'kubectl', argv }).replace(/^kubectl/, `printf '%s\\0' word`);
          const printed = execFileSync('sh', ['-c', line], { encoding: 'utf8', cwd: '/' });
          expect(printed.split('\0').slice(0, -1)).toEqual(['word', ...argv]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
