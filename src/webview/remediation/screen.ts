import * as z from 'zod';

/** What concerns the screen alone, and so is kept by the webview: never data of the remediation, but for the words that are being typed. */
export const screen = z.strictObject({
  /** the sections of the head that are unfolded */
  open: z.array(z.enum(['known', 'radius', 'permissions'])),
  /** ids of the actions whose consequences are shown */
  expanded: z.array(z.string()),
  /** what stands in the box for words */
  words: z.string(),
});
export type Screen = z.infer<typeof screen>;
export type SectionName = Screen['open'][number];
