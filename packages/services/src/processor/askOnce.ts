/**
 * Asks for what was written down before, or, where an answer was lost, what became of it first. Null: no answer came; it may
 * have happened all the same, stays unanswered, and is asked after by its key (AUTO-2, PAY-17).
 */
export async function askOnce<Answer>({
  isNew,
  mayAskAgain,
  ask,
  find,
}: {
  isNew: boolean;
  /** By the same key, if the processor never had it. */
  mayAskAgain: boolean;
  ask: () => Promise<Answer>;
  find: () => Promise<Answer | null>;
}): Promise<Answer | null> {
  try {
    if (isNew) return await ask();
    const known = await find();
    if (known !== null || !mayAskAgain) return known;
    return await ask();
  } catch {
    return null;
  }
}
