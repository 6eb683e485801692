import type { CellError, ErrorType } from "../model/cell.ts";

const texts: Readonly<Record<ErrorType, string>> = {
  ERROR: "#ERROR!",
  NULL_VALUE: "#NULL!",
  DIVIDE_BY_ZERO: "#DIV/0!",
  VALUE: "#VALUE!",
  REF: "#REF!",
  NAME: "#NAME?",
  NUM: "#NUM!",
  N_A: "#N/A",
  LOADING: "Loading...",
};

export const errorText = (error: CellError): string => texts[error.errorType];

export const cellError = (errorType: ErrorType, message = ""): CellError => ({
  errorType,
  message,
});

export function errorFromText(text: string): CellError | undefined {
  const found = (Object.keys(texts) as ErrorType[]).find(
    (type) => texts[type] === text.toUpperCase(),
  );
  return found && found !== "LOADING" ? cellError(found) : undefined;
}
