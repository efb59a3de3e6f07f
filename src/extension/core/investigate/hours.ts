/** Milliseconds. */
export const hour = 3_600_000;

/** The window round a trigger that the requirements call ±2 h. */
export const nearby = 2 * hour;
