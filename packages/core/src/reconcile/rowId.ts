import { hashText } from "./hash.ts";

/** The opaque ID of a roster row. The same seed and number give the same ID; nothing of the row is in it. */
export function rowIdFrom(input: { seed: string; number: number }): string {
  return `rb-${hashText(`${input.seed}/${input.number}`).slice(0, 16)}`;
}

export function looksLikeRowId(text: string): boolean {
  return /^rb-[0-9a-z]{16}$/.test(text);
}
