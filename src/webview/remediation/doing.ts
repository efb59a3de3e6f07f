import type { RemediationIntent } from '../protocol/remediationPanel.ts';
import type { SectionName } from './screen.ts';

/** What the parts of the checklist can do: ask the host for something, and change what only the screen knows. */
export type Doing = {
  readonly post: (intent: RemediationIntent) => void;
  readonly toggle: (section: SectionName, open: boolean) => void;
  readonly expand: (action: string, open: boolean) => void;
  readonly write: (words: string) => void;
};
