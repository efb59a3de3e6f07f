/** How to get a place for artifacts. */
export const storageFix = 'Have an administrator set up capture storage in Sysdig, or file the step as a ticket';

/** How to get a responder; `place` is the cluster, host or account as it is called, empty where it is not known. */
export function deployFix(responder: string, place: string): string {
  const where = place === '' ? 'there' : `on ${place}`;
  switch (responder) {
    case 'CLUSTER':
      return `Deploy the Sysdig cluster shield ${where}, or file the step as a ticket`;
    case 'HOST':
      return `Deploy the Sysdig host shield ${where} with response actions switched on, or file the step as a ticket`;
    case 'CLOUD':
      return `Connect ${place === '' ? 'the account' : `account ${place}`} to Sysdig with response actions, or file the step as a ticket`;
    default:
      return 'Have the responder deployed, or file the step as a ticket';
  }
}
