import { enteredOf, isFormula, type Value } from "../model/cell.ts";
import type { Area, Document, Sheet } from "../model/document.ts";
import { formatArea } from "../model/a1Text.ts";
import { localeOf } from "../formats/locale.ts";
import { cellError } from "./errors.ts";
import { evaluate, single, type Scope } from "./evaluate.ts";
import { functionNamed } from "./functions/registry.ts";
import { parseFormula } from "./parse.ts";
import { FormulaError, isMatrix, type Atom, type Matrix, type RangeValue } from "./values.ts";

type Result = { readonly kind: "done"; readonly value: Atom } | { readonly kind: "running" };

const spreads =
  /ARRAYFORMULA|\{|SORT|FILTER|UNIQUE|TRANSPOSE|SPLIT|SEQUENCE|FLATTEN|MMULT|VSTACK|HSTACK|RANDARRAY|TOCOL|TOROW|CHOOSECOLS|CHOOSEROWS|WRAPROWS|WRAPCOLS|MAKEARRAY|QUERY/i;
const circular = cellError(
  "REF",
  "Circular dependency detected. To resolve with iterative calculation, see File > Settings.",
);

const columnsPerKey = 20_000;
const keyOf = (row: number, column: number): number => row * columnsPerKey + column;

interface Wanted {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  readonly formula: string;
}

const deepest = 100;

class TooDeep extends Error {
  readonly wanted: Wanted;

  constructor(wanted: Wanted) {
    super("too deep");
    this.wanted = wanted;
  }
}

/** The values of one version of a document, computed when they are asked for. */
export class Evaluation {
  readonly document: Document;
  readonly nowMs: number;
  isVolatile = false;
  private depth = 0;
  private readonly results = new Map<Sheet, Map<number, Result>>();
  private readonly spills = new Map<Sheet, Map<number, Atom>>();
  private readonly matrices = new Map<Sheet, Map<string, Matrix>>();

  constructor(document: Document) {
    this.document = document;
    this.nowMs = document.clock.now();
  }

  valueAt(sheet: Sheet, row: number, column: number): Value | undefined {
    const entered = enteredOf(sheet.rows[row]?.slots[column]);
    if (isFormula(entered)) return this.computed(sheet, row, column, entered.formula);
    if (entered !== undefined || !sheet.hasFormulas) return entered;
    return this.spilled(sheet).get(keyOf(row, column));
  }

  /** A reference to a single cell stays a range, for functions that want the place and not the value. */
  cellRange(range: RangeValue): RangeValue {
    return range;
  }

  matrixOf({ sheet, area }: RangeValue): Matrix {
    const known = this.matrices.get(sheet) ?? new Map<string, Matrix>();
    this.matrices.set(sheet, known);
    const key = `${area.startRow}:${area.endRow}:${area.startColumn}:${area.endColumn}`;
    const kept = known.get(key);
    if (kept) return kept;
    const read = this.readMatrix(sheet, area);
    known.set(key, read);
    return read;
  }

  private readMatrix(sheet: Sheet, area: Area): Matrix {
    const lastRow =
      sheet.hasFormulas && this.hasSpread(sheet)
        ? area.endRow
        : Math.min(area.endRow, Math.max(sheet.rows.length, area.startRow + 1));
    const rows: Atom[][] = [];
    for (let row = area.startRow; row < lastRow; row += 1) {
      const line: Atom[] = [];
      for (let column = area.startColumn; column < area.endColumn; column += 1)
        line.push(this.valueAt(sheet, row, column));
      rows.push(line);
    }
    return rows;
  }

  /** The rows that formulas elsewhere fill, and the end of the last of them. */
  spillRows(sheet: Sheet): { readonly rows: ReadonlySet<number>; readonly end: number } {
    const spilled = this.spilled(sheet);
    const rows = new Set<number>();
    let end = 0;
    for (const key of spilled.keys()) {
      const row = Math.floor(key / columnsPerKey);
      rows.add(row);
      if (row >= end) end = row + 1;
    }
    return { rows, end };
  }

  private hasSpread(sheet: Sheet): boolean {
    return this.spilled(sheet).size > 0;
  }

  private computed(sheet: Sheet, row: number, column: number, formula: string): Value | undefined {
    const results = this.results.get(sheet) ?? new Map<number, Result>();
    this.results.set(sheet, results);
    const key = keyOf(row, column);
    const known = results.get(key);
    if (known) return known.kind === "done" ? known.value : circular;
    const wanted = { sheet, row, column, formula };
    if (this.depth === 0) return this.settle(wanted);
    if (this.depth > deepest) throw new TooDeep(wanted);
    return this.compute(wanted, results, key);
  }

  /** Long chains of cells are computed from their far end, so that no chain is too long for the stack. */
  private settle(first: Wanted): Value | undefined {
    const chain: Wanted[] = [first];
    let value: Value | undefined;
    for (let wanted = chain.at(-1); wanted; wanted = chain.at(-1)) {
      const results = this.results.get(wanted.sheet) ?? new Map<number, Result>();
      this.results.set(wanted.sheet, results);
      const key = keyOf(wanted.row, wanted.column);
      try {
        const known = results.get(key);
        value = known?.kind === "done" ? known.value : this.compute(wanted, results, key);
        chain.pop();
      } catch (error) {
        if (!(error instanceof TooDeep)) throw error;
        const { wanted: next } = error;
        const isLoop = chain.some(
          (other) =>
            other.sheet === next.sheet && other.row === next.row && other.column === next.column,
        );
        if (isLoop)
          this.results
            .get(next.sheet)
            ?.set(keyOf(next.row, next.column), { kind: "done", value: circular });
        else chain.push(next);
      }
    }
    return value;
  }

  private compute(wanted: Wanted, results: Map<number, Result>, key: number): Value | undefined {
    results.set(key, { kind: "running" });
    this.depth += 1;
    try {
      const value = this.run(wanted);
      results.set(key, { kind: "done", value });
      return value;
    } catch (error) {
      results.delete(key);
      throw error;
    } finally {
      this.depth -= 1;
    }
  }

  private run(input: Wanted): Atom {
    const { sheet, row, column, formula } = input;
    const node = parseFormula(formula, {
      isDecimalComma: localeOf(this.document.properties.locale).decimal === ",",
    });
    if (!node) return cellError("ERROR", "Formula parse error.");
    const scope: Scope = {
      evaluation: this,
      document: this.document,
      sheet,
      row,
      column,
      isArray: false,
      functionNamed,
    };
    try {
      const result = evaluate(scope, node);
      if (isMatrix(result)) return this.spread(sheet, row, column, result.rows);
      const value = single(scope, result);
      return value === undefined ? 0 : value;
    } catch (error) {
      if (error instanceof FormulaError) return error.error;
      throw error;
    }
  }

  private spread(sheet: Sheet, row: number, column: number, rows: Matrix): Atom {
    const spills = this.spills.get(sheet) ?? new Map<number, Atom>();
    this.spills.set(sheet, spills);
    const width = rows.reduce((widest, line) => Math.max(widest, line.length), 0);
    for (let down = 0; down < rows.length; down += 1) {
      for (let right = 0; right < width; right += 1) {
        if (down === 0 && right === 0) continue;
        if (enteredOf(sheet.rows[row + down]?.slots[column + right]) === undefined) continue;
        const place = formatArea({
          startRow: row + down,
          endRow: row + down + 1,
          startColumn: column + right,
          endColumn: column + right + 1,
        });
        return cellError(
          "REF",
          `Array result was not expanded because it would overwrite data in ${place}.`,
        );
      }
    }
    rows.forEach((line, down) => {
      line.forEach((value, right) => {
        if (down + right > 0 && value !== undefined)
          spills.set(keyOf(row + down, column + right), value);
      });
    });
    return rows[0]?.[0];
  }

  private spilled(sheet: Sheet): Map<number, Atom> {
    const known = this.spills.get(sheet);
    if (known) return known;
    const created = new Map<number, Atom>();
    this.spills.set(sheet, created);
    sheet.rows.forEach((line, row) => {
      line?.slots.forEach((slot, column) => {
        const entered = enteredOf(slot);
        if (isFormula(entered) && spreads.test(entered.formula))
          this.computed(sheet, row, column, entered.formula);
      });
    });
    return created;
  }
}

const evaluations = new WeakMap<Document, Evaluation>();

export function evaluationOf(document: Document): Evaluation {
  const known = evaluations.get(document);
  if (known && (!known.isVolatile || known.nowMs === document.clock.now())) return known;
  const created = new Evaluation(document);
  evaluations.set(document, created);
  return created;
}

/** A draft that was written to must be computed anew. */
export const forgetEvaluation = (document: Document): boolean => evaluations.delete(document);
