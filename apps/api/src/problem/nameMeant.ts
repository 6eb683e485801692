const mostListed = 15;

/** What to say of a field that there is not: the one that was meant, or those that there are. */
export function hintOfName(name: string, known: readonly string[]): string {
  const meant = known.find((each) => plain(each) === plain(name)) ?? closest(name, known);
  if (meant !== undefined) return `; did you mean ${meant}?`;
  const listed = known.length > 0 && known.length <= mostListed;
  return listed ? `; it takes ${known.join(", ")}` : "";
}

const plain = (name: string): string => name.replaceAll(/[^a-z0-9]/gi, "").toLowerCase();

function closest(name: string, known: readonly string[]): string | undefined {
  // Longer ones are no slip of the finger, and would take long to compare.
  if (name.length > 60) return undefined;
  const [best] = known
    .map((each) => ({ each, edits: editsBetween(plain(name), plain(each)) }))
    .toSorted((left, right) => left.edits - right.edits);
  return best !== undefined && best.edits <= Math.min(2, name.length / 3) ? best.each : undefined;
}

/** Letters to insert, leave out or replace (Levenshtein). */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (let index = 1; index <= other.length; index += 1) {
      const replaced = (row[index - 1] ?? 0) + (other[index - 1] === letter ? 0 : 1);
      next.push(Math.min(replaced, (row[index] ?? 0) + 1, (next[index - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
