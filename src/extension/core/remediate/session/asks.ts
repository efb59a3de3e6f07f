import type { Program } from '../../model/command.ts';
import type { Ask } from '../../model/confirmation.ts';

/** What reading on a surface would be for. `doubt` is said where it can not be told whether the place is the threat's. */
export type ReadQuestion = { readonly surface: Program; readonly place: string; readonly what: string; readonly doubt?: string };

/** The one action that writing is asked for, with the shape of its command. */
export type WriteQuestion = {
  readonly surface: Program;
  readonly place: string;
  readonly action: string;
  readonly line: string;
  /** takes something back, so that there is nothing to file instead */
  readonly undoes?: true;
};

/** The questions that only a person answers. A host shows each by itself and answers nothing on its own. */
export type Asks = {
  /** `readOnly`: reading, and never a change on this surface in this window. Undefined: closed without an answer. */
  read(question: ReadQuestion): Promise<'read' | 'readOnly' | 'refused' | undefined>;
  write(question: WriteQuestion): Promise<'yes' | 'no' | 'file'>;
  readonly confirm: Ask;
};
