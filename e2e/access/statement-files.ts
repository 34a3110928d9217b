import { expect, it } from "vitest";
import { actorRoles } from "./oracle.ts";
import { askAs, type Run } from "./run.ts";

/** Files are read as their readers read them (a PDF by pdftotext): a search that finds nobody else's words must find their own. */
export function statementFiles(run: Run): void {
  it.each(["statement.pdf", "statement.json", "statement.csv", "evidence.json"])("a statement's %s says the words of its own customer", async (file) => {
    const { canaries, company, statements } = run.world;
    for (const of of ["A", "B"] as const) {
      const owner = actorRoles.find(({ name }) => name === `owner of ${of}`) ?? { name: "nobody" };
      const answer = await askAs(run, owner, { path: `/c/${company.customers[of].slug}/reports/${statements.released[of]}/files/${file}` });
      const own = canaries.foreignIn(answer.everything, ["public"]).filter(({ readers }) => readers.includes(of));
      expect(own.map(({ what }) => what), `${of}'s ${file}`).toContain(`name of ${of}'s objective`);
    }
  });
}
