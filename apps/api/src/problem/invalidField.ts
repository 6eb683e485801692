import { ProblemError, type FieldError } from "./problem.ts";

/** A body that its schema lets through and that cannot be true all the same. */
export function invalidField(input: {
  pointer: string;
  detail: string;
  code?: string;
  in?: FieldError["in"];
}): ProblemError {
  const place = input.in ?? "body";
  return new ProblemError({
    code: "invalid_request",
    detail: `${[place, input.pointer].filter(Boolean).join(" ")}: ${input.detail}.`,
    extras: {
      errors: [
        { in: place, pointer: input.pointer, code: input.code ?? "custom", detail: input.detail },
      ],
    },
  });
}
