import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson, hashText } from "./hash.ts";

describe("what names a plan", () => {
  test.each([
    ["", "0v64volyae502kuakh9znp"],
    ["Rollbook", "151pf0p953v0aeybv30g4f"],
    ["Zoë", "1thcolxf99004b0fsguo6v"],
  ])("SYN-1: a plan that was approved keeps its name: %j", (text, hash) => {
    expect(hashText(text)).toBe(hash);
  });

  test("SYN-1: keys are sorted at every depth, and what is not there is left out", () => {
    const value = { b: [1, null, { z: 1, a: "x" }], a: undefined, c: "é" };
    expect(canonicalJson(value)).toBe('{"b":[1,null,{"a":"x","z":1}],"c":"é"}');
    expect(canonicalJson({ a: undefined })).toBe("{}");
  });

  test("SYN-1: the order in which an object was built is not told", () => {
    const values = fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(values, (items) => {
        const turned = Object.fromEntries(Object.entries(items).toReversed());
        expect(canonicalJson(turned)).toBe(canonicalJson(items));
        expect(JSON.parse(canonicalJson(items))).toEqual(JSON.parse(JSON.stringify(items)));
      }),
    );
  });
});
