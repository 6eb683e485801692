import type { Json } from "../model/cell.ts";
import type { Who } from "../workspace/events.ts";
import type { Workspace } from "../workspace/workspace.ts";

export interface Call {
  readonly workspace: Workspace;
  /** The variable parts of the path, decoded, in order. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Json;
  readonly who: Who;
}

export type Answer =
  | { readonly kind: "json"; readonly body: Json; readonly toText?: () => string }
  | { readonly kind: "text"; readonly body: string; readonly type: string }
  | { readonly kind: "bytes"; readonly body: Uint8Array; readonly type: string }
  | { readonly kind: "nothing" };

export interface Verb {
  readonly run: (call: Call) => Answer;
  readonly isWrite: boolean;
  /** The body is taken as it is, not as JSON. */
  readonly readsText?: boolean;
}

export const json = (body: Json): Answer => ({ kind: "json", body });
