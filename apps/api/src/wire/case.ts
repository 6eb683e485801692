type Snake<Text extends string> = Text extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Snake<Rest>}`
    : `_${Lowercase<First>}${Snake<Rest>}`
  : Text;

type Camel<Text extends string> = Text extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Text;

type Leaf = string | number | boolean | bigint | null | undefined;

/** The same value with its keys in snake_case, as they stand on the wire. */
export type SnakeKeys<Value> = Value extends Leaf
  ? Value
  : Value extends readonly (infer Item)[]
    ? SnakeKeys<Item>[]
    : { [Key in keyof Value as Key extends string ? Snake<Key> : never]: SnakeKeys<Value[Key]> };

export type CamelKeys<Value> = Value extends Leaf
  ? Value
  : Value extends readonly (infer Item)[]
    ? CamelKeys<Item>[]
    : { [Key in keyof Value as Key extends string ? Camel<Key> : never]: CamelKeys<Value[Key]> };

export function toWire<const Value>(value: Value): SnakeKeys<Value> {
  return renameKeys(value, toSnake) as SnakeKeys<Value>;
}

export function fromWire<const Value>(value: Value): CamelKeys<Value> {
  return renameKeys(value, toCamel) as CamelKeys<Value>;
}

const snakeNames = new Map<string, string>();
const camelNames = new Map<string, string>();

function toSnake(name: string): string {
  return remember(snakeNames, name, () =>
    name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
}

function toCamel(name: string): string {
  return remember(camelNames, name, () =>
    name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
  );
}

// Field names are few; a caller's free keys must not fill the memory.
function remember(names: Map<string, string>, name: string, make: () => string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const made = make();
  if (names.size < 1000) names.set(name, made);
  return made;
}

function renameKeys(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renameKeys(item, rename));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [rename(key), renameKeys(entry, rename)]),
  );
}
