import { z } from "zod";
import { route } from "#lib/access/route";
import { answerStatuspage } from "../../../../statuspage-answer.ts";

export const GET = route("public.statuspage", z.unknown(), answerStatuspage);
