/** What happened to the rows or columns of a sheet. Indexes are those before it. */
export type Shift =
  | { readonly kind: "insert"; readonly at: number; readonly count: number }
  | { readonly kind: "delete"; readonly start: number; readonly end: number }
  | {
      readonly kind: "move";
      readonly start: number;
      readonly end: number;
      readonly destination: number;
    };

export interface Span {
  readonly start: number;
  readonly end: number;
}

function movedIndex(index: number, shift: Extract<Shift, { kind: "move" }>): number {
  const { start, end, destination } = shift;
  const count = end - start;
  if (index >= start && index < end)
    return destination > end ? index + destination - end : index - (start - destination);
  if (destination > end && index >= end && index < destination) return index - count;
  if (destination < start && index >= destination && index < start) return index + count;
  return index;
}

/** Where a span stands afterwards; undefined when it is gone. */
export function shiftSpan(span: Span, shift: Shift): Span | undefined {
  switch (shift.kind) {
    case "insert":
      return {
        start: span.start >= shift.at ? span.start + shift.count : span.start,
        end: span.end > shift.at ? span.end + shift.count : span.end,
      };
    case "delete": {
      const cut = (edge: number): number =>
        edge <= shift.start
          ? edge
          : edge >= shift.end
            ? edge - (shift.end - shift.start)
            : shift.start;
      const result = { start: cut(span.start), end: cut(span.end) };
      return result.end > result.start ? result : undefined;
    }
    case "move": {
      const first = movedIndex(span.start, shift);
      const last = movedIndex(span.end - 1, shift);
      return last - first === span.end - 1 - span.start ? { start: first, end: last + 1 } : span;
    }
  }
}
