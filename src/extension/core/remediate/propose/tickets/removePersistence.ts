import { loginUserOf } from '../../../facts/login.ts';
import { processOf } from '../../../facts/processOf.ts';
import { writtenPaths } from '../../../facts/writtenPaths.ts';
import { code, phrase } from '../../../model/phrase.ts';
import { quoted } from '../../surfaces/shown.ts';
import { isShowable } from '../../surfaces/word.ts';
import { knownBreak, type Maker, type Seen } from '../draft.ts';
import { isInContainer } from '../targets/machine.ts';
import { ticketDraft } from './ticketAction.ts';

/** Asks to take away what would bring the attacker back on a host. */
export const removePersistence: Maker = (_input, seen) =>
  seen.flatMap((one) =>
    isInContainer(one.value)
      ? []
      : [...new Set(persistentPaths(one))].map((path) => {
          const host = one.value.scope.host;
          return ticketDraft({
            ...{ stage: 'destruction', effect: 'clearAway', name: 'host clean-up', verb: 'Remove persistence' },
            on: host === undefined ? phrase`${code(path)}` : phrase`${code(path)} on ${code(host)}`,
            line: cleanUp(path),
            does: phrase`Takes ${code(path)} out of service on its host, and keeps a copy beside it`,
            expected: phrase`It does not start again, neither by itself nor with the host`,
            breaks: [
              knownBreak(
                phrase`${code(processOf(one.value)?.name ?? path)} wrote it as ${code(loginUserOf(one.value) ?? processOf(one.value)?.user ?? '')}: what else that file did is not done any more`,
                [one.id],
              ),
            ],
            watch: phrase`The same file again: then something else on the host writes it`,
            reversibility: { kind: 'inverse', how: phrase`Put the copy back` },
            told: [one],
          });
        }),
  );

/** Files from which a host starts things. */
const starting =
  /^\/(etc\/(cron[\w.-]*(\/|$)|crontab$|systemd\/|init\.d\/|rc\.local$|profile(\.d\/|$)|ld\.so\.preload$|sudoers|passwd$|shadow$|ssh\/)|var\/spool\/cron\/|(usr\/)?lib\/systemd\/|home\/[^/]+\/|root\/)/;

function persistentPaths({ value }: Seen): readonly string[] {
  return writtenPaths(value).filter((path) => starting.test(path) && isShowable(path) && !path.split('/').includes('..'));
}

/** A unit is stopped first. A file is moved out of the way rather than deleted: others' entries may be in it. */
function cleanUp(path: string): string {
  const unit = /^\/(?:etc|(?:usr\/)?lib)\/systemd\/.*\/([\w@.:-]+\.(?:service|timer|socket|path))$/.exec(path)?.[1];
  const stop = unit === undefined || unit.startsWith('-') ? '' : `sudo systemctl disable --now ${quoted(unit)} && `;
  return `${stop}sudo mv ${quoted(path)} ${quoted(`/root/quarantine${path.replaceAll('/', '_')}`)}`;
}
