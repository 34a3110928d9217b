import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

export interface OidcClient {
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
}

export interface OidcAccount {
  email?: string;
  email_verified?: boolean;
  name?: string;
}

interface OidcSettings {
  clients: OidcClient[];
  /** By what a person types as login; that is also the subject. */
  accounts: Record<string, OidcAccount>;
  port?: number;
}

/** A real OpenID provider on loopback, PKCE demanded, with its own plain sign-in forms (any password will do). */
export async function startOidcProvider({ clients, accounts, port = 0 }: OidcSettings) {
  const people = new Map(Object.entries(accounts));
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

  const provider = new Provider(issuer, {
    clients: clients.map(({ clientId, clientSecret, redirectUris }) => ({ client_id: clientId, client_secret: clientSecret, redirect_uris: redirectUris, grant_types: ["authorization_code"], response_types: ["code"] })),
    findAccount: (_: unknown, login: string) => {
      const account = people.get(login);
      return account && { accountId: login, claims: async () => ({ sub: login, ...account }) };
    },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: true } },
    pkce: { required: () => true },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: randomUUID(), use: "sig", alg: "RS256" }] },
    renderError: (ctx: { type: string; body: string }, out: Record<string, string>) => {
      ctx.type = "text/plain";
      ctx.body = Object.values(out).join(": ");
    },
    cookies: { keys: [randomUUID()] },
    ttl: { Session: 3600, Interaction: 600, Grant: 3600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
  });
  server.on("request", provider.callback());

  return {
    issuer,
    setAccount: (login: string, account: OidcAccount) => void people.set(login, account),
    removeAccount: (login: string) => void people.delete(login),
    /** Goes through the provider's forms as a browser would, from the authorisation address to the address it sends the browser back to. */
    signIn: (authorizationUrl: string, login: string) => walkForms({ issuer, url: authorizationUrl, login }),
    close: () => new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

async function walkForms({ issuer, url, login }: { issuer: string; url: string; login: string }): Promise<string> {
  const cookies = new Map<string, string>();
  let next: { url: string; body?: URLSearchParams } = { url };
  for (let step = 0; step < 12; step += 1) {
    if (!next.url.startsWith(issuer)) return next.url;
    const response = await fetch(next.url, { redirect: "manual", headers: { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") }, ...(next.body && { method: "POST", body: next.body }) });
    for (const cookie of response.headers.getSetCookie()) keep(cookies, cookie);
    const location = response.headers.get("location");
    next = location === null ? formOf(await response.text(), { url: next.url, login }) : { url: new URL(location, next.url).href };
  }
  throw new Error("The provider's forms did not come to an end.");
}

function formOf(page: string, { url, login }: { url: string; login: string }) {
  const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
  const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1];
  if (action === undefined || prompt === undefined) throw new Error(`The provider answered with no form: ${page.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").slice(0, 300)}`);
  return { url: new URL(action, url).href, body: new URLSearchParams(prompt === "login" ? { prompt, login, password: "any" } : { prompt }) };
}

function keep(cookies: Map<string, string>, cookie: string) {
  const [pair = "", ...attributes] = cookie.split("; ");
  const name = pair.slice(0, pair.indexOf("="));
  const isGone = attributes.some((attribute) => attribute.toLowerCase().startsWith("expires=thu, 01 jan 1970"));
  if (isGone) cookies.delete(name);
  else cookies.set(name, pair.slice(pair.indexOf("=") + 1));
}
