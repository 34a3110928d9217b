/** True when the address can only be reached from the machine itself. */
export function isLoopbackUrl(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** True when a server that listens there can only be reached from the machine itself. */
export function isLoopbackHost(host: string): boolean {
  const name = host.includes(":") ? `[${host}]` : host;
  return URL.canParse(`http://${name}`) && isLoopbackUrl(`http://${name}`);
}
