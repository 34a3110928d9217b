// Imports a folder of Statuspage files, and ends itself like a killed process after as many statements as asked (0: never).
import { databaseUrl } from "#db/connection";
import { openDb, type Tx } from "#db/open";
import { mintContext } from "#lib/access/context";
import { importStatuspage } from "#lib/testing/import-statuspage";
import { readFolder } from "#lib/importers/history/sources/folder";

const [folder = "", now = "0", dieAfter = "0"] = process.argv.slice(2);
const db = openDb(databaseUrl());
const ctx = mintContext({ db, now: Number(now), actor: { kind: "system", job: "test" }, audience: { kind: "staff" }, permissions: ["portal.manage"], requestId: "req_test" });

let statements = 0;
function counted(tx: Tx): Tx {
  return new Proxy(tx, {
    get(target, name, receiver) {
      if (name === "insert" && ++statements === Number(dieAfter)) process.kill(process.pid, "SIGKILL");
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}

const report = await importStatuspage({ ...ctx, read: ctx.read, write: (fn, options) => ctx.write((tx) => fn(counted(tx)), options) }, { source: "test", files: readFolder(folder, [".json"]) });
await db.close();
process.send?.({ statements, created: report.tallies.incidents.created });
process.disconnect();
