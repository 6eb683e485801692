import { StartRefused } from "../startRefused.ts";

/** Who serves on which flag's port. */
export const servedBy = {
  api: { flag: "--port", what: "The API" },
  sheets: { flag: "--sheets-port", what: "The local Sheets server" },
} as const;

/** A port that cannot be had, in one sentence; any other error is given back as it is. */
export function asPortRefusal(input: {
  error: unknown;
  port: number;
  flag: string;
  what: string;
}): unknown {
  const { error, port, flag, what } = input;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return new StartRefused(
      `${what} cannot have port ${port}, it is in use: stop the other program, or choose another with ${flag}.`,
    );
  }
  if (code === "EACCES") {
    return new StartRefused(
      `${what} may not use port ${port} on this machine: choose one above 1023 with ${flag}.`,
    );
  }
  return error;
}
