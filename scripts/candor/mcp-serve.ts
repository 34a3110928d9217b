import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { env } from "#lib/platform/env";
import { log } from "#lib/platform/log";
import { createMcpServer } from "./mcp-tools.ts";
import { wrongUse } from "./perform.ts";
import { contextOf, contextOfPerson } from "./portal.ts";

export interface McpOptions {
  as?: string;
  allowDrafts?: boolean;
}

/** Speaks until whoever started it closes standard input. */
export async function serve({ as, allowDrafts }: McpOptions): Promise<void> {
  if (allowDrafts && as === undefined) throw wrongUse("Say whose drafts they are: --as <email>");
  // Standard output is the protocol's: a line of the log would end the conversation.
  log.level = "silent";
  const enter = as === undefined ? null : (client: string) => contextOfPerson(as, client);
  if (enter) await enter("mcp");
  const mcp = createMcpServer({ name: env.PORTAL_NAME, reader: enter ? () => enter("mcp") : () => contextOf("mcp", ["console.read"]), author: allowDrafts ? enter : null });
  const ended = new Promise<void>((resolve) => {
    process.stdin.once("end", resolve).once("close", resolve);
  });
  await mcp.connect(new StdioServerTransport());
  await ended;
  await mcp.close();
}
