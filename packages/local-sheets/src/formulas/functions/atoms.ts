import { isCellError } from "../../model/cell.ts";
import { rowsOf, type Scope } from "../evaluate.ts";
import { FormulaError, isAtom, toNumber, type Atom, type Computed } from "../values.ts";

/** Every value of the arguments, row by row. */
export function atomsOf(scope: Scope, values: readonly Computed[]): Atom[] {
  return values.flatMap((value) => (isAtom(value) ? [value] : rowsOf(scope, value).flat()));
}

/** Numbers as SUM takes them: arguments are coerced, of ranges only numbers count; errors go through. */
export function numbersOf(scope: Scope, values: readonly Computed[], where: string): number[] {
  const numbers: number[] = [];
  values.forEach((value, index) => {
    if (isAtom(value)) {
      if (value !== undefined) numbers.push(toNumber(value, where, index + 1));
      return;
    }
    for (const row of rowsOf(scope, value)) {
      for (const atom of row) {
        if (typeof atom === "number") numbers.push(atom);
        else if (isCellError(atom)) throw new FormulaError(atom);
      }
    }
  });
  return numbers;
}
