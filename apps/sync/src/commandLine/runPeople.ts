import { randomBytes } from "node:crypto";
import { addOperator, listOperators, removeOperator } from "@rollbook/services/operator";
import { createPractice } from "@rollbook/services/practice";
import { practiceRoles, runVerb, type Context, type Services } from "@rollbook/services/run";
import {
  createSignIn,
  findUserByEmail,
  makeOneTimeLink,
  makeOperatorLink,
  type SignIn,
} from "@rollbook/services/signIn";
import { inviteUser, newToken } from "@rollbook/services/user";
import { CommandRefused } from "./commandRefused.ts";
import type { Command } from "./readCommand.ts";

type PeopleSetting = {
  services: Services;
  publicUrl: string | undefined;
  write: (line: string) => void;
};

/** For whoever runs the installation: `practice add`, the one act that needs no practice. */
export async function runPractice(command: Command, setting: PeopleSetting): Promise<number> {
  const [act, name] = command.operands;
  const { currency, locale = "en-US", "time-zone": timeZone } = command.flags;
  if (act !== "add" || name === undefined || timeZone === undefined || currency === undefined) {
    throw new CommandRefused(
      'Say: practice add "NAME" --time-zone America/Chicago --currency USD [--locale en-US].',
    );
  }
  const input = { name, timeZone: timeZone as never, currency: currency as never, locale };
  const { practiceId } = await createPractice(setting.services, input);
  setting.write(`Practice ${practiceId} (${name}) stands. Invite its owner:`);
  setting.write(
    `  pnpm rollbook person invite owner@example.com --name "Their name" --role owner --practice ${practiceId}`,
  );
  return 0;
}

/** `person invite EMAIL` and `person password EMAIL`; links are printed, since no mail is sent. */
export async function runPerson(
  command: Command,
  setting: PeopleSetting & { context: () => Promise<Context> },
): Promise<number> {
  const [act, email] = command.operands;
  if (act === "invite" && email !== undefined) return invite(command, { ...setting, email });
  if (act === "password" && email !== undefined) return choosePassword({ ...setting, email });
  throw new CommandRefused(
    "Say: person invite EMAIL --name NAME [--role owner], or: person password EMAIL.",
  );
}

async function invite(
  { flags }: Command,
  setting: PeopleSetting & { email: string; context: () => Promise<Context> },
): Promise<number> {
  const { services, email, write } = setting;
  const role = practiceRoles.find((each) => each === (flags.role ?? "owner"));
  if (role === undefined)
    throw new CommandRefused(`--role ${flags.role} is none of ${practiceRoles.join(", ")}.`);
  const token = newToken(services.randomBytes);
  const input = { email, name: flags.name ?? email, role, token };
  await runVerb(services, inviteUser, { context: await setting.context(), input });
  write(`${input.name} is invited as ${role}. This link opens once, within seven days:`);
  write(`  ${linkTo(setting, `join=${token}`)}`);
  return 0;
}

async function choosePassword(setting: PeopleSetting & { email: string }): Promise<number> {
  const { email, write } = setting;
  const signIn = commandLineSignIn(setting);
  const found = await findUserByEmail(signIn, { email: email.toLowerCase() });
  if (found === undefined) throw new CommandRefused(`Nobody signs in with ${email}.`);
  const { token } = await makeOneTimeLink(signIn, { userId: found.id, purpose: "set_password" });
  write("A new password is chosen with this link, once, within three days; all sessions then end:");
  write(`  ${linkTo(setting, `password=${token}`)}`);
  return 0;
}

/** `operator add EMAIL`, `operator remove EMAIL`, `operator list`. */
export async function runOperator(command: Command, setting: PeopleSetting): Promise<number> {
  const [act, email] = command.operands;
  if (act === "list") return printOperators(setting);
  if (act === "remove" && email !== undefined) {
    await removeOperator(setting.services, { email });
    setting.write(`${email} is no operator any more; their key and their sessions open nothing.`);
    return 0;
  }
  if (act !== "add" || email === undefined) {
    throw new CommandRefused(
      "Say: operator add EMAIL --name NAME, operator remove EMAIL, or operator list.",
    );
  }
  const name = command.flags.name ?? email;
  const { operator, key } = await addOperator(setting.services, { name, email });
  const { token } = await makeOperatorLink(commandLineSignIn(setting), operator);
  setting.write(`${name} is an operator. Their key, shown this once:`);
  setting.write(`  ${key}`);
  setting.write("They choose a password with this link, once, within three days:");
  setting.write(`  ${linkTo(setting, `password=${token}`)}`);
  return 0;
}

async function printOperators({ services, write }: PeopleSetting): Promise<number> {
  const operators = await listOperators(services);
  if (operators.length === 0) write("There is no operator.");
  for (const { email, name, createdAt } of operators)
    write(`${email}  ${name}  since ${createdAt.slice(0, 10)}`);
  return 0;
}

// No cookie is ever signed here, so the secret of the servers is not needed.
function commandLineSignIn({ services, publicUrl }: PeopleSetting): SignIn {
  const secret = randomBytes(32).toString("base64url");
  return createSignIn({
    services,
    options: { publicUrl, google: undefined, sessionHours: 1, secret },
  });
}

const linkTo = ({ publicUrl }: PeopleSetting, fragment: string): string =>
  `${publicUrl ?? "http://127.0.0.1:3000"}/dashboard/#${fragment}`;
