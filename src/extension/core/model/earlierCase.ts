/** What a refresh takes along of the case before it: which events that one rested on. They are asked for again, never believed (I-04, K-10). */
export type EarlierCase = {
  /** milliseconds since the epoch */
  readonly completedAt: number;
  /** in the order of its Sources table, each once */
  readonly eventIds: readonly string[];
};
