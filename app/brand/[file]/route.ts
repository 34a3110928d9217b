import { route } from "#lib/access/route";
import { BrandFile } from "#lib/branding/input";
import { getBrandFile } from "#lib/branding/queries";

// What a name stands for never changes. Nothing in such a file may run or load anything, whatever it is taken for.
const headers = { "cache-control": "public, max-age=31536000, immutable", "content-security-policy": "default-src 'none'; sandbox", "x-content-type-options": "nosniff", "cross-origin-resource-policy": "cross-origin" };

export const GET = route("public.brand_file", BrandFile, async ({ ctx }, { file }) => {
  const { type, bytes } = await getBrandFile(ctx, file);
  return new Response(new Uint8Array(bytes), { headers: { ...headers, "content-type": type } });
});
