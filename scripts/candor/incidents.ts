import type { Command } from "commander";
import { listAll, perform, readComponent, readNote, readWhen } from "./perform.ts";
import { printRows, printThing } from "./print.ts";

interface Post {
  body: string;
  state?: string;
  component: string[];
  note: string[];
  promise?: string;
  occurred?: string;
  json?: boolean;
}

export const several = (value: string, before: string[]): string[] => [...before, value];

export function addIncidents(program: Command): void {
  const incidents = program.command("incidents").description("what is wrong, and what was said of it");
  incidents
    .command("list")
    .option("--state <state>", "open or resolved", "open")
    .option("--json", "print JSON")
    .description("incidents, newest first")
    .action(async ({ state, json }: { state: string; json?: boolean }) => printRows(await listAll({ id: "incidents.list", input: { state } }), { columns: ["id", "code", "state", "impact", "visibility", "startedAt", "title"], isJson: json === true }));
  incidents
    .command("show")
    .argument("<incident>", "its id or code")
    .option("--json", "print JSON")
    .description("an incident with its timeline")
    .action(async (id: string, { json }: { json?: boolean }) => printThing(await perform({ id: "incidents.get", params: { id } }), { isJson: json === true }));
  posting(incidents.command("open"))
    .requiredOption("--title <title>", "what it is called; the subject of every mail")
    .option("--visibility <visibility>", "public, affected, selected or internal", "public")
    .option("--customer <id>", "for selected: a customer; may be given several times", several, [])
    .description("open an incident; readers are told at once")
    .action(async ({ title, visibility, customer, ...post }: Post & { title: string; visibility: string; customer: string[] }) => {
      const input = { title, visibility, customerIds: customer, ...fieldsOf(post), state: post.state ?? "investigating" };
      printThing(await perform({ id: "incidents.open", input }), { isJson: post.json === true });
    });
  posting(incidents.command("post"))
    .argument("<incident>", "its id or code")
    .option("--title <title>", "another title")
    .option("--reopen", "open a resolved incident again")
    .description("post an update; readers are told at once")
    .action(async (id: string, { title, reopen, ...post }: Post & { title?: string; reopen?: boolean }) => update(id, { ...(title === undefined ? {} : { title }), isReopening: reopen === true }, post));
  posting(incidents.command("resolve"))
    .argument("<incident>", "its id or code")
    .description("say that it is over; what it held down is operational again")
    .action(async (id: string, post: Post) => update(id, {}, { ...post, state: "resolved" }));
}

function posting(command: Command): Command {
  return command
    .requiredOption("--body <words>", "what readers should know, in Markdown")
    .option("--state <state>", "investigating, identified, monitoring or resolved")
    .option("--component <id=state>", "a component and the state it has from now on; may be given several times", several, [])
    .option("--note <customer=words>", "words that only this customer reads; may be given several times", several, [])
    .option("--promise <when>", "when the next update comes: an instant, or +30m, +2h, +1d")
    .option("--occurred <when>", "when it happened, where that was before now")
    .option("--json", "print JSON");
}

function fieldsOf({ body, component, note, promise, occurred }: Post): Record<string, unknown> {
  return { body, components: component.map(readComponent), notes: note.map(readNote), ...(promise === undefined ? {} : { promiseDueAt: readWhen(promise) }), ...(occurred === undefined ? {} : { occurredAt: occurred }) };
}

// Written from the incident as it is at this moment: whoever types a command has just looked.
async function update(id: string, more: Record<string, unknown>, post: Post): Promise<void> {
  const { version, state } = await perform({ id: "incidents.get", params: { id } });
  const input = { ...more, ...fieldsOf(post), state: post.state ?? state, baseVersion: version };
  printThing(await perform({ id: "incidents.post_update", params: { id }, input }), { isJson: post.json === true });
}
