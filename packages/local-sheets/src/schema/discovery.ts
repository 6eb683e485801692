import { readFileSync } from "node:fs";

export interface SchemaProperty {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: SchemaProperty;
  readonly additionalProperties?: SchemaProperty;
  readonly readOnly?: boolean;
  readonly repeated?: boolean;
}

export interface MessageSchema {
  readonly id: string;
  readonly properties?: Readonly<Record<string, SchemaProperty>>;
}

export interface Discovery {
  readonly schemas: Readonly<Record<string, MessageSchema>>;
}

function load(name: string): Discovery {
  const file = new URL(`../../fixtures/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Discovery;
}

export const sheetsDiscovery = load("sheets-v4");
export const driveDiscovery = load("drive-v3");

export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
export const camelCase = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
