import { z } from "@hono/zod-openapi";
import type { Problem } from "./problem.ts";

/** Where problems are told the way FHIR tells them. */
export const fhirContentType = "application/fhir+json";
const fhirPrefix = "/v1/fhir/";

const issueCodes = [
  "invalid",
  "login",
  "forbidden",
  "not-found",
  "throttled",
  "exception",
] as const;

export const OperationOutcome = z
  .object({
    resourceType: z.literal("OperationOutcome"),
    issue: z.array(
      z.object({
        severity: z.enum(["fatal", "error"]),
        code: z.enum(issueCodes),
        details: z.object({
          coding: z.array(z.object({ system: z.string(), code: z.string() })),
          text: z.string(),
        }),
        diagnostics: z.string(),
        expression: z.array(z.string()).optional(),
      }),
    ),
  })
  .openapi("FhirOperationOutcome", {
    description:
      "A problem in FHIR's words; details.coding holds its code, diagnostics its request",
  });
type OperationOutcome = z.infer<typeof OperationOutcome>;

export function isFhirPath(path: string): boolean {
  return path.startsWith(fhirPrefix);
}

/** The same problem as FHIR R4 tells it, one issue for each field that is wrong. */
export function toOperationOutcome(problem: Problem): OperationOutcome {
  const issue = {
    severity: problem.status >= 500 ? ("fatal" as const) : ("error" as const),
    code: codeOf(problem.status),
    diagnostics: `${problem.remedy} Request ${problem.request_id}.`,
  };
  const coding = [{ system: "urn:rollbook:problem", code: problem.code }];
  const fields = (problem.errors ?? []).map(({ pointer, detail }) => ({
    ...issue,
    details: { coding, text: `${pointer}: ${detail}` },
    expression: [pointer.replace(/^\//, "").replaceAll("/", ".") || "body"],
  }));
  const whole = { ...issue, details: { coding, text: problem.detail } };
  return { resourceType: "OperationOutcome", issue: fields.length === 0 ? [whole] : fields };
}

function codeOf(status: number): (typeof issueCodes)[number] {
  if (status >= 500) return "exception";
  const codes: Readonly<Record<number, (typeof issueCodes)[number]>> = {
    401: "login",
    403: "forbidden",
    404: "not-found",
    429: "throttled",
  };
  return codes[status] ?? "invalid";
}
