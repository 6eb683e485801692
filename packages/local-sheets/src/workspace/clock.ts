export interface Clock {
  now(): number;
}

/** Runs with the real clock until it is set; then stands, and moves when told. */
export class SettableClock implements Clock {
  private readonly real: Clock;
  private fixedMs: number | undefined;

  constructor(real: Clock) {
    this.real = real;
  }

  now(): number {
    return this.fixedMs ?? this.real.now();
  }

  set(instantMs: number): void {
    this.fixedMs = instantMs;
  }

  advance(byMs: number): void {
    this.fixedMs = this.now() + byMs;
  }

  release(): void {
    this.fixedMs = undefined;
  }

  get isVirtual(): boolean {
    return this.fixedMs !== undefined;
  }
}
