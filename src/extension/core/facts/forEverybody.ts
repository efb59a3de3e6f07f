import type { SecurityEvent } from '../model/threat.ts';
import { logins } from './ancestors.ts';
import { loginOf } from './login.ts';
import { processOf } from './processOf.ts';

/**
 * Programs that start others for everybody: init systems, schedulers, container runtimes' supervisors. That two processes come from one of them
 * tells nothing, nor does what it did itself.
 */
const startsForEverybody =
  /^(init|systemd(-.+)?|\(sd-pam\)|launchd|upstart|runit|runsv|runsvdir|s6-.+|supervisord?|cron|crond|anacron|atd|fcron|x?inetd|containerd(-shim.*)?|docker(d|-init|-containerd.*)|cri-o|crio|conmon(rs)?|kubelet|podman|tini|dumb-init|catatonit|pause|kthreadd)$/i;

export function isForEverybody(name: string | undefined): boolean {
  return name !== undefined && startsForEverybody.test(name);
}

/** Whether what an event's process did can have led to what stands further below it: of a login server, that it let somebody in. */
export function leadsOn(event: SecurityEvent): boolean {
  const name = processOf(event)?.name;
  return !isForEverybody(name) && (!logins.test(name ?? '') || loginOf(event) !== undefined);
}
