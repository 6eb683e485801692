export { problemCodes, type ProblemCode } from "./codes.ts";
export { invalidRequest, toPointer } from "./fromZod.ts";
export { invalidField } from "./invalidField.ts";
export { FieldError, Problem, ProblemError } from "./problem.ts";
export { respondWithProblem } from "./respond.ts";
export { fhirContentType, OperationOutcome } from "./operationOutcome.ts";
