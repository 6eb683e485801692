import type { CellError } from "../model/cell.ts";

/** One end of a reference; a missing row or column is open. */
export interface ReferenceEnd {
  readonly row: number | undefined;
  readonly column: number | undefined;
}

export type Node =
  | { readonly kind: "value"; readonly value: string | number | boolean | CellError | undefined }
  | {
      readonly kind: "reference";
      readonly sheet: string | undefined;
      readonly start: ReferenceEnd;
      readonly end: ReferenceEnd;
      readonly isCell: boolean;
    }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Node[] }
  | { readonly kind: "unary"; readonly operator: "-" | "+" | "%"; readonly operand: Node }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Node;
      readonly right: Node;
    }
  | { readonly kind: "array"; readonly rows: readonly (readonly Node[])[] };
