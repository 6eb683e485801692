import type { Draft } from "../model/draft.ts";

export function renameInFormulas(_input: { draft: Draft; from: string; to: string }): void {}
