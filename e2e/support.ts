import Database from "better-sqlite3";
import { expect, type Page } from "@playwright/test";
import { dataFolder } from "./support/lane.ts";

/** The database of the portal under test, to look at only: mails have to be read somewhere. */
export const databaseFile = `${dataFolder}/candor.db`;

/** Signs in as one of the demo's cast: `signInAs(page, "Jonas Lindqvist")`. */
export async function signInAs(page: Page, name: string, next = "/switch"): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByRole("button", { name: `Sign in as ${name}` }).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

export interface Mail {
  subject: string;
  html: string;
  text: string;
}

/** The next mail to an address after an instant, as the local mailbox got it. */
export async function mailTo(address: string, after: number): Promise<Mail> {
  return mailSaying(address, { after, words: "" });
}

/** The same, where several come at once: the one with these words. */
export async function mailSaying(address: string, { after, words }: { after: number; words: string }): Promise<Mail> {
  let mail: Mail | undefined;
  await expect.poll(() => (mail = findMail(address, { after, words })), { message: `a mail to ${address}`, timeout: 15_000 }).toBeTruthy();
  if (!mail) throw new Error("The mail is gone.");
  return mail;
}

function findMail(address: string, { after, words }: { after: number; words: string }): Mail | undefined {
  const database = new Database(databaseFile, { readonly: true });
  try {
    return database.prepare("select subject, html, text from mailbox_messages where to_address = ? and received_at >= ? and instr(text, ?) > 0 order by received_at desc, id desc limit 1").get(address, after, words) as Mail | undefined;
  } finally {
    database.close();
  }
}

/** Waits until something stands in the daily mail of an address. */
export async function expectCollected(address: string): Promise<void> {
  await expect.poll(() => countCollected(address), { message: `something for the daily mail of ${address}`, timeout: 15_000 }).toBeGreaterThan(0);
}

function countCollected(address: string): number {
  const database = new Database(databaseFile, { readonly: true });
  try {
    return Number(database.prepare("select count(*) from deliveries where address = ? and state = 'collected'").pluck().get(address));
  } finally {
    database.close();
  }
}

/** The first link of a mail whose path begins so, in the mail's language. */
export function linkIn(mail: Mail, path: string): string {
  const link = mail.text.split(/\s+/).find((word) => URL.canParse(word) && new URL(word).pathname.replace(/^\/de(?=\/)/, "").startsWith(path));
  if (!link) throw new Error(`The mail has no link to ${path}:\n${mail.text}`);
  return link;
}
