import type { Follow } from '../runPivots.ts';

/** I-21, I-22: what the watch-list makes of events. */
export const followHits: Follow = () => ({ pivots: [], left: [] });
