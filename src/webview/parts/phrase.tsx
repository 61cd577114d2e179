/** One line of text with `code` between backticks: titles, messages, rules. */

export function Phrase({ text }: { text: string }) {
  // Every second piece stands between backticks; a lone backtick stays as it is.
  const pieces = text.split(/`([^`]+)`/);
  return <>{pieces.map((piece, index) => (index % 2 === 1 ? <code key={index}>{piece}</code> : piece))}</>;
}

/** The same without marks, for labels that are read out. */
export function plainPhrase(text: string): string {
  return text.replace(/`([^`]+)`/g, "$1");
}
