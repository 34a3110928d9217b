import { z } from "zod";
import { route } from "#lib/access/route";
import { answerStatuspage } from "../../../../../../statuspage-answer.ts";

export const GET = route("feeds.private_statuspage", z.unknown(), answerStatuspage);
