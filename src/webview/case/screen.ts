import * as z from 'zod';

/** Where the drawing stands: shift in CSS pixels, and zoom. */
export const viewport = z.strictObject({ x: z.number(), y: z.number(), zoom: z.number() });
export type Viewport = z.infer<typeof viewport>;

/** What concerns the screen alone, and so is kept by the webview: never data of the case. */
export const screen = z.strictObject({ viewport: z.optional(viewport), gapsOpen: z.boolean(), lookedOpen: z.boolean() });
export type Screen = z.infer<typeof screen>;
