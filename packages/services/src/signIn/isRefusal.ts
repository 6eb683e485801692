/** A refusal of the library, and not a failure of it or of the database. Its own test would load all of it. */
export function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === "APIError" &&
    "statusCode" in error &&
    typeof error.statusCode === "number" &&
    error.statusCode >= 400 &&
    error.statusCode < 500
  );
}
