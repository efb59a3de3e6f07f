import { collection } from './collection.ts';
import { commandAndControl } from './commandAndControl.ts';
import { credentialAccess } from './credentialAccess.ts';
import { defenseImpairment } from './defenseImpairment.ts';
import { discovery } from './discovery.ts';
import { execution } from './execution.ts';
import { exfiltration } from './exfiltration.ts';
import type { Family } from './family.ts';
import { impact } from './impact.ts';
import { initialAccess } from './initialAccess.ts';
import { lateralMovement } from './lateralMovement.ts';
import { persistence } from './persistence.ts';
import { privilegeEscalation } from './privilegeEscalation.ts';
import { reconnaissance } from './reconnaissance.ts';
import { resourceDevelopment } from './resourceDevelopment.ts';
import { stealth } from './stealth.ts';

export const families: readonly Family[] = [
  reconnaissance,
  resourceDevelopment,
  initialAccess,
  execution,
  persistence,
  privilegeEscalation,
  stealth,
  defenseImpairment,
  credentialAccess,
  discovery,
  lateralMovement,
  collection,
  commandAndControl,
  exfiltration,
  impact,
];
