import type { Command } from "commander";
import { listAll, loadOperations, operationOf, perform, wrongUse } from "./perform.ts";
import { contextOf } from "./portal.ts";
import { printRows, printThing } from "./print.ts";

type Json = { json?: boolean };

export function addComponents(program: Command): void {
  const components = program.command("components").description("the parts of the service");
  components
    .command("list")
    .option("--json", "print JSON")
    .description("components that are in use, in their order")
    .action(async ({ json }: Json) => printRows(await listAll({ id: "components.list" }), { columns: ["id", "state", "visibility", "customerCount", "name"], isJson: json === true }));
  components
    .command("set")
    .argument("<component>", "its id")
    .option("--name <name>", "another name")
    .option("--description <words>", "another description")
    .option("--group <id>", "the group it stands in; an empty word takes it out of any")
    .option("--visibility <visibility>", "public, or users for customers that use it")
    .option("--json", "print JSON")
    .description("change a component; its state follows from incidents and maintenance")
    .action(async (id: string, wanted: { name?: string; description?: string; group?: string; visibility?: string } & Json) => {
      const { name, description, groupId, visibility, showsHistory, startedOn, version } = await perform({ id: "components.get", params: { id } });
      const input = { name: wanted.name ?? name, description: wanted.description ?? description, groupId: wanted.group === undefined ? groupId : wanted.group || null, visibility: wanted.visibility ?? visibility, showsHistory, startedOn, baseVersion: version };
      printThing(await perform({ id: "components.save", params: { id }, input }), { isJson: wanted.json === true });
    });
}

export function addCustomers(program: Command): void {
  const customers = program.command("customers").description("tenants");
  customers
    .command("list")
    .option("--search <words>", "the beginning of a name, or a slug", "")
    .option("--json", "print JSON")
    .description("customers by name")
    .action(async ({ search, json }: { search: string } & Json) => printRows(await listAll({ id: "customers.list", input: { search } }), { columns: ["id", "slug", "tier", "timeZone", "memberCount", "name"], isJson: json === true }));
  customers
    .command("add")
    .requiredOption("--name <name>", "the company")
    .requiredOption("--slug <slug>", "its word in addresses: /c/<slug>")
    .option("--tier <tier>", "bronze, silver or gold", "bronze")
    .option("--time-zone <zone>", "such as Europe/Berlin", "UTC")
    .option("--language <language>", "en or de", "en")
    .option("--json", "print JSON")
    .description("add a customer")
    .action(async ({ json, ...input }: { name: string; slug: string; tier: string; timeZone: string; language: string } & Json) => printThing(await perform({ id: "customers.create", input }), { isJson: json === true }));
}

export function addReaders(program: Command): void {
  const subscribers = program.command("subscribers").description("who hears of what");
  subscribers
    .command("list")
    .option("--search <words>", "the beginning of an address, or of its domain with an @ in front", "")
    .option("--json", "print JSON")
    .description("subscribers, newest first; by address where something is searched for")
    .action(async ({ search, json }: { search: string } & Json) => printRows(await listAll({ id: "subscribers.list", input: { search } }), { columns: ["id", "channel", "state", "customer", "createdAt", "address"], isJson: json === true }));
  subscribers
    .command("export")
    .option("--json", "print the list as JSON instead")
    .description("everybody who hears by mail, as the CSV that can be imported")
    .action(async ({ json }: Json) => {
      if (json) return printRows(await listAll({ id: "subscribers.list" }), { columns: [], isJson: true });
      const { exportSubscribers } = await import("#lib/subscriptions/queries/export");
      for await (const slice of exportSubscribers(await contextOf("subscribers export", ["subscribers.manage"]))) process.stdout.write(slice);
    });
  const deliveries = program.command("deliveries").description("one message to one reader, with every attempt");
  deliveries
    .command("list")
    .option("--state <state>", "such as queued, sent, dead or unknown")
    .option("--story <id>", "of one incident, maintenance or announcement")
    .option("--json", "print JSON")
    .description("deliveries, newest first: the latest 50")
    .action(async ({ json, ...input }: { state?: string; story?: string } & Json) => printRows((await perform({ id: "deliveries.list", input }))["data"] as Record<string, unknown>[], { columns: ["id", "channel", "state", "createdAt", "address", "storyTitle"], isJson: json === true }));
}

export function addOperations(program: Command): void {
  program
    .command("operations")
    .option("--json", "print JSON")
    .description("every operation of the API, to be called by its name")
    .action(async ({ json }: Json) => printRows((await loadOperations()).map(({ id, params, summary }) => ({ id, params: [...params], summary })), { columns: ["id", "params", "summary"], isJson: json === true }));
  program
    .command("call")
    .argument("<operation>", "its name, such as incidents.merge")
    .argument("[params...]", "what stands in its path, in order, such as an id")
    .option("--input <json>", "its query or body, as /docs/api describes it", "{}")
    .description("do what an operation of the API does, and print its answer as JSON")
    .action(async (id: string, values: string[], { input }: { input: string }) => {
      const { params } = await operationOf(id);
      if (values.length !== params.length) throw wrongUse(params.length === 0 ? `${id} has nothing in its path.` : `${id} needs: ${params.join(", ")}`);
      printThing(await perform({ id, params: Object.fromEntries(params.map((name, index) => [name, values[index] ?? ""])), input: readJson(input) }), { isJson: true });
    });
}

function readJson(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw wrongUse("--input is not JSON.");
  }
}
