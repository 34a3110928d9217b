import type { Command } from "commander";
import type { McpOptions } from "./mcp-serve.ts";

export function addMcp(program: Command): void {
  program
    .command("mcp")
    .option("--as <email>", "whose assistant it is: a member of the team, who is the author of its drafts")
    .option("--allow-drafts", "let it prepare drafts; a person publishes them in the console")
    .description("serve the Model Context Protocol on standard input and output, for an assistant; read only unless drafts are allowed")
    // Loaded when it is asked for: no other command needs the protocol.
    .action(async (options: McpOptions) => (await import("./mcp-serve.ts")).serve(options));
}
