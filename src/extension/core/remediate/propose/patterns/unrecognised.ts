import { capture } from '../sysdig/capture.ts';
import { fetchCloudLogs } from '../sysdig/fetchCloudLogs.ts';
import { getLogs } from '../sysdig/getLogs.ts';
import { askLogin, askRights } from '../tickets/askWho.ts';
import type { Pattern } from './pattern.ts';

/** Where no other pattern is seen: what it is has to be found out before anything is stopped for it. */
export const unrecognised: Pattern = {
  name: 'It is of no pattern that is known',
  signs: [{}],
  asks: [getLogs, capture, fetchCloudLogs, askLogin, askRights],
};
