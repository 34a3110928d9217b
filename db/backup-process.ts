import Database from "better-sqlite3";

const [file = "", target = ""] = process.argv.slice(2);
const source = new Database(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
source.prepare("vacuum into ?").run(target);
source.close();

const copy = new Database(target, { readonly: true });
const problems = [...copy.prepare("pragma integrity_check").pluck().all(), ...copy.prepare("pragma foreign_key_check").all()];
copy.close();
if (problems.length !== 1 || problems[0] !== "ok") throw new Error(`The copy is not sound: ${JSON.stringify(problems)}`);
