import { benchGrowth } from "./growth.ts";
import { drawText } from "./rows.ts";
console.log(drawText(await benchGrowth("/tmp/g/bench", (t) => console.error(t))));
