import { z } from "zod";

/** What Google does not document, or what this server cannot know. Each can be set per workspace. */
export const Switches = z.object({
  /** A well-formed id that this server never gave out: someone else's file, or none at all. */
  unknownId: z.enum(["permission_denied", "not_found"]).default("permission_denied"),
  /** Metadata on single rows goes along when sortRange moves their cells. */
  metadataFollowsSort: z.boolean().default(false),
  /** Metadata on whole rows or columns goes along with cutPaste. */
  metadataFollowsCut: z.boolean().default(false),
  /** An explicit metadataId is honoured; otherwise the server chooses one. */
  explicitMetadataIds: z.boolean().default(true),
  /** A metadataId that a batch freed may be given again by the same batch. */
  freedMetadataIdsAtOnce: z.boolean().default(true),
  /** copyPaste takes single cells at any place of a batch and sees the writes before it. */
  copyPasteSeesBatch: z.boolean().default(true),
  /** The answer of batchUpdate shows the document as its own batch left it; else a later write may show. */
  isReadBackAtomic: z.boolean().default(true),
  /** duplicateSheet and copyTo take developer metadata along. */
  metadataFollowsCopy: z.boolean().default(false),
});
export type Switches = z.infer<typeof Switches>;
