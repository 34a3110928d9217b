import type { Command } from "commander";
import { several } from "./incidents.ts";
import { listAll, perform, readWhen } from "./perform.ts";
import { printRows, printThing } from "./print.ts";

interface Plan {
  title: string;
  body: string;
  from: string;
  until: string;
  visibility: string;
  customer: string[];
  component: string[];
  acceptOverlap?: boolean;
  quiet?: boolean;
  json?: boolean;
}

const steps = [
  ["start", "it begins now"],
  ["verify", "the work is done and is being verified"],
  ["complete", "it is over"],
  ["cancel", "it will not take place"],
] as const;

export function addMaintenance(program: Command): void {
  const maintenance = program.command("maintenance").description("planned work");
  maintenance
    .command("list")
    .option("--state <state>", "open, over or all", "open")
    .option("--json", "print JSON")
    .description("planned work: what is open soonest first, anything else the latest first")
    .action(async ({ state, json }: { state: string; json?: boolean }) => printRows(await listAll({ id: "maintenance.list", input: { state } }), { columns: ["id", "code", "state", "visibility", "scheduledFor", "scheduledUntil", "title"], isJson: json === true }));
  maintenance
    .command("show")
    .argument("<maintenance>", "its id or code")
    .option("--json", "print JSON")
    .description("planned work with what was said of it")
    .action(async (id: string, { json }: { json?: boolean }) => printThing(await perform({ id: "maintenance.get", params: { id } }), { isJson: json === true }));
  maintenance
    .command("plan")
    .requiredOption("--title <title>", "what it is called; the subject of every mail")
    .requiredOption("--body <words>", "what is done and what readers will notice, in Markdown")
    .requiredOption("--from <when>", "its start: an instant, or +2h, +1d")
    .requiredOption("--until <when>", "its end, likewise")
    .option("--visibility <visibility>", "public, affected, selected or internal", "public")
    .option("--customer <id>", "for selected: a customer; may be given several times", several, [])
    .option("--component <id>", "what it touches; may be given several times", several, [])
    .option("--accept-overlap", "plan it though other work on the same components overlaps")
    .option("--quiet", "tell nobody of the plan")
    .option("--json", "print JSON")
    .description("plan work; readers are told at once")
    .action(async ({ title, body, from, until, visibility, customer, component, acceptOverlap, quiet, json }: Plan) => {
      const input = { title, body, visibility, customerIds: customer, componentIds: component, scheduledFor: readWhen(from), scheduledUntil: readWhen(until), acceptsOverlap: acceptOverlap === true, tellsPlan: quiet !== true };
      printThing(await perform({ id: "maintenance.plan", input }), { isJson: json === true });
    });
  for (const [verb, says] of steps) {
    maintenance
      .command(verb)
      .argument("<maintenance>", "its id or code")
      .option("--body <words>", "words for it, instead of the portal's own", "")
      .option("--quiet", "tell nobody")
      .option("--json", "print JSON")
      .description(says)
      .action(async (id: string, { body, quiet, json }: { body: string; quiet?: boolean; json?: boolean }) => {
        const { version } = await perform({ id: "maintenance.get", params: { id } });
        printThing(await perform({ id: `maintenance.${verb}`, params: { id }, input: { baseVersion: version, body, isQuiet: quiet === true } }), { isJson: json === true });
      });
  }
}
