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
  /** What happens in its syncs, one after the other, instead of what chance would have. */
  scenes?: readonly Scene[];
};

/** One sync and what comes about it; acts by name. */
export type Scene = {
  /** What people do before it. */
  before?: readonly string[];
  /** What they do between a read and a write of it: the first of it under the first write, and so on. */
  during?: readonly string[];
  /** What goes wrong with its write. */
  fault?: Fault;
};
