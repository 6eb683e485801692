import { expect, test } from "vitest";
import { readStripeSecrets } from "./index.ts";

test("each practice has its own secrets, two while one takes the other's place", () => {
  const secretsOf = readStripeSecrets("pra_1=whsec_a, pra_2=whsec_b\npra_1=whsec_c");
  expect(secretsOf("pra_1")).toEqual(["whsec_a", "whsec_c"]);
  expect(secretsOf("pra_2")).toEqual(["whsec_b"]);
  expect(secretsOf("pra_3")).toEqual([]);
  expect(readStripeSecrets("")("pra_1")).toEqual([]);
});

test.each(["whsec_a", "pra_1=sk_live_a", "=whsec_a"])(
  "%s is refused without quoting it",
  (text) => {
    expect(() => readStripeSecrets(text)).toThrow(/^must be pairs such as/);
  },
);
