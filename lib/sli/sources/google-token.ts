import { createSign } from "node:crypto";
import { z } from "zod";
import { type Asking, readJson, request, SourceTrouble } from "./contract.ts";

const Account = z.object({ client_email: z.string(), private_key: z.string(), token_uri: z.url().default("https://oauth2.googleapis.com/token") });
const scope = "https://www.googleapis.com/auth/monitoring.read";
const lifeSeconds = 3_600;

const known = new Map<string, { token: string; until: number }>();

/** A token for a service account whose key file is the secret: a JWT signed RS256, exchanged for an access token. (RFC 7523) */
export async function googleToken({ secret, send, now }: Pick<Asking, "secret" | "send" | "now">): Promise<string> {
  const account = readAccount(secret);
  const cached = known.get(account.client_email);
  if (cached && cached.until > now) return cached.token;
  const seconds = Math.floor(now / 1_000);
  const claims = { iss: account.client_email, scope, aud: account.token_uri, iat: seconds, exp: seconds + lifeSeconds };
  const unsigned = [{ alg: "RS256", typ: "JWT" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const body = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: `${unsigned}.${sign(unsigned, account.private_key)}` }).toString();
  const answer = z.object({ access_token: z.string(), expires_in: z.number().default(lifeSeconds) }).safeParse(readJson(await request(send, { url: account.token_uri, method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body })));
  if (!answer.success) throw new SourceTrouble("Google gives no token for this service account.");
  known.set(account.client_email, { token: answer.data.access_token, until: now + (answer.data.expires_in - 120) * 1_000 });
  return answer.data.access_token;
}

function readAccount(secret: string | null): z.infer<typeof Account> {
  try {
    return Account.parse(JSON.parse(secret ?? ""));
  } catch {
    throw new SourceTrouble("The secret is no key file of a Google service account: paste the whole JSON.");
  }
}

function sign(text: string, key: string): string {
  try {
    return createSign("RSA-SHA256").update(text).sign(key).toString("base64url");
  } catch {
    throw new SourceTrouble("The private key in the key file cannot be used.");
  }
}
