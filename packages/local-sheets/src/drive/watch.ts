import { json, type Call, type Verb } from "../http/call.ts";
import type { JsonObject } from "../model/cell.ts";
import { isJsonObject } from "../model/document.ts";
import type { Channel } from "./channels.ts";
import { DriveError } from "./driveError.ts";
import { fileOf } from "./files.ts";

const dayMs = 86_400_000;

function channelFrom(
  call: Call,
  resource: { resourceId: string; resourceUri: string; fileId: string | undefined },
): Channel {
  const body: JsonObject = isJsonObject(call.body) ? call.body : {};
  const { id, type, address, token, expiration } = body;
  if (typeof id !== "string" || id === "")
    throw new DriveError(400, "required", "Required", "entity.channel.id");
  if (type !== "web_hook" && type !== "webhook")
    throw new DriveError(400, "channelUnknownDeliveryTypeValue", "Unknown channel type.", "type");
  if (typeof address !== "string" || !URL.canParse(address))
    throw new DriveError(400, "channelInvalidAddress", "Invalid web hook address.", "address");
  if (call.workspace.channels.has(id))
    throw new DriveError(400, "channelIdNotUnique", `Channel id ${id} not unique`, "id");
  const now = call.workspace.clock.now();
  const stated = Number(expiration);
  return {
    ...resource,
    id,
    address,
    token: typeof token === "string" ? token : undefined,
    expirationMs: Number.isFinite(stated) && stated > now ? stated : now + dayMs,
    messageNumber: 0,
  };
}

const rendered = (channel: Channel): JsonObject => ({
  kind: "api#channel",
  id: channel.id,
  resourceId: channel.resourceId,
  resourceUri: channel.resourceUri,
  ...(channel.token === undefined ? {} : { token: channel.token }),
  expiration: String(channel.expirationMs),
});

function opened(call: Call, channel: Channel): JsonObject {
  call.workspace.channels.open(channel);
  return rendered(channel);
}

const resourceId = (call: Call): string =>
  call.workspace.random.text(
    27,
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-",
  );

export const watchChanges: Verb = {
  isWrite: false,
  run: (call) => {
    const pageToken = call.query.get("pageToken");
    if (pageToken === null)
      throw new DriveError(400, "required", "Required parameter: pageToken", "pageToken");
    const resource = {
      resourceId: resourceId(call),
      resourceUri: `https://www.googleapis.com/drive/v3/changes?alt=json&pageToken=${pageToken}`,
      fileId: undefined,
    };
    return json(opened(call, channelFrom(call, resource)));
  },
};

export const watchFile: Verb = {
  isWrite: false,
  run: (call) => {
    const file = fileOf(call, call.path[0] ?? "");
    const resource = {
      resourceId: resourceId(call),
      resourceUri: `https://www.googleapis.com/drive/v3/files/${file.id}?alt=json`,
      fileId: file.id,
    };
    return json(opened(call, channelFrom(call, resource)));
  },
};

export const stopChannel: Verb = {
  isWrite: false,
  run: ({ workspace, body }) => {
    const id = isJsonObject(body) ? body["id"] : undefined;
    if (typeof id !== "string" || !workspace.channels.close(id))
      throw new DriveError(404, "notFound", `Channel '${String(id)}' not found for project.`);
    return { kind: "nothing" };
  },
};
