import * as z from 'zod';

/** Where the drawing stands: shift in CSS pixels, zoom, and the width of the canvas, which decides how it is arranged. */
export const viewport = z.strictObject({ x: z.number(), y: z.number(), zoom: z.number(), canvas: z.number() });
export type Viewport = z.infer<typeof viewport>;

/** What concerns the screen alone, and so is kept by the webview: never data of the case. */
export const screen = z.strictObject({
  viewport: z.optional(viewport),
  /** the sections of the head that are unfolded */
  open: z.array(z.enum(['gaps', 'looked', 'indicators', 'changes'])),
  /** the folded steps whose actions are listed */
  unfolded: z.array(z.string()),
});
export type Screen = z.infer<typeof screen>;
