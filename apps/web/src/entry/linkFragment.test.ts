import { expect, test } from "vitest";
import { readLink } from "./linkFragment.ts";

test.each([
  ["#link=abc&practice=pra_1", { purpose: "link", token: "abc", practiceId: "pra_1" }],
  ["#join=abc", { purpose: "join", token: "abc", practiceId: undefined }],
  ["#password=abc", { purpose: "password", token: "abc", practiceId: undefined }],
  ["#members?status=Active", undefined],
  ["#join=", undefined],
  ["", undefined],
])("the fragment %s", (fragment, link) => {
  expect(readLink(fragment)).toEqual(link);
});
