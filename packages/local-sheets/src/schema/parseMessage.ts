import { badRequest } from "../model/apiError.ts";
import type { Json, JsonObject } from "../model/cell.ts";
import { isJsonObject } from "../model/document.ts";
import { isClean } from "./isClean.ts";
import { shortestFloat } from "./shortestFloat.ts";
import { camelCase, sheetsDiscovery, snakeCase, type SchemaProperty } from "./discovery.ts";

interface Violation {
  readonly field?: string;
  readonly description: string;
}

const protoPackage = "type.googleapis.com/google.apps.sheets.v4";
const show = (value: Json): string => JSON.stringify(value);

function invalidValue(path: string, type: string, value: Json): Violation {
  return { field: path, description: `Invalid value at '${path}' (${type}), ${show(value)}` };
}

function unknownName(path: string, name: string, why = "Cannot find field."): Violation {
  const place = path === "" ? "" : ` at '${path}'`;
  const description = `Invalid JSON payload received. Unknown name "${name}"${place}: ${why}`;
  return path === "" ? { description } : { field: path, description };
}

const enumName = (path: string): string => {
  const last = camelCase(
    path
      .split(".")
      .at(-1)
      ?.replace(/\[\d+\]$/, "") ?? "",
  );
  return `${protoPackage}.${last.charAt(0).toUpperCase()}${last.slice(1)}`;
};

const flattened = (list: readonly Json[]): Json[] =>
  list.flatMap((item) => (Array.isArray(item) ? flattened(item) : [item]));

class Reader {
  readonly violations: Violation[] = [];

  message(schemaName: string, value: Json, path: string): Json {
    const schema = sheetsDiscovery.schemas[schemaName];
    if (!isJsonObject(value)) {
      this.violations.push(invalidValue(path, `${protoPackage}.${schemaName}`, value));
      return {};
    }
    const result: JsonObject = {};
    for (const [name, given] of Object.entries(value)) {
      const property = schema?.properties?.[name] ?? schema?.properties?.[camelCase(name)];
      if (!property) this.violations.push(unknownName(path, name));
      else if (given !== null && given !== undefined) {
        const here = path === "" ? snakeCase(name) : `${path}.${snakeCase(name)}`;
        result[schema?.properties?.[name] ? name : camelCase(name)] = this.property(
          property,
          given,
          here,
          { path, name },
        );
      }
    }
    return result;
  }

  property(
    property: SchemaProperty,
    value: Json,
    path: string,
    parent: { path: string; name: string },
  ): Json {
    if (property.$ref !== undefined) {
      if (!Array.isArray(value)) return this.message(property.$ref, value, path);
      this.violations.push(
        unknownName(parent.path, parent.name, "Proto field is not repeating, cannot start list."),
      );
      return {};
    }
    if (property.type === "array") return this.list(property.items ?? {}, value, path);
    if (property.type === "object") return value;
    if (Array.isArray(value) && property.type !== "any") {
      this.violations.push(
        unknownName(parent.path, parent.name, "Proto field is not repeating, cannot start list."),
      );
      return null;
    }
    if (isJsonObject(value) && property.type !== "any") {
      this.violations.push(
        unknownName(parent.path, parent.name, "Proto field is not repeating, cannot start object."),
      );
      return null;
    }
    return this.scalar(property, value, path);
  }

  list(items: SchemaProperty, value: Json, path: string): Json {
    if (items.type === "array") return this.listOfLists(value, path);
    // Google's front takes a single item for a list, and lists within a list as one.
    const given = Array.isArray(value) ? flattened(value) : [value];
    return given.map((item, index) => {
      const here = Array.isArray(value) ? `${path}[${index}]` : path;
      return this.property(items, item, here, { path, name: String(index) });
    });
  }

  listOfLists(value: Json, path: string): Json {
    const listValue = "type.googleapis.com/google.protobuf.ListValue";
    if (!Array.isArray(value)) {
      this.violations.push(invalidValue(path, listValue, value));
      return [];
    }
    value.forEach((row, index) => {
      if (!Array.isArray(row))
        this.violations.push(invalidValue(`${path}[${index}]`, listValue, row));
    });
    return value;
  }

  scalar(property: SchemaProperty, value: Json, path: string): Json {
    switch (property.type) {
      case "integer": {
        const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
        if (typeof number === "number" && Number.isSafeInteger(number)) return number;
        return this.reject(path, property.format === "int64" ? "TYPE_INT64" : "TYPE_INT32", value);
      }
      case "number": {
        const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
        if (typeof number === "number" && Number.isFinite(number)) {
          return property.format === "float" ? shortestFloat(number) : number;
        }
        return this.reject(path, property.format === "float" ? "TYPE_FLOAT" : "TYPE_DOUBLE", value);
      }
      case "boolean":
        if (typeof value === "boolean") return value;
        if (value === "true" || value === "false") return value === "true";
        return this.reject(path, "TYPE_BOOL", value);
      case "string":
        return this.text(property, value, path);
      default:
        return value;
    }
  }

  text(property: SchemaProperty, value: Json, path: string): Json {
    if (property.enum && typeof value === "number") {
      const byNumber = property.enum[value];
      if (byNumber !== undefined) return byNumber;
    }
    if (property.enum && !property.enum.includes(String(value)))
      return this.reject(path, enumName(path), value);
    if (typeof value === "string") return value;
    return this.reject(path, "TYPE_STRING", value);
  }

  reject(path: string, type: string, value: Json): null {
    this.violations.push(invalidValue(path, type, value));
    return null;
  }
}

/** Reads a request body as Google's JSON front does: unknown names, wrong types and enums are refused in its words. */
export function parseMessage<T>(input: { schema: string; value: Json; path?: string }): T {
  if (isClean(input.schema, input.value)) return input.value as T;
  const reader = new Reader();
  const parsed = reader.message(input.schema, input.value, input.path ?? "");
  if (reader.violations.length > 0) {
    const message = reader.violations.map((violation) => violation.description).join("\n");
    throw badRequest(message, reader.violations);
  }
  return parsed as T;
}
