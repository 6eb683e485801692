export async function runMutants(_: { seeds: number }): Promise<number> {
  return 1;
}
