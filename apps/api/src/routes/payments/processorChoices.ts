import type { ProcessorChoice } from "@rollbook/services/processor";
import type { OperationRequest } from "../../openapi/index.ts";

type AnyRequest = OperationRequest<unknown, unknown, unknown>;

/** Who would charge, and give back, for the practice, were it a test practice or a real one. */
export function choicesOf({ ports, principal: { practiceId } }: AnyRequest) {
  const test = ports.processors({ practiceId, isTest: true });
  const real = ports.processors({ practiceId, isTest: false });
  return { test, real };
}

export function reasonOf(choice: ProcessorChoice): string | null {
  return choice.kind === "missing" ? choice.reason : null;
}

export function missingOf({ test, real }: ReturnType<typeof choicesOf>) {
  return { test: reasonOf(test), real: reasonOf(real) };
}
