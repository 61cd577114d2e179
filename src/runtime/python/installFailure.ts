/** Something could not be brought to this machine; the message is for a person. */
export class InstallError extends Error {
  override readonly name = "InstallError";
  /** What the installer printed last, for the log. */
  readonly output: readonly string[];

  constructor(message: string, output: readonly string[] = []) {
    super(message);
    this.output = output;
  }
}

const reasons: readonly [RegExp, (python: string) => string][] = [
  [
    /certificate verify failed|CERTIFICATE_VERIFY_FAILED|invalid peer certificate|UnknownIssuer/i,
    () =>
      "The index's certificate is not trusted. Behind a proxy that opens connections, tell pip or uv its certificate (PIP_CERT, SSL_CERT_FILE).",
  ],
  [
    /No space left on device|ENOSPC|os error 28\b|not enough space on the disk/i,
    () => "The disk is full. Make room, then install again; nothing was left half installed.",
  ],
  [
    /DO NOT MATCH THE HASHES|hash mismatch/i,
    () =>
      "The index sent a file that is not the one these labs were tested with, so it was not installed. Check which index pip or uv is set to.",
  ],
  [
    /40[137] |401 Client Error|403 Client Error|Proxy Authentication Required|status code: 40[137]/i,
    () => "The index or the proxy refused access. Check the address and the credentials in the configuration of pip or uv.",
  ],
  [
    /No matching distribution|no wheels? with a matching|has no usable wheels|no matching .* tag|Could not find a version that satisfies/i,
    (python) => `There is no ready-made package for Python ${python} on this system yet. Choose another Python for the labs.`,
  ],
  [
    /NewConnectionError|name resolution|getaddrinfo|ConnectTimeout|Read timed out|Connection refused|Network is unreachable|dns error|error sending request|ProxyError|Failed to fetch|timed out/i,
    () => "The package index could not be reached. Check the network; pip and uv use the proxy and the index of their own configuration.",
  ],
  [/Permission denied|Read-only file system|Access is denied/i, () => "The folder for packages cannot be written."],
];

/**
 * Why it could not be installed, told from what the installer printed, and what to do: one or two sentences.
 * @param python version for the words, for example 3.13.1
 */
export function installFailure(output: readonly string[], python: string): string {
  const text = output.join("\n");
  const known = reasons.find(([pattern]) => pattern.test(text));
  if (known) return known[1](python);
  const last = output.findLast((line) => /error/i.test(line)) ?? output.at(-1);
  return last === undefined ? "The installer ended without a word." : `The installer said: ${last.trim().slice(0, 300)}`;
}
