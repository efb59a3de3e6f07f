import { hostResource, type Process, processFields, processTree } from '../places.ts';
import { ago, Story } from '../story.ts';
import type { World } from '../world.ts';

const host = 'gcp-node-7';
const labels = {
  'host.hostName': host,
  'host.mac': '42:01:0a:84:00:07',
  'gcp.projectId': 'ai-demo',
  'cloudProvider.name': 'gcp',
  'agent.version': '14.1.0',
};
const systemd: Process = { name: 'systemd', cmdline: '/sbin/init', pid: 1 };
const sshd: Process = { name: 'sshd', cmdline: 'sshd: ops@pts/0', pid: 880 };
const bash: Process = { name: 'bash', cmdline: '-bash', pid: 893, user: 'ops' };
const locale: Process = { name: 'locale', cmdline: 'locale', pid: 900, user: 'ops' };

/** Somebody looks around on a host whose telnetd has a listed vulnerability that nothing here touches: the two must not be tied together. */
export function plainDiscovery(world: World, begin: number): void {
  const story = new Story(world, 'plainDiscovery', begin);
  const looked = story.signal(ago({ hours: 19, minutes: 30 }), {
    from: 'host',
    rule: 'System Geolocation Discovery',
    tags: ['host', 'MITRE', 'MITRE_TA0007_discovery', 'MITRE_T1614_system_location_discovery'],
    severity: 4,
    policy: 'Sysdig Runtime Notable Events',
    labels,
    fields: processFields([systemd, sshd, bash, locale], 'host'),
    output: 'System location looked up (proc.cmdline=locale proc.pname=bash user=ops)',
  });
  const again = story.signal(ago({ hours: 19, minutes: 26 }), {
    from: 'host',
    rule: 'System Geolocation Discovery',
    tags: ['host', 'MITRE', 'MITRE_TA0007_discovery', 'MITRE_T1614_system_location_discovery'],
    severity: 4,
    policy: 'Sysdig Runtime Notable Events',
    labels,
    fields: processFields([systemd, sshd, bash, { ...locale, pid: 914, cmdline: 'locale -k LC_TIME' }], 'host'),
    output: 'System location looked up (proc.cmdline=locale -k LC_TIME proc.pname=bash user=ops)',
  });
  story.tree(looked, processTree([systemd, sshd, bash, locale], 'host'));
  story.group({
    name: 'Discovery on Host',
    title: `Geolocation discovery on ${host}`,
    description: 'systemd spawned sshd, sshd spawned bash, bash ran locale repeatedly.',
    severity: 4,
    resource: hostResource(host),
    threats: [
      {
        name: 'System Geolocation Discovery',
        title: 'Locale settings read',
        description: 'bash ran locale twice.',
        severity: 'medium',
        events: [looked, again],
      },
    ],
  });
  story.asset({
    kind: 'host',
    name: host,
    scope: { ...labels, 'asset.type': 'host' },
    exposed: false,
    vulnerabilities: [
      {
        cve: 'CVE-2026-24061',
        severity: 'critical',
        cvss: 9.8,
        packageName: 'inetutils-telnetd',
        packageVersion: '2:2.4-3',
        packageType: 'os',
        fixVersion: '2:2.4-3+deb12u1',
        exploitable: true,
        inUse: false,
        kevDate: '2026-01-26',
      },
    ],
    violations: ['Password authentication enabled for SSH'],
  });
}
