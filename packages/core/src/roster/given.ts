/** Neither null (an empty cell) nor undefined (no such column). */
export function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}
