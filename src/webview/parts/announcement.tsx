/** What a screen reader is told when a run moves on. Always in the page, so that changes of its text are spoken. */
export function Announcement({ text }: { text: string }) {
  return (
    <div class="spoken" role="status" aria-live="polite">
      {text}
    </div>
  );
}
