import { route } from "#lib/access/route";
import { startProviderSignIn } from "#lib/people/auth";
import { StartProvider } from "#lib/people/input";

export const POST = route("access.oidc", StartProvider, async ({ ctx }, { provider, next }) => {
  const { location, cookies } = await startProviderSignIn(ctx, { providerId: provider, returnTo: next });
  return onward(location, cookies);
});

// Not a redirect: browsers hold a form's whole chain of redirects to form-action, and no list of strangers' hosts belongs into our policy.
function onward(location: string, cookies: string[]): Response {
  const address = location.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta http-equiv="refresh" content="0;url=${address}"><title>On to your sign-in</title></head><body><p>Taking you to your company's sign-in. <a href="${address}">Go there now</a></p></body></html>`;
  const headers = new Headers({ "content-type": "text/html; charset=utf-8" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(page, { headers });
}
