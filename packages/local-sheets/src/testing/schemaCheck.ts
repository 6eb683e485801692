import type { Json } from "../model/cell.ts";
import { isJsonObject } from "../model/document.ts";
import {
  driveDiscovery,
  sheetsDiscovery,
  type Discovery,
  type SchemaProperty,
} from "../schema/discovery.ts";

function checkProperty(
  discovery: Discovery,
  property: SchemaProperty,
  value: Json,
  path: string,
): string[] {
  if (property.$ref !== undefined) return checkMessage(discovery, property.$ref, value, path);
  switch (property.type) {
    case "array":
      if (!Array.isArray(value)) return [`${path}: not a list`];
      return value.flatMap((item, index) =>
        checkProperty(discovery, property.items ?? {}, item, `${path}[${index}]`),
      );
    case "object":
      if (!isJsonObject(value)) return [`${path}: not an object`];
      return Object.entries(value).flatMap(([name, item]) =>
        item === undefined || !property.additionalProperties
          ? []
          : checkProperty(discovery, property.additionalProperties, item, `${path}.${name}`),
      );
    case "string":
      if (typeof value !== "string") return [`${path}: not a string but ${JSON.stringify(value)}`];
      return property.enum && !property.enum.includes(value)
        ? [`${path}: ${value} is none of its enum`]
        : [];
    case "integer":
      return typeof value === "number" && Number.isInteger(value)
        ? []
        : [`${path}: not a whole number`];
    case "number":
      return typeof value === "number" ? [] : [`${path}: not a number`];
    case "boolean":
      return typeof value === "boolean" ? [] : [`${path}: not a boolean`];
    default:
      return [];
  }
}

function checkMessage(discovery: Discovery, schema: string, value: Json, path: string): string[] {
  if (!isJsonObject(value)) return [`${path}: not an object`];
  const properties = discovery.schemas[schema]?.properties ?? {};
  return Object.entries(value).flatMap(([name, item]) => {
    const property = properties[name];
    if (!property) return [`${path}.${name}: unknown in ${schema}`];
    return item === undefined ? [] : checkProperty(discovery, property, item, `${path}.${name}`);
  });
}

/** Where a body differs from the published schema; empty when it fits. */
export function schemaFaults(input: {
  api: "sheets" | "drive";
  schema: string;
  body: Json;
}): string[] {
  const discovery = input.api === "sheets" ? sheetsDiscovery : driveDiscovery;
  return checkMessage(discovery, input.schema, input.body, "$");
}
