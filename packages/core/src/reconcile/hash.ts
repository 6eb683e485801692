/** A 106-bit hash of a text as 22 characters; not for secrets. */
export function hashText(text: string): string {
  let [highA, lowA] = seeded(0x9e37);
  let [highB, lowB] = seeded(0x85eb);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    highA = Math.imul(highA ^ code, 2_654_435_761);
    lowA = Math.imul(lowA ^ code, 1_597_334_677);
    highB = Math.imul(highB ^ code, 2_654_435_761);
    lowB = Math.imul(lowB ^ code, 1_597_334_677);
  }
  return mixed(highA, lowA) + mixed(highB, lowB);
}

const seeded = (seed: number): [high: number, low: number] => [
  0xdeadbeef ^ seed,
  0x41c6ce57 ^ seed,
];

/** The last step of one of the two: 53 bits as 11 characters. */
function mixed(high: number, low: number): string {
  const upper =
    Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  const lower =
    Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(upper ^ (upper >>> 13), 3_266_489_909);
  return inBase36(4_294_967_296 * (2_097_151 & lower) + (upper >>> 0));
}

const pairs = Array.from({ length: 36 ** 2 }, (_, value) => value.toString(36).padStart(2, "0"));

/** 11 characters, two at a time: `toString(36)` takes ten times as long for numbers of this size. */
function inBase36(value: number): string {
  let rest = value;
  let text = "";
  for (let pair = 0; pair < 5; pair += 1) {
    const next = Math.floor(rest / 36 ** 2);
    text = `${pairs[rest - next * 36 ** 2]}${text}`;
    rest = next;
  }
  return rest.toString(36) + text;
}

/** JSON with sorted keys: equal values give equal text whatever the order they were built in. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return plainJson(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const items = value as Readonly<Record<string, unknown>>;
  let text = "";
  for (const { key, label } of sortedKeys(items)) {
    const item = items[key];
    if (item === undefined) continue;
    text += `${text === "" ? "{" : ","}${label}${canonicalJson(item)}`;
  }
  return text === "" ? "{}" : `${text}}`;
}

/** What JSON.stringify says, which takes several times as long for a number or nothing. */
function plainJson(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return JSON.stringify(value) ?? "null";
}

type Label = { key: string; label: string };
type Order = { keys: readonly string[]; sorted: readonly Label[] };

// Thousands of operations and writes have the same keys: they are sorted once. By their first key.
const orders = new Map<string, Order>();
const mostOrders = 200;

function sortedKeys(items: object): readonly Label[] {
  const keys = Object.keys(items);
  const [first] = keys;
  if (first === undefined) return [];
  const known = orders.get(first);
  if (known !== undefined && isSame(known.keys, keys)) return known.sorted;
  const sorted = keys.toSorted().map((key) => ({ key, label: `${JSON.stringify(key)}:` }));
  const order = { keys, sorted };
  if (orders.size >= mostOrders) orders.clear();
  orders.set(first, order);
  return order.sorted;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
