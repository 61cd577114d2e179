/** Buttons that stay focusable while they cannot act, so that focus is never lost and the reason can be heard. */
import type { ComponentChildren } from "preact";
import { Icon } from "./icon";

export interface ButtonProps {
  children: ComponentChildren;
  onClick(): void;
  kind?: "primary" | "secondary" | "link";
  icon?: string;
  /** True while the button cannot act; `describedBy` names the element that says why. */
  disabled?: boolean;
  describedBy?: string;
  /** For buttons whose words alone do not say on what they act. */
  label?: string;
  title?: string;
}

export function Button({ children, onClick, kind = "secondary", icon, disabled = false, describedBy, label, title }: ButtonProps) {
  return (
    <button
      type="button"
      class={kind}
      aria-disabled={disabled ? "true" : undefined}
      aria-describedby={describedBy}
      aria-label={label}
      title={title}
      onClick={() => {
        if (!disabled) onClick();
      }}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </button>
  );
}
