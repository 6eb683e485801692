import type { Node } from "../ast.ts";
import type { Scope } from "../evaluate.ts";
import type { Atom, Computed } from "../values.ts";

interface Arity {
  readonly least: number;
  readonly most: number;
}

export type FunctionSpec = Arity &
  (
    | { readonly kind: "scalar"; readonly run: (atoms: readonly Atom[], scope: Scope) => Atom }
    | {
        readonly kind: "whole";
        readonly run: (scope: Scope, values: readonly Computed[]) => Computed;
      }
    | { readonly kind: "lazy"; readonly run: (scope: Scope, nodes: readonly Node[]) => Computed }
  );

export type FunctionTable = Readonly<Record<string, FunctionSpec>>;

export const scalar = (
  least: number,
  most: number,
  run: (atoms: readonly Atom[], scope: Scope) => Atom,
): FunctionSpec => ({ kind: "scalar", least, most, run });

export const whole = (
  least: number,
  most: number,
  run: (scope: Scope, values: readonly Computed[]) => Computed,
): FunctionSpec => ({
  kind: "whole",
  least,
  most,
  run,
});

export const lazy = (
  least: number,
  most: number,
  run: (scope: Scope, nodes: readonly Node[]) => Computed,
): FunctionSpec => ({ kind: "lazy", least, most, run });
