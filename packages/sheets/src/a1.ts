/** 0-based column to letters: 0 is A, 26 is AA. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  }
  return letters;
}

/** A quoted A1 range of whole cells; rows and columns 0-based, ends exclusive. */
export function a1Range(input: {
  title: string;
  startRow: number;
  endRow: number;
  startColumn: number;
  endColumn: number;
}): string {
  const title = `'${input.title.replaceAll("'", "''")}'`;
  const first = `${columnLetters(input.startColumn)}${input.startRow + 1}`;
  const last = `${columnLetters(input.endColumn - 1)}${input.endRow}`;
  return `${title}!${first}:${last}`;
}
