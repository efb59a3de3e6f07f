import { meaningOfAws } from './apis/aws.ts';
import { azureCalls } from './apis/azure.ts';
import { gcpCalls } from './apis/gcp.ts';
import { gitHubActions } from './apis/github.ts';
import { type ApiMeaning, meaningIn } from './apis/meaning.ts';
import { oktaEvents } from './apis/okta.ts';
import { meaningOfK8s } from './k8sApis.ts';

/**
 * What a call is for, by ATT&CK's cloud matrix. Each provider writes its calls in its own way, and the way tells the provider:
 * `Microsoft.Compute/…/action`, `google.iam.admin.v1.…` or `compute.instances.insert`, `user.session.start`, `CreateAccessKey`.
 *
 * @param service the event source, e.g. `iam.amazonaws.com`, `okta`, `github`
 */
export function meaningOfApi(api: string, service: string | undefined): ApiMeaning | undefined {
  const name = api.toLowerCase();
  if (service === 'okta') return meaningIn(oktaEvents, name);
  if (service === 'github') return meaningIn(gitHubActions, name);
  const kubernetes = /^io\.k8s\.(?:.+\.)?v\d\w*\.(\w+)(?:\.(\w+))?\.(\w+)$/.exec(name);
  if (kubernetes !== null) return meaningOfAudit(kubernetes);
  if (name.includes('/') || name.includes(' ')) return meaningIn(azureCalls, name);
  return name.includes('.')
    ? meaningIn(gcpCalls, name)
    : (meaningOfAws(api.slice(api.lastIndexOf(':') + 1), service) ?? meaningIn(gcpCalls, name));
}

/** GKE's audit log names a request to the cluster like a method: `io.k8s.core.v1.pods.exec.create`. */
function meaningOfAudit([, resource, subresource, verb]: RegExpExecArray): ApiMeaning | undefined {
  return meaningOfK8s({
    ...(resource !== undefined && { resource }),
    ...(subresource !== undefined && { subresource }),
    ...(verb !== undefined && { verb }),
  });
}
