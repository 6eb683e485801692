import type { Fault } from "./faults.ts";

/** A world with more of something rare, so that few seeds are enough to see what it does. */
export type Leaning = {
  /** Acts that people choose from most of the time, by name. */
  acts?: readonly string[];
  /** What goes wrong with calls, where it is possible. */
  faults?: readonly Fault[];
  /** The chance of a fault in a call. */
  faultRate?: number;
  /** The chance of another worker between our read and our write. */
  rivals?: number;
  /** The chance that people do something between our read and our write. */
  meddling?: number;
  /** How many stand in the roster at first. */
  people?: number;
};
