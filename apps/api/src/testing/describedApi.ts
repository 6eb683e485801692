import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
};

type Parameter = {
  name: string;
  in: string;
  required?: boolean;
  schema: JsonSchema;
  $ref?: string;
};
type Content = Record<string, { schema?: JsonSchema; example?: unknown }>;
type RawOperation = {
  operationId: string;
  security?: unknown[];
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
};

export type DescribedOperation = {
  id: string;
  method: string;
  path: string;
  parameters: Parameter[];
  bodyContentType: string | undefined;
  bodySchema: JsonSchema | undefined;
  bodyExample: unknown;
  responses: Record<string, { content?: Content }>;
};

export type ApiDescription = {
  operations: DescribedOperation[];
  resolve: (schema: JsonSchema) => JsonSchema;
  /** Undefined when it fits, else what does not. */
  mismatch: (schema: JsonSchema, value: unknown) => string | undefined;
};

type RawDocument = {
  paths: Record<string, Record<string, RawOperation>>;
  components: { parameters: Record<string, Parameter> };
};

/** Reads the OpenAPI document the way a stranger would: from its JSON alone. */
export function describeApi(document: Record<string, unknown>): ApiDescription {
  const raw = document as unknown as RawDocument;
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);
  ajv.addSchema(document, "openapi");
  const follow = (ref: string): unknown =>
    ref
      .slice(2)
      .split("/")
      .reduce((node: unknown, key) => (node as Record<string, unknown>)[key], document);
  const resolve = (schema: JsonSchema): JsonSchema =>
    schema.$ref === undefined ? schema : resolve(follow(schema.$ref) as JsonSchema);
  const validators = new Map<JsonSchema, ReturnType<typeof ajv.compile>>();
  return {
    operations: Object.entries(raw.paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        // Without a key: called by a processor, with its own signature.
        .filter(([, { security }]) => security === undefined)
        .map(([method, operation]) => describeOperation({ path, method, operation, follow })),
    ),
    resolve,
    mismatch: (schema, value) => {
      const validate = validators.get(schema) ?? ajv.compile(rebase(schema));
      validators.set(schema, validate);
      return validate(value) ? undefined : ajv.errorsText(validate.errors);
    },
  };
}

function describeOperation(input: {
  path: string;
  method: string;
  operation: RawOperation;
  follow: (ref: string) => unknown;
}): DescribedOperation {
  const { path, method, operation, follow } = input;
  const [bodyContentType, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [
    undefined,
    undefined,
  ];
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    parameters: (operation.parameters ?? []).map((parameter) =>
      parameter.$ref === undefined ? parameter : (follow(parameter.$ref) as Parameter),
    ),
    bodyContentType,
    bodySchema: body?.schema,
    bodyExample: body?.example,
    responses: operation.responses,
  };
}

function rebase(schema: JsonSchema): JsonSchema {
  return JSON.parse(
    JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/'),
  ) as JsonSchema;
}
