import { shown } from '../surfaces/shown.ts';
import type { Captured } from './capture.ts';
import type { AwsChange, Change, KubectlChange } from './change.ts';
import type { JsonObject } from './jsonParts.ts';

/** What a person would have to do to take a change back that no allowed command takes back: one line, with the names as the command has them. */
export function recoveryOf(change: Change, captured: Captured | undefined): string {
  return change.program === 'aws' ? inAccount(change) : inCluster(change, captured);
}

function inCluster(change: KubectlChange, captured: Captured | undefined): string {
  const { kind, namespace, name } = change.object;
  const object = `${kind} ${namespace}/${name}`;
  switch (change.does) {
    case 'delete':
      return captured?.value.about === 'manifest'
        ? createAgain(change, captured.value.manifest)
        : `create ${object} again from its manifest`;
    case 'rollout restart':
      return `the replaced pods are gone; if the new ones of ${object} do not come up, go back to a revision with \`kubectl rollout undo\``;
    case 'rollout undo':
      return `look for the revision that ${object} had in \`kubectl rollout history\` and go back to it`;
    default:
      return `set ${object} by hand to what it was${unkept(captured)}`;
  }
}

function unkept(captured: Captured | undefined): string {
  const value = captured?.value;
  const why = value !== undefined && 'unkept' in value ? value.unkept : undefined;
  return why === undefined ? '' : `: it was not kept, since ${why}`;
}

/** A line to paste into a shell. Of the manifest nothing is text that a shell would read. */
function createAgain({ scope, object }: KubectlChange, manifest: JsonObject): string {
  const place = [`--context=${scope.context}`, ...(scope.kubeconfig === undefined ? [] : [`--kubeconfig=${scope.kubeconfig}`])];
  const create = shown({ program: 'kubectl', argv: ['create', '--filename=-', `--namespace=${object.namespace}`, ...place] });
  return `create it again: printf %s ${singleQuoted(ascii(JSON.stringify(manifest)))} | ${create}`;
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function ascii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function inAccount(change: AwsChange): string {
  switch (change.does) {
    case 'attach-role-policy':
    case 'detach-role-policy':
      return `look whether role ${change.role} should have ${change.arn}, and attach or detach it by hand`;
    case 'update-access-key':
      return `set access key ${change.owned.key} of ${change.owned.user} to what it was by hand`;
    case 'delete-access-key':
      return `make a new access key for ${change.owned.user} and give it to whoever used ${change.owned.key}: its secret is gone with it`;
  }
}
