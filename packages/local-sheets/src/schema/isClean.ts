import type { Json } from "../model/cell.ts";
import { sheetsDiscovery, type SchemaProperty } from "./discovery.ts";
import { shortestFloat } from "./shortestFloat.ts";

function isCleanList(items: SchemaProperty, value: Json): boolean {
  if (!Array.isArray(value)) return false;
  if (items.type === "array") return value.every(Array.isArray);
  for (const item of value) if (!isCleanProperty(items, item)) return false;
  return true;
}

function isCleanProperty(property: SchemaProperty, value: Json): boolean {
  if (property.$ref !== undefined) return isClean(property.$ref, value);
  switch (property.type) {
    case "array":
      return isCleanList(property.items ?? {}, value);
    case "string":
      return (
        typeof value === "string" && (property.enum === undefined || property.enum.includes(value))
      );
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return typeof value === "number" && Number.isSafeInteger(value);
    case "number":
      return (
        typeof value === "number" && (property.format !== "float" || shortestFloat(value) === value)
      );
    default:
      return true;
  }
}

/** Whether a body is as it should be to the letter: it need not be read name by name then. */
export function isClean(schema: string, value: Json): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const properties = sheetsDiscovery.schemas[schema]?.properties;
  if (!properties) return false;
  for (const name in value) {
    const property = properties[name];
    const item = value[name];
    if (
      property === undefined ||
      item === undefined ||
      item === null ||
      !isCleanProperty(property, item)
    )
      return false;
  }
  return true;
}
