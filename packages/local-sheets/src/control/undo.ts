import { z } from "zod";
import { json, type Verb } from "../http/call.ts";
import { ApiError, invalid } from "../model/apiError.ts";
import type { Document } from "../model/document.ts";
import { undoAct } from "../model/undoAct.ts";

const UndoRequest = z.object({
  /** Whose newest act; a person in the page by default. */
  who: z.enum(["page", "api"]).default("page"),
});

/** Nothing was changed since: then going back is exact. */
const isSameContent = (left: Document, right: Document): boolean =>
  left.sheets === right.sheets &&
  left.namedRanges === right.namedRanges &&
  left.developerMetadata === right.developerMetadata &&
  left.properties === right.properties;

/** Takes back the newest act of a person; what was written since by others stays. */
export const undo: Verb = {
  isWrite: true,
  run: ({ workspace, path: [id = ""], body }) => {
    const request = UndoRequest.safeParse(body ?? {});
    if (!request.success) throw invalid(z.prettifyError(request.error));
    const { who } = request.data;
    const draft = workspace.edit(id);
    const act = workspace.actsOf(id).findLast((candidate) => candidate.who === who);
    if (!act) throw new ApiError(409, "There is nothing to undo.");
    const isNewest = isSameContent(act.after, draft.base);
    if (isNewest) Object.assign(draft.document, { ...act.before, nextKey: draft.document.nextKey });
    else undoAct(draft, act);
    const document = workspace.commit(draft, "page");
    const own = workspace.actsOf(id).at(-1);
    if (own) workspace.forgetAct(id, own);
    workspace.forgetAct(id, act);
    return json({ spreadsheetId: id, revision: document.revision });
  },
};

const RestoreRequest = z.object({ revision: z.int().nonnegative() });

/** Puts an earlier version back, as File > Version history does; it becomes the newest. */
export const restoreVersion: Verb = {
  isWrite: true,
  run: ({ workspace, path: [id = ""], body, who }) => {
    const request = RestoreRequest.safeParse(body ?? {});
    if (!request.success) throw invalid(z.prettifyError(request.error));
    const draft = workspace.edit(id);
    const { revision } = request.data;
    const acts = workspace.actsOf(id);
    const found =
      acts.find(({ after }) => after.revision === revision)?.after ??
      acts.find(({ before }) => before.revision === revision)?.before;
    if (!found) throw new ApiError(404, `Revision ${revision} is not kept.`);
    Object.assign(draft.document, { ...found, nextKey: draft.document.nextKey });
    const document = workspace.commit(draft, who);
    return json({ spreadsheetId: id, revision: document.revision });
  },
};
