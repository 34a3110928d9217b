import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";

export function ProviderButton({ providerId, next, label, isMain = false }: { providerId: string; next: string; label: string; isMain?: boolean }) {
  return (
    <form method="post" action="/sign-in/oidc">
      <input type="hidden" name="provider" value={providerId} />
      <input type="hidden" name="next" value={next} />
      <Button look={isMain ? "primary" : "secondary"} className="w-full"><Icon name="building" />{label}</Button>
    </form>
  );
}
