import { createHash, createPublicKey, randomBytes, verify } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import { startOidcProvider } from "./oidc-provider.ts";

const client = { clientId: "portal", clientSecret: "a-secret-for-tests", redirectUris: ["http://localhost:3000/callback"] };
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start() {
  const provider = await startOidcProvider({ clients: [client], accounts: { anna: { email: "anna.keller@acme.example", email_verified: true, name: "Anna Keller" }, ben: { email: "ben.fuchs@acme.example", email_verified: false } } });
  closers.push(provider.close);
  const discovery = (await (await fetch(`${provider.issuer}/.well-known/openid-configuration`)).json()) as Record<string, string>;
  const verifier = randomBytes(32).toString("base64url");
  const authorize = (changes: Record<string, string> = {}) => `${discovery["authorization_endpoint"]}?${new URLSearchParams({ client_id: client.clientId, response_type: "code", scope: "openid email profile", redirect_uri: client.redirectUris[0] ?? "", state: "st", nonce: "no", code_challenge: createHash("sha256").update(verifier).digest("base64url"), code_challenge_method: "S256", ...changes })}`;
  const redeem = async (code: string, codeVerifier = verifier) => {
    const response = await fetch(discovery["token_endpoint"] ?? "", { method: "POST", headers: { authorization: `Basic ${btoa(`${client.clientId}:${client.clientSecret}`)}` }, body: new URLSearchParams({ grant_type: "authorization_code", code, redirect_uri: client.redirectUris[0] ?? "", code_verifier: codeVerifier }) });
    return { status: response.status, body: (await response.json()) as { id_token: string } };
  };
  return { provider, discovery, authorize, redeem };
}

it("signs a person in and gives a signed token with the claims of the account", async () => {
  const { provider, discovery, authorize, redeem } = await start();
  const back = new URL(await provider.signIn(authorize(), "anna"));
  expect([back.origin + back.pathname, back.searchParams.get("state"), back.searchParams.get("iss")]).toEqual(["http://localhost:3000/callback", "st", provider.issuer]);
  const { body } = await redeem(back.searchParams.get("code") ?? "");
  const [head = "", payload = "", signature = ""] = body.id_token.split(".");
  expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({ iss: provider.issuer, aud: "portal", sub: "anna", nonce: "no", email: "anna.keller@acme.example", email_verified: true, name: "Anna Keller" });
  const { keys } = (await (await fetch(discovery["jwks_uri"] ?? "")).json()) as { keys: { kty: string }[] };
  const key = createPublicKey({ key: keys[0] ?? { kty: "" }, format: "jwk" });
  expect(verify("RSA-SHA256", Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, "base64url"))).toBe(true);
});

it("an address that nobody verified says so, and claims may change between two sign-ins", async () => {
  const { provider, authorize, redeem } = await start();
  const claims = async (login: string) => {
    const { body } = await redeem(new URL(await provider.signIn(authorize(), login)).searchParams.get("code") ?? "");
    return JSON.parse(Buffer.from(body.id_token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;
  };
  expect(await claims("ben")).toMatchObject({ email: "ben.fuchs@acme.example", email_verified: false });
  provider.setAccount("ben", { email: "ben.fuchs@evil.example", email_verified: true });
  expect(await claims("ben")).toMatchObject({ email: "ben.fuchs@evil.example", email_verified: true });
});

it("a code works once, and only with its verifier", async () => {
  const { provider, authorize, redeem } = await start();
  const code = async () => new URL(await provider.signIn(authorize(), "anna")).searchParams.get("code") ?? "";
  expect((await redeem(await code(), "wrong".repeat(10))).status).toBe(400);
  const used = await code();
  expect((await redeem(used)).status).toBe(200);
  expect((await redeem(used)).status).toBe(400);
});

it("unknown people, foreign redirect addresses and requests without PKCE get no code", async () => {
  const { provider, authorize } = await start();
  const stranger = await provider.signIn(authorize(), "eve").catch((error: Error) => error.message);
  expect(stranger).not.toContain("code=");
  expect(await provider.signIn(authorize({ redirect_uri: "https://evil.example/" }), "anna").catch((error: Error) => error.message)).toContain("redirect_uri");
  expect(await provider.signIn(authorize({ code_challenge: "", code_challenge_method: "" }), "anna")).toContain("error=invalid_request");
});
