import { sentenceOf } from "../session.ts";

/** The data of an answer, or its problem thrown as a sentence. */
export async function answered<Data>(
  call: Promise<{ data?: Data; error?: unknown }>,
): Promise<NonNullable<Data>> {
  const { data, error } = await call;
  if (data !== undefined && data !== null) return data;
  throw new Error(sentenceOf(error) ?? "The server answered with an error.");
}
