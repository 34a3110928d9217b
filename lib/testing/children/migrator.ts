// Migrates the database; ends itself like a killed process after as many statements as asked (0: never).
import { migrate } from "#db/migrate";
import { env } from "#lib/platform/env";

const [folder = "", crashAfter = "0"] = process.argv.slice(2);
const applied = await migrate(env.DATABASE_URL ?? "", {
  folder,
  onStatement: (count) => {
    if (count === Number(crashAfter)) process.kill(process.pid, "SIGKILL");
  },
});
process.send?.(applied);
process.disconnect();
