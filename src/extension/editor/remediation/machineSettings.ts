import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import type { AwsScope } from '../../core/remediate/surfaces/aws.ts';
import type { KubePlace } from '../../core/remediate/surfaces/kubeContext.ts';

/** What the settings say of the user's own tools. All have machine scope, so no workspace can name a program or a kubeconfig (V-16). */
export type MachineSettings = {
  readonly programs: { readonly kubectl?: string; readonly aws?: string };
  readonly kubePlace: KubePlace;
  readonly awsScope: AwsScope;
};

/** @param region where the threat says none */
export async function machineSettings(region = 'us-east-1'): Promise<MachineSettings> {
  const settings = vscode.workspace.getConfiguration('runtimeThreats');
  const text = (key: string): string | undefined => settings.get<string>(key)?.trim() || undefined;
  const [kubectl, aws] = [text('kubectl.path'), text('aws.path')];
  const kubeconfig = text('kubectl.kubeconfig') ?? (await kubernetesExtensionKubeconfig());
  const [context, profile] = [text('kubectl.context'), text('aws.profile')];
  return {
    programs: { ...(kubectl !== undefined && { kubectl }), ...(aws !== undefined && { aws }) },
    kubePlace: { ...(context !== undefined && { context }), ...(kubeconfig !== undefined && { kubeconfig }) },
    awsScope: { region: text('aws.region') ?? region, ...(profile !== undefined && { profile }) },
  };
}

type KubernetesApi = { readonly getKubeconfigPath?: () => unknown };
type KubernetesExtension = {
  getAPI(name: 'configuration', version: 'v1_1'): { readonly available: boolean; readonly api?: KubernetesApi } | undefined;
};

/** The kubeconfig that the Kubernetes extension was told to use; its API gives the path, not the context. Only where it is there already. */
async function kubernetesExtensionKubeconfig(): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<{ configuration?: unknown } & Partial<KubernetesExtension>>(
    'ms-kubernetes-tools.vscode-kubernetes-tools',
  );
  if (extension?.isActive !== true) return undefined;
  const path = extension.exports.getAPI?.('configuration', 'v1_1')?.api?.getKubeconfigPath?.();
  const host = typeof path === 'object' && path !== null && 'hostPath' in path ? path.hostPath : undefined;
  return typeof host === 'string' && isAbsolute(host) ? host : undefined;
}
