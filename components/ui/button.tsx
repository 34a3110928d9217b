import { clsx } from "clsx";
import type { ComponentProps } from "react";

export type ButtonLook = "primary" | "secondary" | "quiet" | "danger";
type Size = "medium" | "small";

const LOOKS: Record<ButtonLook, string> = {
  primary: "border-transparent bg-accent text-on-accent hover:bg-accent-strong",
  secondary: "border-edge/60 bg-raised text-ink hover:border-edge hover:bg-wash",
  quiet: "border-transparent text-soft hover:bg-wash hover:text-ink",
  danger: "border-edge/60 bg-raised text-danger-text hover:border-danger-text",
};

const SIZES: Record<Size, string> = { medium: "min-h-10 px-4 text-sm", small: "min-h-8 px-3 text-xs" };

export function buttonClass(look: ButtonLook = "secondary", size: Size = "medium") {
  return clsx(
    "inline-flex items-center justify-center gap-2 rounded-md border py-1.5 text-center font-medium transition-colors duration-100 print:hidden",
    "disabled:opacity-55 aria-disabled:opacity-55",
    LOOKS[look],
    SIZES[size],
  );
}

type Looks = { look?: ButtonLook; size?: Size };

export function Button({ look, size, className, type = "submit", ...rest }: ComponentProps<"button"> & Looks) {
  return <button type={type} className={clsx(buttonClass(look, size), className)} {...rest} />;
}

export function LinkButton({ look, size, className, ...rest }: ComponentProps<"a"> & Looks) {
  return <a className={clsx(buttonClass(look, size), className)} {...rest} />;
}
