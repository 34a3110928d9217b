import { z } from "zod";
import { route } from "#lib/access/route";
import { answerPublicFeed } from "../../feed-answer.ts";

export const GET = route("public.rss", z.unknown(), (call) => answerPublicFeed(call, "rss"));
