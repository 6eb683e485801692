/** A small seeded generator, so that a replayed call chooses the same ids. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  integer(below: number): number {
    return Math.floor(this.next() * below);
  }

  positiveInt32(): number {
    return 1 + this.integer(2_147_483_646);
  }

  text(length: number, alphabet: string): string {
    let result = "";
    for (let index = 0; index < length; index += 1)
      result += alphabet[this.integer(alphabet.length)];
    return result;
  }
}

const idLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

export const newFileId = (random: Random): string => `1${random.text(43, idLetters)}`;
