import type { ActingCommands, Command, CommandOutcome, Commands } from '../../src/extension/core/model/command.ts';
import { type ActionRequest, Confirmation, type Shown } from '../../src/extension/core/model/confirmation.ts';
import type { UndoPlan } from '../../src/extension/core/model/remediation.ts';
import { allow } from '../../src/extension/core/remediate/surfaces/allow.ts';
import type { KubectlScope } from '../../src/extension/core/remediate/surfaces/kubectl.ts';
import { type Captured, captureBefore } from '../../src/extension/core/remediate/undo/capture.ts';
import { guarded } from '../../src/extension/core/remediate/undo/guarded.ts';
import { planUndo } from '../../src/extension/core/remediate/undo/planUndo.ts';
import { standingClock } from '../fakes/standingClock.ts';
import { signal } from './cluster.ts';

export type Taken = { readonly outcome: CommandOutcome; readonly undo: UndoPlan; readonly captured: Captured; readonly ran: Command };

type Between = () => void | Promise<void>;

/** The way of one confirmed step: captured, bound to what was captured, its undo planned, asked about, run. `scope` is where kubectl may read. */
export function steps(commands: Commands & ActingCommands, scope?: KubectlScope) {
  const asking = { commands, clock: standingClock(), signal, ...(scope !== undefined && { scope }) };
  /** `between` happens while the dialog is open. */
  const take = async (command: Command, between: Between = () => undefined, timeoutMs = 60_000): Promise<Taken> => {
    const proposed: ActionRequest = { surface: 'command', command };
    const captured = await captureBefore(proposed, asking);
    if (captured === undefined) throw new Error('nothing was captured');
    const request = guarded(proposed, captured);
    if (request.surface !== 'command') throw new Error('it became something else');
    const shown: Shown = { request, place: 'here', title: 'Run it?', lines: [], captured: captured.digest };
    const confirmation = await Confirmation.ask(shown, async () => {
      await between();
      return 'run';
    });
    if (typeof confirmation === 'string') throw new Error('nobody said yes');
    const outcome = await commands.act(allow(request.command), confirmation.spend(shown), { timeoutMs, signal });
    return { outcome, captured, ran: request.command, undo: planUndo(request, captured, { undoable: false }) };
  };
  /** The undo is a step of its own, with its own capture and its own yes. */
  const takeBack = async ({ undo }: Taken): Promise<Taken> => {
    if (undo.kind !== 'command') throw new Error(`the plan is ${undo.kind}`);
    return take(undo.command);
  };
  return { asking, take, takeBack };
}
