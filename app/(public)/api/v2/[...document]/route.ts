import { z } from "zod";
import { route } from "#lib/access/route";
import { answerStatuspage } from "../../../../statuspage-answer.ts";

export const GET = route("statuspage.document", z.unknown(), answerStatuspage);
