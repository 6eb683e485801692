export function moveFormula(input: { formula: string; rows: number; columns: number }): string {
  return input.formula;
}
