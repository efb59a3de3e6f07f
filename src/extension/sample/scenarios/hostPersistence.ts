import { hostResource, type Process, processFields, processTree } from '../places.ts';
import { ago, Story } from '../story.ts';
import type { World } from '../world.ts';

const host = 'bastion-02.corp.example';
const labels = { 'host.hostName': host, 'host.mac': '52:54:00:7a:11:02', 'agent.version': '14.2.1', 'agent.tag.role': 'bastion' };
const systemd: Process = { name: 'systemd', cmdline: '/sbin/init', pid: 1 };
const sshd: Process = { name: 'sshd', cmdline: 'sshd: svc-backup@pts/1', pid: 21904 };
const bash: Process = { name: 'bash', cmdline: '-bash', pid: 21931, user: 'svc-backup' };
const crontab: Process = { name: 'crontab', cmdline: 'crontab /tmp/.cr', pid: 21977, user: 'svc-backup' };
const tee: Process = { name: 'tee', cmdline: 'tee /etc/systemd/system/dbus-cache.service', pid: 22010 };
const truncate: Process = { name: 'truncate', cmdline: 'truncate -s 0 /var/log/auth.log', pid: 22054 };

/** Somebody logs in to a bare host by SSH and makes sure to come back: cron first, then a systemd unit, then the log is emptied. */
export function hostPersistence(world: World, begin: number): void {
  const story = new Story(world, 'hostPersistence', begin);
  const login = loggedIn(story);
  const cron = cronPlanted(story);
  const unit = unitPlanted(story);
  const cleared = logCleared(story);
  story.tree(cron, processTree([systemd, sshd, bash, crontab], 'host'));
  story.tree(unit, processTree([systemd, sshd, bash, tee], 'host'));
  story.group({
    name: 'Persistence, Defense Evasion on Host',
    title: 'Cron job and systemd unit planted after an SSH login',
    description:
      'sshd accepted svc-backup from 203.0.113.41 and spawned bash, which ran crontab and wrote dbus-cache.service with tee. truncate emptied /var/log/auth.log.',
    severity: 'High',
    resource: hostResource(host),
    threats: [
      {
        name: 'Systemd Unit Created, Schedule Cron Jobs',
        title: 'Two ways back in',
        description: 'bash ran crontab and tee under sshd.',
        severity: 2,
        events: [unit, cron],
      },
      {
        name: 'Inbound SSH Connection from Unknown Address',
        title: 'SSH login of svc-backup',
        description: 'sshd accepted 203.0.113.41.',
        severity: 4,
        events: [login],
      },
      {
        name: 'Clear Log Activities',
        title: 'Login log emptied',
        description: 'truncate emptied /var/log/auth.log.',
        severity: 'medium',
        events: [cleared],
      },
    ],
  });
}

function loggedIn(story: Story): string {
  return story.signal(ago({ hours: 5, minutes: 12 }), {
    from: 'host',
    rule: 'Inbound SSH Connection from Unknown Address',
    tags: ['host', 'network', 'MITRE', 'MITRE_TA0001_initial_access', 'MITRE_T1078_valid_accounts'],
    severity: 4,
    labels,
    fields: processFields([systemd, sshd], 'host', {
      'evt.type': 'accept',
      'fd.rip': '203.0.113.41',
      'fd.rport': '50122',
      'fd.sport': '22',
      'user.loginname': 'svc-backup',
    }),
    output: 'Inbound SSH connection (connection=203.0.113.41:50122->10.8.0.2:22 proc.name=sshd)',
  });
}

function cronPlanted(story: Story): string {
  return story.signal(ago({ hours: 5, minutes: 9 }), {
    from: 'host',
    rule: 'Schedule Cron Jobs',
    tags: ['host', 'filesystem', 'MITRE', 'MITRE_TA0003_persistence', 'MITRE_T1053.003_scheduled_task_job_cron'],
    severity: 3,
    labels,
    fields: processFields([systemd, sshd, bash, crontab], 'host', {
      'evt.type': 'openat',
      'fd.name': '/var/spool/cron/crontabs/svc-backup',
    }),
    output: 'Cron jobs were scheduled to run (file=/var/spool/cron/crontabs/svc-backup proc.cmdline=crontab /tmp/.cr user=svc-backup)',
  });
}

function unitPlanted(story: Story): string {
  return story.signal(ago({ hours: 5, minutes: 7, seconds: 30 }), {
    from: 'host',
    rule: 'Systemd Unit Created',
    tags: ['host', 'filesystem', 'MITRE', 'MITRE_TA0003_persistence', 'MITRE_T1543.002_create_or_modify_system_process_systemd_service'],
    severity: 2,
    labels,
    fields: processFields([systemd, sshd, bash, tee], 'host', {
      'evt.type': 'openat',
      'fd.name': '/etc/systemd/system/dbus-cache.service',
    }),
    output:
      'Systemd unit written by a user (file=/etc/systemd/system/dbus-cache.service proc.cmdline=tee /etc/systemd/system/dbus-cache.service)',
  });
}

function logCleared(story: Story): string {
  return story.signal(ago({ hours: 5, minutes: 4 }), {
    from: 'host',
    rule: 'Clear Log Activities',
    tags: ['host', 'filesystem', 'MITRE', 'MITRE_TA0005_defense_evasion', 'MITRE_T1070.002_indicator_removal_clear_linux_logs'],
    severity: 4,
    labels,
    fields: processFields([systemd, sshd, bash, truncate], 'host', {
      'evt.type': 'openat',
      'evt.arg.flags': 'O_TRUNC|O_WRONLY',
      'fd.name': '/var/log/auth.log',
    }),
    output: 'Log files were tampered (file=/var/log/auth.log proc.cmdline=truncate -s 0 /var/log/auth.log)',
  });
}
