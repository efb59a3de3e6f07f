/** Milliseconds. */
export const minute = 60_000;
export const hour = 60 * minute;

/** The window round a trigger that the requirements call ±2 h. */
export const nearby = 2 * hour;
