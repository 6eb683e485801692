import { enteredOf, isFormula, type Value } from "../model/cell.ts";
import type { Document, Sheet } from "../model/document.ts";
import { cellError } from "./errors.ts";

/** The values of one version of a document. */
export class Evaluation {
  readonly document: Document;

  constructor(document: Document) {
    this.document = document;
  }

  valueAt(sheet: Sheet, row: number, column: number): Value | undefined {
    const entered = enteredOf(sheet.rows[row]?.slots[column]);
    return isFormula(entered) ? cellError("ERROR", "Formula parse error.") : entered;
  }
}

const evaluations = new WeakMap<Document, Evaluation>();

export function evaluationOf(document: Document): Evaluation {
  const known = evaluations.get(document);
  if (known) return known;
  const created = new Evaluation(document);
  evaluations.set(document, created);
  return created;
}
