import { expect, test } from "vitest";
import { readStripeKeys } from "../processor/index.ts";
import { readBy } from "./index.ts";

const Variable = readBy(readStripeKeys);

test("a variable is read by its own reader, and empty when it is not set", () => {
  expect(Variable.parse("pra_1=sk_test_2")("pra_1")).toBe("sk_test_2");
  expect(Variable.parse(undefined)("pra_1")).toBeUndefined();
});

test("what its reader refuses is said in the reader's sentence, without the value", () => {
  const { error } = Variable.safeParse("pra_1=secret");
  expect(error?.issues).toMatchObject([
    { message: "must be pairs such as pra_01jy...=sk_live_..., separated by spaces" },
  ]);
});
