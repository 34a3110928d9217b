import { z } from "zod";
import { route } from "#lib/access/route";
import { answerPrivateFeed } from "../../../../feed-answer.ts";

export const GET = route("feeds.private_rss", z.unknown(), (call) => answerPrivateFeed(call, "rss"));
