/** Expected beside actual. Lines that differ carry a mark, not only a colour. */
import { t } from "../page/localise";

function Value({ text, other }: { text: string; other: string | undefined }) {
  const lines = text.split("\n");
  const others = other?.split("\n") ?? [];
  if (lines.length === 1 && others.length <= 1) return <code>{text}</code>;
  return (
    <pre class="plain">
      {lines.map((line, index) => (
        <span key={index} class={line === others[index] ? "same" : "differs"}>
          {line === others[index] ? "  " : "≠ "}
          {line}
          {"\n"}
        </span>
      ))}
    </pre>
  );
}

export function Difference({ expected, actual }: { expected: string | undefined; actual: string | undefined }) {
  return (
    <table class="difference">
      <tbody>
        {expected === undefined ? null : (
          <tr>
            <th scope="row">{t("Expected")}</th>
            <td>
              <Value text={expected} other={actual} />
            </td>
          </tr>
        )}
        {actual === undefined ? null : (
          <tr>
            <th scope="row">{t("Actual")}</th>
            <td>
              <Value text={actual} other={expected} />
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
