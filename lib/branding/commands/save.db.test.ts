import { beforeEach, expect, test } from "vitest";
import { brandFiles, brandings } from "#db/schema/branding";
import { acme, addCast, anna, carla, jonas, mira, priya } from "#lib/testing/cast";
import { asMember, asPublic, asStaff } from "#lib/testing/contexts";
import { testDatabase } from "#lib/testing/database";
import { SaveBranding } from "../input.ts";
import { getBranding, getBrandFile } from "../queries.ts";
import { saveCustomerBranding, savePortalBranding } from "./save.ts";

const database = testDatabase();
beforeEach(() => addCast(database.db));

const logo = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 120, 0, 0, 0, 28]), Buffer.alloc(20)]);
const chosen = (words: Record<string, unknown>) => ({ ...SaveBranding.parse({ ...words, logo: "" }), ...(words["logo"] ? { logo: words["logo"] as Buffer } : {}) });
const asPriya = () => asStaff(database.db, priya);
const asMira = () => asStaff(database.db, mira);

test("the portal's look is everybody's, until a customer has its own", async () => {
  await savePortalBranding(asPriya(), chosen({ accentLight: "#7a1fa2", footerText: "Northlight AB", logo }));
  await saveCustomerBranding(asMira(), { ...chosen({ accentLight: "#0b5d3b" }), id: acme.id });
  const [portal, ofAcme, ofGlobex] = [await getBranding(asPublic(database.db)), await getBranding(asMember(database.db, anna)), await getBranding(asMember(database.db, carla))];
  expect(portal).toMatchObject({ accentLight: "#7a1fa2", footerText: "Northlight AB", logo: { width: 120, height: 28 } });
  expect(ofAcme).toMatchObject({ accentLight: "#0b5d3b", footerText: "Northlight AB", logo: portal.logo });
  expect(ofGlobex).toEqual(portal);
});

test("files are named by what is in them, kept when they are replaced, and served as what they are", async () => {
  await savePortalBranding(asPriya(), chosen({ accentLight: "#7a1fa2", logo }));
  const { logo: shown, stylesheetPath } = await getBranding(asPublic(database.db));
  expect(shown?.path).toMatch(/^\/brand\/[0-9a-f]{64}\.png$/);
  await savePortalBranding(asPriya(), { ...chosen({}), removesLogo: true, version: 1 });
  expect(await getBranding(asPublic(database.db))).toMatchObject({ logo: null, stylesheetPath: null });
  expect(await database.db.read.$count(brandFiles)).toBe(2);
  const file = await getBrandFile(asPublic(database.db), (shown?.path ?? "").slice("/brand/".length));
  expect([file.type, file.bytes.equals(logo)]).toEqual(["image/png", true]);
  expect((await getBrandFile(asPublic(database.db), (stylesheetPath ?? "").slice("/brand/".length))).bytes.toString()).toContain("--accent: light-dark(#7a1fa2");
  await expect(getBrandFile(asPublic(database.db), `${"0".repeat(64)}.png`)).rejects.toThrow("nothing here");
});

test("saving without a new logo keeps the one there is", async () => {
  await savePortalBranding(asPriya(), chosen({ logo }));
  await savePortalBranding(asPriya(), { ...chosen({ footerText: "Words" }), version: 1 });
  expect(await getBranding(asPublic(database.db))).toMatchObject({ footerText: "Words", logo: { width: 120 } });
});

test("a logo that is none, somebody else's change and a lacking permission leave everything as it was", async () => {
  await expect(savePortalBranding(asPriya(), chosen({ logo: Buffer.from("<svg></svg>") }))).rejects.toMatchObject({ code: "invalid", fields: { logo: expect.any(String) } });
  await expect(savePortalBranding(asPriya(), { ...chosen({}), version: 3 })).rejects.toMatchObject({ code: "conflict" });
  await expect(savePortalBranding(asMira(), chosen({}))).rejects.toMatchObject({ code: "forbidden" });
  await expect(saveCustomerBranding(asStaff(database.db, jonas), { ...chosen({}), id: acme.id })).rejects.toMatchObject({ code: "forbidden" });
  await expect(saveCustomerBranding(asMira(), { ...chosen({}), id: "cus_nobody" })).rejects.toMatchObject({ code: "not_found" });
  expect([await database.db.read.$count(brandings), await database.db.read.$count(brandFiles)]).toEqual([0, 0]);
});
