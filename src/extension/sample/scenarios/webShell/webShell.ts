import { imageOf } from '../../places.ts';
import { ago, Story } from '../../story.ts';
import type { World } from '../../world.ts';
import { account, attacker, hostId, inPod, node, pod } from './actors.ts';
import { inTheAccount } from './inTheAccount.ts';
import { inThePod } from './inThePod.ts';
import { onTheNode } from './onTheNode.ts';

/** A web shell in a Tomcat pod leads to a miner, to the node's credentials and with them into the AWS account: one incident in three groups. */
export function webShell(world: World, begin: number): void {
  const story = new Story(world, 'webShell', begin);
  world.responders.hosts.set(hostId, node);
  world.responders.clusters.add(pod.cluster);
  world.responders.accounts.add(account);
  inThePod(story);
  onTheNode(story);
  inTheAccount(story);
  story.asset({
    kind: 'workload',
    name: imageOf(pod).reference,
    digest: pod.image.digest,
    scope: { ...inPod, 'asset.type': 'workload', 'kubernetes.pod.container.name': pod.workload },
    exposed: true,
    vulnerabilities: [
      {
        cve: 'CVE-2022-22965',
        severity: 'critical',
        cvss: 9.8,
        packageName: 'spring-beans',
        packageVersion: '5.3.17',
        packageType: 'java',
        fixVersion: '5.3.18',
        exploitable: true,
        inUse: true,
        kevDate: '2022-04-04',
      },
      {
        cve: 'CVE-2021-36222',
        severity: 'high',
        cvss: 7.5,
        packageName: 'libkrb5-3',
        packageVersion: '1.18.3-6',
        packageType: 'os',
        fixVersion: '1.18.3-6+deb11u1',
        exploitable: false,
        inUse: false,
      },
    ],
    violations: ['Container running as root', 'Privileged container', 'Host PID namespace shared'],
    serviceAccount: 'storefront',
    roles: ['view'],
  });
  story.advisory(
    {
      id: 'tif-storefront-miner',
      title: 'Web shells dropping kdevtmpfsi variants',
      summary: 'Active exploitation of CVE-2022-22965 to drop miners.',
      cves: ['CVE-2022-22965'],
      iocs: [attacker],
    },
    ago({ days: 8 }),
  );
}
