import { Channels } from "../drive/channels.ts";
import { ApiError, invalid } from "../model/apiError.ts";
import { newDocument } from "../model/defaults.ts";
import type { Document, DocumentProperties } from "../model/document.ts";
import { beginDraft, type Draft } from "../model/draft.ts";
import { changedRanges } from "./changedRanges.ts";
import { ChangeLog } from "./changeLog.ts";
import { SettableClock, type Clock } from "./clock.ts";
import type { ChangeListener, Who } from "./events.ts";
import { spreadsheetType, type DriveFile } from "./files.ts";
import { ownerEmail } from "./owner.ts";
import { newFileId, Random } from "./random.ts";
import { Switches } from "./switches.ts";

export interface Act {
  readonly who: Who;
  readonly before: Document;
  readonly after: Document;
}

const keptActs = 50;

/** All files of one local Drive, with their spreadsheets. Nothing here waits: every verb is done when it returns. */
export class Workspace {
  readonly files = new Map<string, DriveFile>();
  readonly documents = new Map<string, Document>();
  readonly deletedIds = new Set<string>();
  readonly clock: SettableClock;
  readonly changes: ChangeLog;
  readonly channels: Channels;
  switches: Switches;
  random: Random;
  /** The caller that acts now, as Drive names the last editor. */
  actingUser = ownerEmail;
  /** Refuses the caller that acts now when it may not do the same to this file too. */
  checkAlso: (fileId: string) => void = () => undefined;
  /** Called between a batch and its read-back while `isReadBackAtomic` is off. */
  interlude: ((spreadsheetId: string) => void) | undefined;
  private readonly listeners = new Set<ChangeListener>();
  private readonly acts = new Map<string, Act[]>();

  constructor(input: {
    clock: Clock;
    seed: number;
    switches?: Partial<Switches>;
    changesLagMs?: number;
  }) {
    this.clock = new SettableClock(input.clock);
    this.random = new Random(input.seed);
    this.switches = Switches.parse(input.switches ?? {});
    this.changes = new ChangeLog({ clock: this.clock, lagMs: input.changesLagMs ?? 0 });
    this.channels = new Channels(this.clock);
    this.changes.onAppend((change) => this.channels.tell(change));
  }

  subscribe(listener: ChangeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @throws 404 for a file that is gone, 403 or 404 (a switch) for one that was never here. */
  document(id: string): Document {
    const found = this.documents.get(id);
    if (found) return found;
    if (this.files.has(id)) throw invalid("This operation is not supported for this document");
    const couldBeAnothers =
      /^1[\w-]{43}$/.test(id) &&
      !this.deletedIds.has(id) &&
      this.switches.unknownId === "permission_denied";
    throw couldBeAnothers
      ? new ApiError(403, "The caller does not have permission")
      : new ApiError(404, "Requested entity was not found.");
  }

  createSpreadsheet(input: {
    properties?: Partial<DocumentProperties>;
    file?: Partial<DriveFile>;
    id?: string;
  }): Document {
    const id = input.id ?? newFileId(this.random);
    const document = newDocument({
      id,
      clock: this.clock,
      ...(input.properties ? { properties: input.properties } : {}),
    });
    this.documents.set(id, document);
    this.addFile({ id, name: document.properties.title, mimeType: spreadsheetType, ...input.file });
    return document;
  }

  addFile(input: { id: string; name: string; mimeType: string } & Partial<DriveFile>): DriveFile {
    const now = this.clock.now();
    const file: DriveFile = {
      createdMs: now,
      modifiedMs: now,
      version: 1,
      trashed: false,
      parents: ["root"],
      permissions: [ownerPermission],
      lastModifyingUser: this.actingUser,
      comments: [],
      rest: {},
      ...input,
    };
    this.files.set(file.id, file);
    this.changes.add({ fileId: file.id, isRemoved: false, isSheetEdit: false });
    return file;
  }

  updateFile(file: DriveFile, change: Partial<DriveFile>): DriveFile {
    const updated = { ...file, version: file.version + 1, ...change };
    this.files.set(file.id, updated);
    this.changes.add({ fileId: file.id, isRemoved: false, isSheetEdit: false });
    return updated;
  }

  removeFile(id: string): void {
    const revision = this.documents.get(id)?.revision ?? 0;
    this.files.delete(id);
    this.documents.delete(id);
    this.acts.delete(id);
    this.deletedIds.add(id);
    this.changes.add({ fileId: id, isRemoved: true, isSheetEdit: false });
    this.tell({
      spreadsheetId: id,
      revision,
      ranges: [],
      isReshaped: false,
      isDeleted: true,
      who: "api",
    });
  }

  edit(id: string): Draft {
    return beginDraft(this.document(id));
  }

  commit(draft: Draft, who: Who): Document {
    const { document, base } = draft;
    document.revision = base.revision + 1;
    this.documents.set(document.id, document);
    this.remember({ who, before: base, after: document });
    this.touchFile(document);
    const { ranges, isReshaped } = changedRanges({ document, token: draft.token });
    this.tell({
      spreadsheetId: document.id,
      revision: document.revision,
      ranges,
      isReshaped,
      isDeleted: false,
      who,
    });
    return document;
  }

  /** The newest acts last. */
  actsOf(id: string): Act[] {
    return this.acts.get(id) ?? [];
  }

  forgetAct(id: string, act: Act): void {
    this.acts.set(
      id,
      this.actsOf(id).filter((other) => other !== act),
    );
  }

  private remember(act: Act): void {
    const acts = this.actsOf(act.after.id);
    acts.push(act);
    if (acts.length > keptActs) acts.shift();
    this.acts.set(act.after.id, acts);
  }

  private touchFile(document: Document): void {
    const file = this.files.get(document.id);
    if (!file) return;
    const { title } = document.properties;
    this.files.set(file.id, {
      ...file,
      name: title,
      modifiedMs: this.clock.now(),
      version: file.version + 1,
      lastModifyingUser: this.actingUser,
    });
    this.changes.add({ fileId: file.id, isRemoved: false, isSheetEdit: true });
  }

  private tell(event: Omit<Parameters<ChangeListener>[0], "atMs">): void {
    if (this.listeners.size === 0) return;
    const full = { ...event, atMs: this.clock.now() };
    for (const listener of this.listeners) listener(full);
  }
}

const ownerPermission = {
  id: "01234567890123456789",
  type: "user",
  role: "owner",
  emailAddress: ownerEmail,
  domain: undefined,
  displayName: "Owner",
  allowFileDiscovery: undefined,
  pendingOwner: false,
};
