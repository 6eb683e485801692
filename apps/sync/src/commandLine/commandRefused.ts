/** The command cannot be carried out; the message is one sentence that says what to do. */
export class CommandRefused extends Error {
  override readonly name = "CommandRefused";
}
