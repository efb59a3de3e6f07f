import { awsResource, hostResource, processFields, processTree } from '../../places.ts';
import { ago, type Story } from '../../story.ts';
import { account, bash, curl, java, node, nsenter, onNode, pod, tini } from './actors.ts';

/** The privileged container is left for its node, whose credentials are read from the metadata service. */
export function onTheNode(story: Story): void {
  const left = story.signal(ago({ minutes: 29, seconds: 50 }), {
    from: 'host',
    rule: 'Change thread namespace',
    tags: ['container', 'host', 'MITRE', 'MITRE_TA0004_privilege_escalation', 'MITRE_T1611_escape_to_host'],
    severity: 2,
    labels: onNode,
    fields: processFields([tini, java, bash, nsenter], pod, { 'evt.type': 'setns' }),
    output: `Namespace change (setns) by unexpected program (proc.cmdline=${nsenter.cmdline} container.id=${pod.container})`,
  });
  const metadata = story.signal(ago({ minutes: 29, seconds: 36 }), {
    from: 'host',
    rule: 'Contact EC2 Instance Metadata Service From Host',
    tags: [
      'host',
      'network',
      'aws',
      'MITRE',
      'MITRE_TA0006_credential_access',
      'MITRE_T1552.005_unsecured_credentials_cloud_instance_metadata_api',
    ],
    severity: 2,
    labels: onNode,
    fields: processFields([java, bash, nsenter, curl], 'host', { 'evt.type': 'connect', 'fd.rip': '169.254.169.254', 'fd.rport': '80' }),
    output: `Outbound connection to the EC2 instance metadata service (proc.cmdline=${curl.cmdline} proc.pname=nsenter)`,
  });
  story.tree(metadata, processTree([tini, java, bash, nsenter, curl], 'host'));
  story.group({
    name: 'Privilege Escalation, Credential Access on Host',
    title: 'Instance credentials stolen from the metadata service',
    description:
      'nsenter, started by bash under java, entered the namespaces of the host. curl then read the credentials of ec2-role-storefront from 169.254.169.254.',
    severity: 2,
    resource: { ...hostResource(node), cluster: pod.cluster },
    otherResources: [awsResource(account)],
    threats: [
      {
        name: 'Contact EC2 Instance Metadata Service From Host',
        title: 'Metadata service read on the node',
        description: 'curl read the credentials of ec2-role-storefront from 169.254.169.254.',
        severity: 2,
        events: [metadata],
      },
      {
        name: 'Change thread namespace',
        title: 'Container left for the host',
        description: 'nsenter entered the namespaces of process 1.',
        severity: 'high',
        events: [left],
      },
    ],
  });
}
