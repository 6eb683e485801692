type Made = Promise<{ data?: { id: string }; error?: unknown }>;

/** The id of what a request made. */
export async function made(request: Made): Promise<string> {
  const { data, error } = await request;
  if (data === undefined) throw new Error(`the seed was refused: ${JSON.stringify(error)}`);
  return data.id;
}

/** The ids of what many requests made, in their order. */
export async function madeMany(count: number, request: (index: number) => Made): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await made(request(index)));
  return ids;
}
