import type { Names } from "../parts/names.ts";
import type { Session } from "../session.ts";

export interface PageInput {
  session: Session;
  names: Names;
  /** What stands behind the "?" of the address. */
  query: URLSearchParams;
  /** Shows the page anew, after something on it was changed. */
  reopen: () => void;
  /** The same, with what was done in one sentence above it. */
  reopenTelling: (sentence: string) => void;
}

/** One page of the dashboard: what it is called and how it is made. */
export interface DashboardPage {
  address: string;
  title: string;
  /** Shown to those who have it alone; to everyone, when left out. */
  permission?: string;
  /** The page whose name stays marked while this one, reached from a row of it, is open. */
  within?: string;
  show: (input: PageInput) => Promise<Node[]>;
}
