/** A source of random bytes; the simulation gives a seeded one. */
export type RandomBytes = (count: number) => Uint8Array;

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const timeLength = 10;
const randomLength = 16;

/**
 * A prefix, an underscore and 26 characters: 10 of time in milliseconds, 16 of chance.
 * Ids sort by the instant they were made at.
 */
export function newId(
  prefix: string,
  { instant, random }: { instant: string; random: RandomBytes },
): string {
  return `${prefix}_${timePart(Date.parse(instant))}${randomPart(random)}`;
}

function timePart(milliseconds: number): string {
  if (!Number.isSafeInteger(milliseconds) || milliseconds < 0)
    throw new RangeError("an id needs an instant after 1970");
  let rest = milliseconds;
  let text = "";
  for (let index = 0; index < timeLength; index += 1) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function randomPart(random: RandomBytes): string {
  let text = "";
  for (const byte of random(randomLength)) text += alphabet.charAt(byte & 31);
  return text;
}
