import { cloudCallOf } from '../../../facts/cloudCall.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { exposedTargets } from '../targets/cloud.ts';
import { sysdigMaker } from './sysdigAction.ts';

/** Closes a bucket or a database to the public. */
export const makePrivate = sysdigMaker({
  ...{ type: 'MAKE_PRIVATE_CLOUD_RESOURCE', verb: 'Make private', stage: 'containment', effect: 'close' },
  targets: exposedTargets,
  consequences: (_input, { on, told }) => ({
    does: phrase`Blocks public access to ${on}`,
    expected: phrase`Whoever is not of the account is refused from then on`,
    breaks: [
      { kind: 'unknown', phrase: phrase`Who reads it from outside on purpose: unknown, look at its access log` },
      ...told.slice(0, 1).map((one) => ({
        kind: 'known' as const,
        phrase: phrase`What ${code(cloudCallOf(one.value)?.api ?? '')} opened is closed again`,
        cites: [one.id] as const,
      })),
    ],
    watch: phrase`What was copied meanwhile stays copied: look for reads in the log of the account`,
  }),
  otherwise: { kind: 'never', recovery: phrase`Set the earlier public access settings again, which the outputs of the execution name` },
});
