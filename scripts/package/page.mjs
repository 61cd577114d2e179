const link = /(!?)\[([^\]]*)\]\((?!https?:|#|mailto:)([^)\s]+)\)/g;

/**
 * README or changelog as the package carries them. The page of an extension has no folder beside it, in VS Code or on a marketplace: it loads
 * pictures by https alone. While the source has no public address, pictures are left out with their line, and links to files become their text.
 */
export const packedPage = (text) =>
  text
    .split("\n\n")
    .filter((paragraph) => paragraph.replace(link, (_, mark) => (mark ? "" : "link")).trim() !== "")
    .map((paragraph) => paragraph.replace(link, (_, mark, words) => (mark ? "" : words)))
    .join("\n\n");
