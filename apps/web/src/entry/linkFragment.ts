export type LinkPurpose = "link" | "join" | "password";

export interface Link {
  purpose: LinkPurpose;
  token: string;
  practiceId: string | undefined;
}

const purposes: readonly LinkPurpose[] = ["link", "join", "password"];

/** The link that a fragment such as #join=TOKEN holds. A fragment is sent to no server and stands in no log. */
export function readLink(fragment: string): Link | undefined {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const purpose = purposes.find((each) => fields.has(each));
  const token = purpose === undefined ? null : fields.get(purpose);
  if (purpose === undefined || token === null || token === "") return undefined;
  return { purpose, token, practiceId: fields.get("practice") ?? undefined };
}
