import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { fieldOf } from '../../../facts/fields.ts';
import { processOf } from '../../../facts/processOf.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { hour } from '../../hours.ts';
import type { CausalLink } from '../causalLink.ts';

/** Azure's guest agent and its extension for commands, by name or by what they were started with. */
const agents = /waagent|WALinuxAgent|WindowsAzureGuestAgent|run-?command/i;

/**
 * Azure was asked to run a command on a virtual machine, and then its agent there started something. Inferred: the machine's host is known by the
 * machine's name, which its owner may have changed.
 */
export const reachedMachine: CausalLink = {
  name: 'reached machine',
  inferred: true,
  within: 2 * hour,
  causes: (event) => {
    const call = cloudCallOf(event);
    const machine = /virtualMachines\/([\w.-]+)/i.exec(fieldOf(event, 'azure.resourceid', 'azure.resource') ?? '')?.[1];
    if (call?.account === undefined || call.error !== undefined || machine === undefined) return [];
    return /virtualMachines\/(runCommands?|extensions)\/(action|write)$/i.test(call.api)
      ? [`${call.account} ${machine}`.toLowerCase()]
      : [];
  },
  effects: (event) => {
    const { host, azureSubscription } = event.scope;
    const process = processOf(event);
    if (host === undefined || azureSubscription === undefined || process === undefined) return [];
    const begun = agents.test(`${process.parent} ${process.parentCmdline} ${process.cmdline}`);
    return begun ? [`${azureSubscription} ${host}`.toLowerCase()] : [];
  },
  reason: (cause, effect) => {
    const user = cloudCallOf(cause)?.user;
    const who = user === undefined ? [] : phrase` by ${code(user)}`;
    return phrase`a command was sent${who} to the machine ${code(effect.scope.host ?? '')}, whose agent started this`;
  },
};
