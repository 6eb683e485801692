import { bodyLimit } from "hono/body-limit";
import { ProblemError } from "../problem/index.ts";

export function limitBody(input: { maxBytes: number }) {
  return bodyLimit({
    maxSize: input.maxBytes,
    onError: () => {
      throw new ProblemError({
        code: "payload_too_large",
        detail: `The body is over the limit of ${input.maxBytes} bytes.`,
      });
    },
  });
}
