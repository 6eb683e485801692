import type { Fault } from "./fault.ts";

interface Armed {
  readonly fault: Fault;
  left: number;
}

/** Faults that wait for the requests they match, in the order they were set. */
export class FaultDial {
  private armed: Armed[] = [];

  add(fault: Fault): void {
    this.armed.push({ fault, left: fault.times });
  }

  clear(): void {
    this.armed = [];
  }

  get waiting(): readonly Fault[] {
    return this.armed.map(({ fault }) => fault);
  }

  /** The fault for this request, used up once. */
  take(request: { method: string; target: string }): Fault | undefined {
    const line = `${request.method} ${decodeURIComponent(request.target.replaceAll(/%(?![0-9a-f]{2})/gi, "%25"))}`;
    const found = this.armed.find(
      ({ fault }) => fault.match === undefined || line.includes(fault.match),
    );
    if (!found) return undefined;
    found.left -= 1;
    if (found.left === 0) this.armed = this.armed.filter((other) => other !== found);
    return found.fault;
  }
}
