/** One letter missing, added, changed, or two swapped. */
export function isOneSlipAway(typed: string, word: string): boolean {
  if (Math.abs(typed.length - word.length) > 1) return false;
  let start = 0;
  while (start < typed.length && typed[start] === word[start]) start += 1;
  let end = 0;
  while (
    end < typed.length - start &&
    end < word.length - start &&
    typed.at(-1 - end) === word.at(-1 - end)
  )
    end += 1;
  const leftTyped = typed.length - start - end;
  const leftWord = word.length - start - end;
  if (leftTyped <= 1 && leftWord <= 1) return true;
  return (
    leftTyped === 2 &&
    leftWord === 2 &&
    typed[start] === word[start + 1] &&
    typed[start + 1] === word[start]
  );
}
