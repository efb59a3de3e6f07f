/**
 * What a refresh takes along of the case before it (I-04): which events that one rested on, as its Sources table names them. They are asked for
 * again and never believed (K-10).
 */
export type EarlierCase = {
  readonly file: string;
  /** the line of the file that says when it was completed, counted from 1, and its text */
  readonly line: number;
  readonly raw: string;
  /** milliseconds since the epoch */
  readonly completedAt: number;
  /** each once, in the order of the table */
  readonly eventIds: readonly string[];
};
