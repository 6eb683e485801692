type Schema = {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  allOf?: Schema[];
  minimum?: number;
  maximum?: number;
  default?: unknown;
};
type Operation = {
  parameters?: { name?: string; in?: string; schema?: Schema }[];
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
};

/** What of the document answers a list and cannot be read page by page, in the one form that lists have. */
export function listsWithoutPages(document: Record<string, unknown>): string[] {
  const { paths, components } = document as unknown as Document;
  const resolve = (schema: Schema): Schema => {
    const name = schema.$ref?.split("/").at(-1);
    if (name !== undefined) return resolve(components?.schemas?.[name] ?? {});
    const parts = (schema.allOf ?? []).map(resolve);
    return parts.reduce(
      (whole, part) => ({
        ...whole,
        properties: { ...whole.properties, ...part.properties },
        required: [...(whole.required ?? []), ...(part.required ?? [])],
      }),
      schema,
    );
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const answers = Object.entries(operation.responses)
        .filter(([status]) => status.startsWith("2"))
        .map(([, { content }]) => resolve(content?.["application/json"]?.schema ?? {}));
      const lacks = answers.flatMap((answer) => lackingOf({ answer, operation, resolve }));
      return lacks.map((lack) => `${method.toUpperCase()} ${path}: ${lack}`);
    }),
  );
}

function lackingOf(input: {
  answer: Schema;
  operation: Operation;
  resolve: (schema: Schema) => Schema;
}): string[] {
  const { answer, resolve } = input;
  if (answer.type === "array") return ["a bare list has no room for next_cursor"];
  const { data, ...others } = answer.properties ?? {};
  const isList = "has_more" in others || (data !== undefined && resolve(data).type === "array");
  if (!isList) return [];
  const parameters = input.operation.parameters ?? [];
  const schemaOf = (name: string) =>
    parameters.find((parameter) => parameter.in === "query" && parameter.name === name)?.schema;
  const limit = schemaOf("limit");
  const isUsual = limit?.minimum === 1 && limit.maximum === 100 && limit.default === 25;
  const lacking = ["data", "has_more", "next_cursor"].filter(
    (name) => answer.required?.includes(name) !== true,
  );
  return [
    ...(isUsual ? [] : ["takes no limit of 1 to 100, 25 by default"]),
    ...(schemaOf("cursor") === undefined ? ["takes no cursor"] : []),
    ...lacking.map((name) => `may answer without ${name}`),
  ];
}
