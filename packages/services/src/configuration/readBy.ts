import * as z from "zod";

/** A variable with a form of its own, whose reader says in a sentence what is wrong with it; empty when it is not set. */
export const readBy = <Value>(read: (text: string) => Value) =>
  z
    .string()
    .default("")
    .transform((text, context): Value => {
      try {
        return read(text);
      } catch (error) {
        context.addIssue({ code: "custom", message: (error as Error).message });
        return z.NEVER;
      }
    });
