/** The product cannot start as asked; the message is one sentence for the person who typed the command. */
export class StartRefused extends Error {
  override name = "StartRefused";
}
