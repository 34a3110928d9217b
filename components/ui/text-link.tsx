import { clsx } from "clsx";
import type { ComponentProps } from "react";

export function TextLink({ className, ...rest }: ComponentProps<"a">) {
  return <a className={clsx("text-accent underline decoration-accent/40 underline-offset-[0.2em] hover:text-accent-strong hover:decoration-current", className)} {...rest} />;
}
