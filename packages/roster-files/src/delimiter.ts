const candidates = [",", ";", "\t", "|"] as const;

/** The sign that cuts the first lines into the most, and most equal, columns. Signs inside quotes do not count. */
export function findDelimiter(text: string): string {
  const named = /^\ufeff?sep=(.)\r?\n/i.exec(text)?.[1];
  if (named !== undefined) return named;
  const lines = linesOf(text.slice(0, 60_000));
  let best: { delimiter: string; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of candidates) {
    const score = scoreOf(lines.map((line) => countOf(line, delimiter)));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function linesOf(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  let isQuoted = false;
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted;
    if (letter === "\n" && !isQuoted) {
      if (line.trim() !== "") lines.push(line);
      line = "";
    } else line += letter;
    if (lines.length >= 40) break;
  }
  if (lines.length === 0 && line.trim() !== "") lines.push(line);
  return lines;
}

function countOf(line: string, delimiter: string): number {
  let count = 0;
  let isQuoted = false;
  for (const letter of line) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (letter === delimiter && !isQuoted) count += 1;
  }
  return count;
}

/** Many columns, and the same number in most lines. */
function scoreOf(counts: number[]): number {
  const frequency = new Map<number, number>();
  for (const count of counts) if (count > 0) frequency.set(count, (frequency.get(count) ?? 0) + 1);
  let best = 0;
  for (const [count, lines] of frequency)
    best = Math.max(best, (lines / counts.length) * (1 + Math.log2(1 + count)));
  return best;
}
