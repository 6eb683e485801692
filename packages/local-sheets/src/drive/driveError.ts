import type { Json } from "../model/cell.ts";

/** An answer of the Drive API that is an error, in its own envelope. */
export class DriveError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly location: string | undefined;

  constructor(code: number, reason: string, message: string, location?: string) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.location = location;
  }

  toBody(): Json {
    const place =
      this.location === undefined ? {} : { locationType: "parameter", location: this.location };
    return {
      error: {
        errors: [{ domain: "global", reason: this.reason, message: this.message, ...place }],
        code: this.code,
        message: this.message,
      },
    };
  }
}

export const fileNotFound = (id: string): DriveError =>
  new DriveError(404, "notFound", `File not found: ${id}.`, "fileId");
