import type { Names } from "../parts/names.ts";
import type { Session } from "../session.ts";

export interface PageInput {
  session: Session;
  names: Names;
  /** What stands behind the "?" of the address. */
  query: URLSearchParams;
}

/** One page of the dashboard: what it is called and how it is made. */
export interface DashboardPage {
  address: string;
  title: string;
  show: (input: PageInput) => Promise<Node[]>;
}
