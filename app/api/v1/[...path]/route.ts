import { keyRoute } from "#lib/access/key-route";
import { operate } from "../operate.ts";

export const GET = keyRoute("api.read", operate);
export const POST = keyRoute("api.write", operate);
