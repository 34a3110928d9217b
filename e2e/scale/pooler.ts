import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Keeper, Running } from "./keeper.ts";

interface Pooler {
  keeper: Keeper;
  folder: string;
  port: number;
  /** The server it stands in front of. */
  target: URL;
  poolSize: number;
}

const nobody = { uid: 65_534, gid: 65_534 };

/** Debian's PgBouncer in transaction mode, with its defaults where docs/operations.md names none. */
export function startPooler({ keeper, folder, port, target, poolSize }: Pooler): Running {
  const account = process.getuid?.() === 0 ? nobody : undefined;
  const home = join(folder, "pgbouncer");
  mkdirSync(home, { recursive: true });
  if (account) chownSync(home, account.uid, account.gid);
  const file = join(home, "pgbouncer.ini");
  writeFileSync(file, configuration({ port, target, poolSize }));
  return keeper.start({ name: "pgbouncer", command: "pgbouncer", args: [file], env: { PATH: `${process.env.PATH}:/usr/sbin` }, account });
}

function configuration({ port, target, poolSize }: Pick<Pooler, "port" | "target" | "poolSize">): string {
  return `
[databases]
* = host=${target.hostname} port=${target.port} user=${target.username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 100
query_wait_timeout = 5
server_login_retry = 1
`;
}
