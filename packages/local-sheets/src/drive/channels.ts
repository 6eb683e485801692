import type { Clock } from "../workspace/clock.ts";

/** Where Drive tells of changes, until it expires. */
export interface Channel {
  readonly id: string;
  readonly resourceId: string;
  readonly resourceUri: string;
  readonly address: string;
  readonly token: string | undefined;
  readonly expirationMs: number;
  /** One file, or every change. */
  readonly fileId: string | undefined;
  messageNumber: number;
}

/** A message without a body, as Drive posts it. */
export interface Notification {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type NotificationSender = (notification: Notification) => void;

/** Open channels. Messages go to the sender, which is nobody until someone sets one. */
export class Channels {
  send: NotificationSender | undefined;
  private readonly clock: Clock;
  private readonly channels = new Map<string, Channel>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  has(id: string): boolean {
    return this.channels.has(id);
  }

  open(channel: Channel): void {
    this.channels.set(channel.id, channel);
    this.post(channel, "sync");
  }

  close(id: string): boolean {
    return this.channels.delete(id);
  }

  /** Tells of one change; channels that have expired are dropped. */
  tell(change: { fileId: string; isRemoved: boolean }): void {
    for (const channel of this.channels.values()) {
      if (channel.expirationMs <= this.clock.now()) this.channels.delete(channel.id);
      else if (channel.fileId === undefined) this.post(channel, "change");
      else if (channel.fileId === change.fileId)
        this.post(channel, change.isRemoved ? "remove" : "update");
    }
  }

  private post(channel: Channel, state: string): void {
    channel.messageNumber += 1;
    const headers = {
      "x-goog-channel-id": channel.id,
      "x-goog-message-number": String(channel.messageNumber),
      "x-goog-resource-id": channel.resourceId,
      "x-goog-resource-state": state,
      "x-goog-resource-uri": channel.resourceUri,
      "x-goog-channel-expiration": new Date(channel.expirationMs).toUTCString(),
      ...(channel.token === undefined ? {} : { "x-goog-channel-token": channel.token }),
      ...(state === "update" ? { "x-goog-changed": "content,properties" } : {}),
    };
    this.send?.({ address: channel.address, headers });
  }
}
