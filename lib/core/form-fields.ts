import { z } from "zod";
import { oneLine } from "./one-line.ts";

/** A form's field as text: the first where a name was sent twice, empty where it was not sent. */
export const formText = z.preprocess((value) => (Array.isArray(value) ? value[0] : (value ?? "")), z.string("Send this as text.")).transform((text) => text.trim());

/** Every value of a field that may be sent several times, or not at all. */
export const formList = z.preprocess((value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(z.string()));

export const formId = formText.pipe(z.string().min(1).max(80));

/** The version of the thing its form was made from. */
export const formVersion = formText.transform(Number).pipe(z.number("Open this form again.").int().positive());

/** A box that is ticked; browsers send nothing for one that is not. */
export const formTick = z.preprocess((value) => value !== undefined && value !== "" && value !== "false", z.boolean());

/** One line of ordinary text, without what cannot be seen. */
export function formLine(maxLength: number, whenEmpty: string) {
  return formText
    .transform((text) => oneLine(text, Number.POSITIVE_INFINITY))
    .pipe(z.string().min(1, whenEmpty).max(maxLength, `Use at most ${maxLength} characters.`));
}

/** Some lines of ordinary text, or nothing. */
export function formLines(maxLength: number) {
  return formText
    .transform((text) => text.toWellFormed().replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n]+/gu, " ").trim())
    .pipe(z.string().max(maxLength, `Use at most ${maxLength} characters.`));
}
