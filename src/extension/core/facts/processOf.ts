import type { SecurityEvent } from '../model/threat.ts';
import { given } from './given.ts';

/** The process behind a syscall event, as far as the event tells. */
export type Process = {
  readonly name?: string;
  readonly cmdline?: string;
  readonly exe?: string;
  readonly pid?: string;
  readonly ppid?: string;
  readonly parent?: string;
  readonly parentCmdline?: string;
  readonly sha256?: string;
  readonly user?: string;
};

/** From the fields that syscall rules carry; an event without any of them shows no process here. */
export function processOf(event: SecurityEvent): Process | undefined {
  const { fields } = event;
  const process: Process = {
    ...given('name', fields['proc.name']),
    ...given('cmdline', fields['proc.cmdline']),
    ...given('exe', fields['proc.exepath']),
    ...given('pid', fields['proc.pid']),
    ...given('ppid', fields['proc.ppid']),
    ...given('parent', fields['proc.pname']),
    ...given('parentCmdline', fields['proc.pcmdline']),
    ...given('sha256', fields['proc.hash.sha256'] ?? fields['proc.sha256']),
    ...given('user', fields['user.name']),
  };
  return process.name === undefined && process.cmdline === undefined && process.exe === undefined ? undefined : process;
}
